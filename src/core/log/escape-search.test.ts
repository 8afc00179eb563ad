import fc from "fast-check";
import { expect, test } from "vitest";
import { EscapeSearch } from "./escape-search.ts";

const ESCAPE = 0x1b;

test("escapes are found in any spans, in any order, and none behind the limit", () => {
  const bytes = fc
    .uint8Array({ minLength: 1, maxLength: 40 })
    .map((all) => all.map((byte) => (byte < 40 ? ESCAPE : 1)));
  const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 20 });
  fc.assert(
    fc.property(bytes, fc.nat(40), spans, (all, most, asked) => {
      const limit = Math.min(most, all.length);
      const search = new EscapeSearch(limit);
      for (const ends of asked) {
        const [start, end] = ends.map((at) => Math.min(at, limit)).sort((a, b) => a - b);
        expect(search.isIn(all, start, end)).toBe(all.subarray(start, end).includes(ESCAPE));
      }
    }),
  );
});
