import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PairTable } from "./pair-table.ts";

const INT32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Small and large keys, and many more than the table starts with. */
const PAIRS = fc.array(fc.tuple(fc.oneof(fc.nat(20), INT32), fc.oneof(fc.nat(20), INT32)), {
  maxLength: 600,
  size: "max",
});

describe("PairTable", () => {
  it("numbers pairs in order of first insertion, as a map of their texts does", () => {
    fc.assert(
      fc.property(PAIRS, fc.nat(300), (pairs, capacity) => {
        const table = new PairTable(capacity);
        const slow = new Map<string, number>();
        for (const [first, second] of pairs) {
          const key = `${first} ${second}`;
          expect(table.find(first, second)).toBe(slow.get(key) ?? -1);
          if (!slow.has(key)) slow.set(key, slow.size);
          expect(table.add(first, second)).toBe(slow.get(key));
        }
        expect(table.size).toBe(slow.size);
        for (const [key, index] of slow) expect(`${table.first(index)} ${table.second(index)}`).toBe(key);
      }),
      { numRuns: 50 },
    );
  });
});
