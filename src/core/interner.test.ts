import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "./bytes.ts";
import { dictionaryOf, textsOf } from "./dictionary-text.ts";
import { Interner } from "./interner.ts";
import { NONE } from "./units.ts";

test("numbers values by first appearance, as a map of strings would", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 9 }), { maxLength: 400 }), (values) => {
      const interner = new Interner(1);
      const expected = new Map<string, number>();
      for (const value of values) {
        const bytes = encodeUtf8(value);
        if (!expected.has(value)) {
          expect(interner.lookup(bytes, 0, bytes.length)).toBe(NONE);
          expected.set(value, expected.size);
        }
        expect(interner.intern(bytes, 0, bytes.length)).toBe(expected.get(value));
        expect(interner.lookup(bytes, 0, bytes.length)).toBe(expected.get(value));
      }
      expect(interner.size).toBe(expected.size);
      const { bytes, offsets } = interner.finish();
      const seen = Array.from({ length: interner.size }, (_, i) => decodeUtf8(bytes, offsets[i], offsets[i + 1]));
      expect(seen).toEqual([...expected.keys()]);
      expect(bytes.length).toBe(offsets[interner.size]);
    }),
  );
});

test("takes texts and whole dictionaries as it takes bytes", () => {
  const interner = new Interner();
  expect(["b", "é", "b"].map((text) => interner.internText(text))).toEqual([0, 1, 0]);
  const dictionary = dictionaryOf(["a", "é", "", "b"]);
  expect([...interner.internAll(dictionary)]).toEqual([2, 1, 3, 0]);
  expect(interner.internEntry(dictionary, 1)).toBe(1);
  expect(textsOf(interner.finish())).toEqual(["b", "é", "a", ""]);
});

test("grows past its expected size and keeps every entry", () => {
  const interner = new Interner(2);
  for (let i = 0; i < 20_000; i++) {
    const bytes = encodeUtf8(`value ${i}`);
    expect(interner.intern(bytes, 0, bytes.length)).toBe(i);
  }
  expect(decodeUtf8(interner.entry(12_345))).toBe("value 12345");
  const again = encodeUtf8("..value 77..");
  expect(interner.intern(again, 2, 10)).toBe(77);
});
