import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { unescapeText } from "./text-escapes.ts";

function unescaped(text: string): string {
  const bytes = encodeUtf8(text);
  const target = new Uint8Array(bytes.length);
  return decodeUtf8(target, 0, unescapeText(bytes, 0, bytes.length, target, 0));
}

test.each([
  ["plain", "plain"],
  ['say \\"hi\\"', 'say "hi"'],
  ["a\\nb\\tc\\\\d", "a\nb\tc\\d"],
  ["\\xc3\\xa9", "é"],
  ["\\u00e9 \\ud83d\\ude00 \\U0001f600", "é 😀 😀"],
  ["\\ud83d!", "\ufffd!"],
  ["\\Uffffffff", "\ufffd"],
  ["\\u12", "u12"],
  ["\\q", "q"],
  ["end\\", "end\\"],
])("%s", (escaped, expected) => {
  expect(unescaped(escaped)).toBe(expected);
});

test("what JSON escapes comes back, and nothing gets longer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(unescaped(JSON.stringify(text).slice(1, -1))).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const target = new Uint8Array(bytes.length);
      expect(unescapeText(bytes, 0, bytes.length, target, 0)).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
