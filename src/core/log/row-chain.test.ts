import fc from "fast-check";
import { expect, test } from "vitest";
import type { RowJob } from "./parquet/row-job.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { RowChain } from "./row-chain.ts";

const BYTES = 1000;

function jobsOf(count: number): RowJob[] {
  return Array.from({ length: count }, (_, sliceIndex) => ({
    sliceIndex,
    range: { first: 0, end: 1, groupRows: 1 },
    firstRow: sliceIndex,
    endOffset: Math.floor((BYTES * (sliceIndex + 1)) / count),
    columns: [],
    slots: [],
  }));
}

test("stretches are handed out once and accepted in order, whatever the order of arrival", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.infiniteStream(fc.nat(11)), (count, chance) => {
      const chain = new RowChain(BYTES);
      expect([chain.isPlanned, chain.take(), chain.done, chain.acceptedBytes]).toEqual([false, null, false, 0]);
      chain.plan(jobsOf(count));
      const open: number[] = [];
      for (let job = chain.take(); job !== null; job = chain.take()) open.push(job.sliceIndex);
      expect(open).toEqual(Array.from({ length: count }, (_, i) => i));
      const accepted: number[] = [];
      let bytes = 0;
      while (open.length > 0) {
        const [sliceIndex] = open.splice(chance.next().value % open.length, 1);
        accepted.push(...chain.settle({ sliceIndex } as ParsedSlice).map((slice) => slice.sliceIndex));
        expect(accepted).toEqual(Array.from({ length: accepted.length }, (_, i) => i));
        expect(chain.acceptedBytes).toBeGreaterThanOrEqual(bytes);
        bytes = chain.acceptedBytes;
        expect(bytes === BYTES).toBe(accepted.length === count);
      }
      expect([chain.done, accepted.length]).toEqual([true, count]);
    }),
  );
});

test("a file of no rows is done at once", () => {
  const chain = new RowChain(BYTES);
  chain.plan([]);
  expect([chain.take(), chain.done, chain.acceptedBytes]).toEqual([null, true, BYTES]);
});
