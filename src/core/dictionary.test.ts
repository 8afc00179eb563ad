import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteOrder, compareEntries, entryCount, inverse, reorder } from "./dictionary.ts";
import { dictionaryOf, textsOf } from "./dictionary-text.ts";

const TEXTS = fc.array(fc.string({ unit: "grapheme", maxLength: 5 }), { maxLength: 30 });

describe("a dictionary", () => {
  it("orders its entries by their bytes", () => {
    fc.assert(
      fc.property(TEXTS, (texts) => {
        const dictionary = dictionaryOf(texts);
        expect(entryCount(dictionary)).toBe(texts.length);
        expect(dictionary.bytes).toEqual(Uint8Array.from(Buffer.from(texts.join(""))));
        expect(textsOf(dictionary)).toEqual(texts);
        const order = byteOrder(dictionary);
        const sorted = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(Array.from(order, (entry) => texts[entry])).toEqual(sorted);
        expect(textsOf(reorder(dictionary, order))).toEqual(sorted);
        const rank = inverse(order);
        order.forEach((entry, at) => {
          expect(rank[entry]).toBe(at);
        });
        for (let a = 0; a < texts.length; a++) {
          const slow = Buffer.compare(Buffer.from(texts[a]), Buffer.from(texts[0]));
          expect(Math.sign(compareEntries(dictionary, a, 0))).toBe(slow);
        }
      }),
    );
  });
});
