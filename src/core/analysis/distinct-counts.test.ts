import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DistinctTally, MOST_DISTINCT } from "./distinct-counts.ts";

function counted(values: readonly number[]): DistinctTally {
  const tally = new DistinctTally();
  for (const value of values) tally.add(value);
  return tally;
}

describe("counts of distinct values", () => {
  it("are exact while the values are few", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 9 })), (values) => {
        const { values: distinct, requests, isCut } = counted(values).finish();
        expect([...distinct]).toEqual([...new Set(values)].sort((a, b) => a - b));
        expect([...requests]).toEqual([...distinct].map((value) => values.filter((other) => other === value).length));
        expect(isCut).toBe(false);
      }),
    );
  });

  it("do not depend on how and in which order the values arrive, however many there are", () => {
    const many = fc
      .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
      .map(([count, step, cuts]) => ({
        values: Array.from({ length: count }, (_, i) => ((i * 7919) % 20_011) * step),
        cuts,
      }));
    fc.assert(
      fc.property(many, ({ values, cuts }) => {
        const whole = counted(values).finish();
        const size = Math.ceil(values.length / cuts) || 1;
        const merged = new DistinctTally();
        for (let at = cuts - 1; at >= 0; at--) {
          merged.merge(counted(values.slice(at * size, (at + 1) * size).reverse()).finish());
        }
        expect(merged.finish()).toEqual(whole);
        const distinct = new Set(values).size;
        expect(whole.isCut).toBe(distinct > MOST_DISTINCT);
        expect(whole.values.length).toBe(Math.min(distinct, MOST_DISTINCT));
      }),
      { numRuns: 20 },
    );
  });
});
