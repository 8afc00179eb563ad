import fc from "fast-check";
import { expect, test } from "vitest";
import { IntTupleInterner } from "./int-tuple-interner.ts";

test("numbers tuples by first appearance, as a map of strings would", () => {
  const value = fc.integer({ min: -1, max: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value, value), { maxLength: 500 }), (tuples) => {
      const interner = new IntTupleInterner();
      const expected = new Map<string, number>();
      for (const tuple of tuples) {
        const key = tuple.join();
        if (!expected.has(key)) expected.set(key, expected.size);
        expect(interner.intern(...tuple)).toBe(expected.get(key));
      }
      expect(interner.size).toBe(expected.size);
      for (let column = 0; column < 4; column++) {
        expect([...interner.column(column)]).toEqual([...expected.keys()].map((key) => Number(key.split(",")[column])));
      }
    }),
  );
});
