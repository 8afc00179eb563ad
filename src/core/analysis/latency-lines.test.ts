import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latencyLines } from "./latency-lines.ts";
import type { RequestList } from "./request-rows.ts";

interface Row {
  readonly startNs: number;
  readonly latencyNs: number;
  readonly classId: number;
}

function listOf(rows: readonly Row[]): RequestList {
  const column = (of: (row: Row) => number) => Float64Array.from(rows, of);
  const zeros = () => new Float64Array(rows.length);
  return {
    ranks: null,
    partialCount: 0,
    columns: () => ({
      classId: Int32Array.from(rows, ({ classId }) => classId),
      startNs: column(({ startNs }) => startNs),
      endNs: column(({ startNs, latencyNs }) => startNs + latencyNs),
      latencyNs: column(({ latencyNs }) => latencyNs),
      events: zeros(),
      hosts: zeros(),
      pathNs: zeros(),
    }),
    sortedLatencies: () => column(({ latencyNs }) => latencyNs).sort(),
    positionOf: (rank) => rank,
    has: () => true,
    page: () => ({ total: 0, rows: [] }),
  };
}

const TIME = { fromNs: 0, widthNs: 10, count: 96 };

describe("percentiles of latency over time", () => {
  it("are those of the requests that start in a stretch", () => {
    const row = fc.record({
      startNs: fc.nat(970),
      latencyNs: fc.nat(50),
      classId: fc.integer({ min: -1, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), fc.integer({ min: -1, max: 1 }), (rows, classId) => {
        const { binsPerStretch, requests, p50Ns, p95Ns } = latencyLines(listOf(rows), TIME, classId);
        expect(96 % binsPerStretch).toBe(0);
        expect(requests).toHaveLength(96 / binsPerStretch);
        requests.forEach((count, stretch) => {
          const isLast = stretch === requests.length - 1;
          const own = rows
            .filter((one) => classId < 0 || one.classId === classId)
            .filter(({ startNs }) => startNs >= stretch * binsPerStretch * 10)
            .filter(({ startNs }) => isLast || startNs < (stretch + 1) * binsPerStretch * 10)
            .map(({ latencyNs }) => latencyNs)
            .toSorted((a, b) => a - b);
          expect(count).toBe(own.length);
          if (own.length === 0) expect([p50Ns[stretch], p95Ns[stretch]]).toEqual([Number.NaN, Number.NaN]);
          else {
            expect(p50Ns[stretch]).toBe(own[Math.ceil(own.length * 0.5) - 1]);
            expect(p95Ns[stretch]).toBe(own[Math.ceil(own.length * 0.95) - 1]);
          }
        });
      }),
    );
  });

  it("are told for as short a stretch as its requests allow", () => {
    const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ startNs: i % 960, latencyNs: 1, classId: 0 }));
    expect(latencyLines(listOf(rows(96 * 100)), TIME, 0).binsPerStretch).toBe(1);
    expect(latencyLines(listOf(rows(1200)), TIME, 0).binsPerStretch).toBe(8);
    expect(latencyLines(listOf(rows(3)), TIME, 0).binsPerStretch).toBe(24);
  });
});
