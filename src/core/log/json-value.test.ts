import { expect, test } from "vitest";
import { ExactNumbers, firstOf, listOf, memberOf, textOf } from "./json-value.ts";

test("values as text", () => {
  expect([" a ", 5, 1e-7, 0.5, true, null, {}, [1]].map(textOf)).toEqual([
    "a",
    "5",
    "0.000000100",
    "0.5",
    "true",
    "",
    "",
    "",
  ]);
  expect(firstOf("", "b", "c")).toBe("b");
  expect(listOf({ length: 3 })).toEqual([]);
});

test("only own members count", () => {
  expect(memberOf({ a: 1 }, "a")).toBe(1);
  for (const name of ["__proto__", "constructor", "b"]) expect(memberOf({ a: 1 }, name)).toBeUndefined();
  expect(memberOf([1], "0")).toBeUndefined();
});

test("long numbers keep their digits, texts their quotes", () => {
  const numbers = new ExactNumbers(["ts", "t2"]);
  const text = '{"ts": 1700000000123456789,"t2":1.25,"x":3,"m":"\\"ts\\": 12 , \\"ts\\":3}","say \\"ts":5,"ts":[4]}';
  const quoted = numbers.quote(text);
  expect(JSON.parse(quoted)).toEqual({ ...JSON.parse(text), ts: [4], t2: "1.25", 'say "ts': "5" });
  expect(quoted).toContain('"ts": "1700000000123456789"');
});
