import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, equalsBytes } from "./bytes.ts";

test("encodes and decodes as the platform does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const bytes = encodeUtf8(text);
      expect([...bytes]).toEqual([...new TextEncoder().encode(text)]);
      expect(decodeUtf8(bytes)).toBe(text);
    }),
  );
});

test("long texts cross the internal chunk without damage", () => {
  const text = "aé漢😀".repeat(3000);
  expect(decodeUtf8(encodeUtf8(text))).toBe(text);
});

test("lone surrogates become the replacement character", () => {
  expect([...encodeUtf8("a\ud800b")]).toEqual([...new TextEncoder().encode("a\ufffdb")]);
});

test("invalid bytes never throw, and valid neighbours survive", () => {
  expect(decodeUtf8(Uint8Array.of(65, 0xff, 66, 0xc3))).toBe("A\ufffdB\ufffd");
  expect(decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBe("\ufffd\ufffd\ufffd");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      let expected: string | undefined;
      try {
        expected = strict.decode(bytes);
      } catch {
        expected = undefined;
      }
      const seen = decodeUtf8(bytes);
      if (expected !== undefined) expect(seen).toBe(expected);
      else expect(seen).toContain("\ufffd");
    }),
  );
});

test("compares a span with a byte string", () => {
  const bytes = encodeUtf8("xabcx");
  expect(equalsBytes(bytes, 1, 4, encodeUtf8("abc"))).toBe(true);
  expect(equalsBytes(bytes, 1, 3, encodeUtf8("abc"))).toBe(false);
  expect(equalsBytes(bytes, 0, 3, encodeUtf8("abc"))).toBe(false);
});
