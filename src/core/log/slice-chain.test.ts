import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SliceJob } from "./slice-chain.ts";
import { SliceChain } from "./slice-chain.ts";

/**
 * A file of records of given lengths, read by a parser that may mistake any line end for a record end: `wrong` tells, per
 * slice, how far into the next record it begins unless told that its start is a record.
 */
function parser(ends: readonly number[], fileBytes: number, wrong: (slice: number) => boolean) {
  const starts = [0, ...ends.slice(0, -1)];
  const at = (offset: number) => starts.find((start) => start >= offset) ?? fileBytes;
  return (job: SliceJob): ParsedSlice & { records: number[] } => {
    const first = job.startIsRecord ? at(job.start) : at(job.start) - (wrong(job.sliceIndex) ? 1 : 0);
    const begin = first === at(job.start) ? first : at(first + 1);
    const records = starts.filter((start) => start >= begin && start < job.end);
    return {
      sliceIndex: job.sliceIndex,
      firstRecordOffset: first,
      nextRecordOffset: Math.max(first, at(job.end)),
      records,
    } as unknown as ParsedSlice & { records: number[] };
  };
}

describe("SliceChain", () => {
  it("accepts one sequential read: every record once, in order, whatever the order of parsing", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 60 }),
        fc.infiniteStream(fc.nat(5)),
        (sizes, sliceBytes, chance) => {
          let end = 0;
          const ends = sizes.map((size) => (end += size));
          const mistakes = new Map<number, boolean>();
          const parse = parser(ends, end, (slice) => {
            if (!mistakes.has(slice)) mistakes.set(slice, chance.next().value === 0);
            return mistakes.get(slice)!;
          });
          const chain = new SliceChain(end, sliceBytes);
          const running: SliceJob[] = [];
          const records: number[] = [];
          for (let step = 0; !chain.done; step++) {
            expect(step).toBeLessThan(10_000);
            const job = chain.take();
            if (job !== null) running.push(job);
            if (running.length > 3 || job === null) {
              const [next] = running.splice(chance.next().value % running.length, 1);
              for (const slice of chain.settle(parse(next)))
                records.push(...(slice as unknown as { records: number[] }).records);
              // Reading may be stopped here: what is accepted is a file cut at that byte.
              const starts = [0, ...ends.slice(0, -1)];
              expect(records).toEqual(starts.filter((start) => start < chain.acceptedBytes));
            }
          }
          expect(records).toEqual([0, ...ends.slice(0, -1)]);
          expect(chain.acceptedBytes).toBe(end);
        },
      ),
    );
  });
});
