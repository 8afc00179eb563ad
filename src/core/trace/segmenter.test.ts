import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { engineDataset } from "../../testing/engine-dataset.ts";
import {
  byRequest,
  byRequestOrder,
  consecutiveSegments,
  type OracleEvent,
  type OracleSegment,
  withPointOrdinals,
} from "../../testing/oracle-event.ts";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { requestCountOf } from "./event-table.ts";
import { RequestView } from "./request-view.ts";

const POINTS = pointDataset(20).map(({ events }) =>
  withPointOrdinals(events.map((event) => ({ ...event, phase: PHASE_POINT, order: PHASE_POINT, ordinal: 1 }))),
);

/** Segments as [start position, end position] in the request's order. */
function segmentsOf(events: readonly OracleEvent[]): { pairs: number[][][]; unmatched: number } {
  const data = engineDataset(events);
  const view = new RequestView(data.catalog);
  let unmatched = 0;
  const pairs = data.tables.flatMap((table) =>
    Array.from({ length: requestCountOf(table) }, (_, request) => {
      view.load(table, request);
      unmatched += view.unmatched;
      const found: number[][] = [];
      for (let i = 0; i < view.count; i++) if (view.endOfStart[i] >= 0) found.push([i, view.endOfStart[i]]);
      return found;
    }),
  );
  return { pairs, unmatched };
}

function slowSegments(events: readonly OracleEvent[], segments: readonly OracleSegment[]): number[][][] {
  const groups = byRequest(events);
  return [...groups.keys()].sort(byRequestOrder).map((id) => {
    const group = groups.get(id)!;
    return segments
      .filter(({ start }) => start.request === id)
      .map(({ start, end }) => [group.indexOf(start), group.indexOf(end)])
      .sort((a, b) => a[0] - b[0]);
  });
}

describe("segments", () => {
  it("of points are the stretches between consecutive events of a task", () => {
    fc.assert(
      fc.property(POINTS, (events) => {
        expect(segmentsOf(events).pairs).toEqual(slowSegments(events, consecutiveSegments(events)));
      }),
      { numRuns: 200 },
    );
  });

  it("of spans are the spans", () => {
    fc.assert(
      fc.property(spanDataset(12), ({ events, segments }) => {
        expect(segmentsOf(events).pairs).toEqual(slowSegments(events, segments));
      }),
      { numRuns: 200 },
    );
  });

  it("of label pairs without a task match last in, first out, per host; the others are counted", () => {
    const event = (timeNs: number, label: string, host = "h"): OracleEvent => ({
      request: "r",
      host,
      task: null,
      taskName: "t",
      label,
      ordinal: 1,
      phase: label.endsWith("begin") ? PHASE_START : PHASE_END,
      order: PHASE_POINT,
      timeNs,
      resNs: 1,
      file: 0,
      line: timeNs + 1,
      item: null,
    });
    const nested = [event(0, "x begin"), event(1, "x begin"), event(2, "x end"), event(3, "x end")];
    expect(segmentsOf(nested)).toEqual({
      pairs: [
        [
          [0, 3],
          [1, 2],
        ],
      ],
      unmatched: 0,
    });
    const hosts = [event(0, "x begin", "a"), event(1, "x begin", "b"), event(2, "x end", "a"), event(3, "x end", "b")];
    expect(segmentsOf(hosts)).toEqual({
      pairs: [
        [
          [0, 2],
          [1, 3],
        ],
      ],
      unmatched: 0,
    });
    const crossed = [event(0, "x begin"), event(1, "y begin"), event(2, "x end"), event(3, "y end")];
    expect(segmentsOf(crossed)).toEqual({
      pairs: [
        [
          [0, 2],
          [1, 3],
        ],
      ],
      unmatched: 0,
    });
    const broken = [event(0, "x end"), event(1, "x begin"), event(2, "y begin"), event(3, "y end")];
    expect(segmentsOf(broken)).toEqual({ pairs: [[[2, 3]]], unmatched: 2 });
  });
});
