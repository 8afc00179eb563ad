import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, timeBins } from "./event-times.ts";
import { GRID_LATENCIES, GRID_TIMES, latencyGrid, requestPoints } from "./request-points.ts";
import type { RequestColumns, RequestList } from "./request-rows.ts";

interface Row {
  readonly rank: number;
  readonly classId: number;
  readonly startNs: number;
  readonly latencyNs: number;
}

function columnsOf(rows: readonly Row[]): RequestColumns {
  const none = new Float64Array(rows.length);
  return {
    classId: Int32Array.from(rows, ({ classId }) => classId),
    startNs: Float64Array.from(rows, ({ startNs }) => startNs),
    latencyNs: Float64Array.from(rows, ({ latencyNs }) => latencyNs),
    endNs: none,
    events: none,
    hosts: none,
    pathNs: none,
  };
}

function listOf(rows: readonly Row[]): RequestList {
  return { ranks: Uint32Array.from(rows, ({ rank }) => rank), columns: () => columnsOf(rows) } as RequestList;
}

const dataset = fc
  .array(
    fc.record({
      classId: fc.integer({ min: -1, max: 2 }),
      startNs: fc.integer({ min: 0, max: 1e12 }),
      latencyNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e10 })),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((rows) => rows.map((row, rank): Row => ({ ...row, rank })));

describe("points of a scatter", () => {
  it("are all requests of the class, or those of smallest hash, as many as may be", () => {
    fc.assert(
      fc.property(dataset, fc.integer({ min: -1, max: 2 }), fc.integer({ min: 1, max: 90 }), (rows, classId, most) => {
        const points = requestPoints(listOf(rows), rows.length, classId, most);
        const own = rows.filter((row) => classId < 0 || row.classId === classId);
        expect(points.total).toBe(own.length);
        expect(points.rank.length).toBeLessThanOrEqual(most);
        const limit = rows.length / points.everyNth;
        const expected = own.filter(({ rank }) => rank < limit);
        expect([...points.rank]).toEqual(expected.map(({ rank }) => rank));
        expect([...points.startNs]).toEqual(expected.map(({ startNs }) => startNs));
        expect([...points.latencyNs]).toEqual(expected.map(({ latencyNs }) => latencyNs));
        // Twice as many would have been too many.
        const twice = own.filter(({ rank }) => rank < limit * 2);
        expect(points.everyNth === 1 || twice.length > most).toBe(true);
      }),
    );
  });

  it("of a subset are among those of the whole at the same density", () => {
    fc.assert(
      fc.property(dataset, fc.integer({ min: 1, max: 30 }), (rows, most) => {
        const subset = rows.filter(({ startNs }) => startNs % 3 !== 0);
        const whole = requestPoints(listOf(rows), rows.length, -1, most);
        const part = requestPoints(listOf(subset), rows.length, -1, most);
        expect(part.everyNth).toBeLessThanOrEqual(whole.everyNth);
        const ranks = new Set(part.rank);
        for (const { rank } of subset) if (whole.rank.includes(rank)) expect(ranks.has(rank)).toBe(true);
      }),
    );
  });
});

describe("the grid of a heat map", () => {
  it("holds every request of the class once, where its bounds say", () => {
    fc.assert(
      fc.property(dataset, fc.integer({ min: -1, max: 2 }), (rows, classId) => {
        const subset = rows.filter(({ latencyNs }) => latencyNs % 2 === 0);
        const { time, latencyEdgesNs, counts } = latencyGrid(listOf(subset), columnsOf(rows), classId);
        const expected = new Uint32Array(GRID_TIMES * GRID_LATENCIES);
        for (const row of subset) {
          if (classId >= 0 && row.classId !== classId) continue;
          const column = Math.min(GRID_TIMES - 1, Math.floor((row.startNs - time.fromNs) / time.widthNs));
          let bin = 0;
          while (bin + 1 < GRID_LATENCIES && row.latencyNs >= latencyEdgesNs[bin + 1]) bin++;
          expected[column * GRID_LATENCIES + bin]++;
          expect(row.latencyNs).toBeLessThanOrEqual(latencyEdgesNs[GRID_LATENCIES] * (1 + 1e-9));
        }
        expect([...counts]).toEqual([...expected]);
      }),
    );
  });
});

describe("bins of time", () => {
  it("cover the whole span, and take in what lies beside it", () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.integer({ min: 1, max: 300 }), (fromNs, lengthNs, count) => {
        const bins = timeBins(fromNs, fromNs + lengthNs, count);
        expect(binOf(bins, fromNs)).toBe(0);
        expect(bins.fromNs + bins.widthNs * count).toBeGreaterThan(fromNs + lengthNs);
        expect(bins.fromNs + (bins.widthNs - 1) * count).toBeLessThanOrEqual(fromNs + lengthNs + count);
        expect(binOf(bins, fromNs - 1)).toBe(0);
        expect(binOf(bins, 4e12)).toBe(count - 1);
      }),
    );
    expect(timeBins(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5)).toEqual({
      fromNs: 0,
      widthNs: 1,
      count: 5,
    });
  });
});
