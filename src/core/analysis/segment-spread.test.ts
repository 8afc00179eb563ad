import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import { byRequest, segmentKindOf } from "../../testing/oracle-event.ts";
import { LOG_BIN_ERROR_SHARE } from "./log-bins.ts";
import { addSpread, emptySpread, SpreadTally, segmentSpreads } from "./segment-spread.ts";

/** Nearest rank. */
function percentileOf(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1]!;
}

describe("the spread of segments", () => {
  it("is within the stated error of the exact percentiles, and adds up over partitions in any order", () => {
    fc.assert(
      fc.property(spanDataset(16), ({ events, segments }) => {
        fc.pre(events.length > 0);
        const data = engineDataset(events);
        const tallies = data.tables.map((table) => {
          const tally = new SpreadTally(data.catalog, 0, data.index);
          tally.addTable(table, allInOneClass(table));
          return tally.finish();
        });
        const kinds = data.classTable.segmentStart.length;
        const [forwards, backwards] = [emptySpread(kinds), emptySpread(kinds)];
        for (const part of tallies) addSpread(forwards, part);
        for (const part of tallies.toReversed()) addSpread(backwards, part);
        expect(backwards).toEqual(forwards);

        const spreads = segmentSpreads(forwards);
        const { kindCode, segmentStart, segmentEnd } = data.classTable;
        const groups = byRequest(events);
        spreads.forEach(({ requests, offsetNs, durationNs }, kind) => {
          const [start, end] = [segmentStart[kind], segmentEnd[kind]].map((event) => data.nameOf(kindCode[event]));
          const own = segments.filter((segment) => {
            const [taskName] = JSON.parse(start) as string[];
            return segmentKindOf(segment) === JSON.stringify([taskName, start, end]);
          });
          expect(requests).toBe(own.length);
          const offsets = own.map((segment) => segment.start.timeNs - groups.get(segment.start.request)![0]!.timeNs);
          const durations = own.map((segment) => segment.end.timeNs - segment.start.timeNs);
          for (const [found, values] of [
            [offsetNs, offsets],
            [durationNs, durations],
          ] as const) {
            for (const [share, ns] of [
              [0.1, found.p10],
              [0.5, found.p50],
              [0.9, found.p90],
            ]) {
              const exact = percentileOf(values, share);
              expect(Math.abs(ns - exact)).toBeLessThanOrEqual(exact * LOG_BIN_ERROR_SHARE);
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("leaves out requests of other classes", () => {
    const [{ events }] = fc.sample(spanDataset(16), { numRuns: 1, seed: 7 });
    const data = engineDataset(events);
    const tally = new SpreadTally(data.catalog, 0, data.index);
    for (const table of data.tables) tally.addTable(table, allInOneClass(table).fill(-1));
    expect(segmentSpreads(tally.finish()).every(({ requests }) => requests === 0)).toBe(true);
  });
});
