import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

test("what is short stands on one line, what is long has a line per member", () => {
  expect(jsonText({ a: [1, "b"], c: {}, d: undefined, e: null })).toBe('{ "a": [1, "b"], "c": {}, "e": null }');
  const name = "n".repeat(70);
  expect(jsonText({ a: [name, [name, 1]], b: [] })).toBe(
    `{\n  "a": [\n    "${name}",\n    ["${name}", 1]\n  ],\n  "b": []\n}`,
  );
});

test("law: it is JSON of the same value, and no line with several members is too long", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = jsonText(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      for (const line of text.split("\n")) if (/^\s*[[{].*, /.test(line)) expect(line.length).toBeLessThanOrEqual(121);
    }),
  );
});
