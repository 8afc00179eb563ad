import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { JSON_ESCAPES } from "./field-table.ts";
import { JsonScanner } from "./json-scanner.ts";
import { unescapeJson } from "./json-string.ts";

/** The values found for the paths, undefined where absent; a string if the text is refused. */
function find(text: string, paths: string[]): (string | undefined)[] | string {
  const scanner = new JsonScanner(paths);
  const bytes = encodeUtf8(text);
  if (!scanner.scan(bytes, 0, bytes.length)) return `${scanner.problemOffset}: ${scanner.problem}`;
  const { starts, ends, codings } = scanner.fields;
  return paths.map((_, slot) => {
    if (starts[slot] < 0) return undefined;
    if (codings[slot] !== JSON_ESCAPES) return decodeUtf8(bytes, starts[slot], ends[slot]);
    const target = new Uint8Array(ends[slot] - starts[slot]);
    return decodeUtf8(target, 0, unescapeJson(bytes, starts[slot], ends[slot], target, 0));
  });
}

test("finds nested paths, array elements and keys that contain dots", () => {
  const text = '{"trace":{"id":"t1"},"log.level":"warn","a":[{"b":1},{"b":2}],"x":{"y.z":{"w":true}}}';
  expect(find(text, ["trace.id", "log.level", "a.1.b", "x.y.z.w", "trace.no"])).toEqual([
    "t1",
    "warn",
    "2",
    "true",
    undefined,
  ]);
});

test("numbers keep their digits, null is absent, objects are their text", () => {
  expect(find('{"t":1674981742383150913,"n":null,"o":{"k": [1]}}', ["t", "n", "o"])).toEqual([
    "1674981742383150913",
    undefined,
    '{"k": [1]}',
  ]);
});

test("escapes are undone in values and in keys", () => {
  expect(find('{"a\\u002fb":"x\\n\\"y\\" \\ud83d\\ude00 \\ud83d"}', ["a/b"])).toEqual(['x\n"y" 😀 \ufffd']);
});

test("the last of repeated keys wins", () => {
  expect(find('{"a":1,"a":2}', ["a"])).toEqual(["2"]);
});

test("errors say where and what was expected", () => {
  expect(find('{"a":1,}', [])).toBe("7: a key in quotes");
  expect(find('{"a" 1}', [])).toBe('5: ":"');
  expect(find('{"a":01}', [])).toBe("5: no leading zero");
  expect(find('{"a":1}}{', [])).toBe("7: the end of the record");
  expect(find('{"a":"b', [])).toBe("7: the closing quote");
  expect(find("[".repeat(300), [])).toBe("256: at most 256 levels");
});

test("accepts exactly what JSON.parse accepts, damaged texts included", () => {
  const damage = fc.tuple(fc.nat(60), fc.constantFrom("", "x", '"', ",", "}", "\\", "0", "\n", ".", "-"));
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.option(damage, { freq: 2 }), (json, hit) => {
      const text = hit ? json.slice(0, hit[0]) + hit[1] + json.slice(hit[0] + 1) : json;
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(typeof find(text, ["a.b"]) === "object").toBe(valid);
    }),
    { numRuns: 2000 },
  );
});

test("every string survives the way through JSON text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme-ascii", minLength: 1 }), (value, key) => {
      fc.pre(!key.includes("."));
      expect(find(JSON.stringify({ [key]: value }), [key])).toEqual([value]);
    }),
  );
});
