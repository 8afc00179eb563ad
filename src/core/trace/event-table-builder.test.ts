import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { engineDataset, slicesOf } from "../../testing/engine-dataset.ts";
import {
  byRequest,
  byRequestOrder,
  consecutiveSegments,
  kindOf,
  md5Prefix,
  type OracleEvent,
  type OracleSegment,
  withPointOrdinals,
} from "../../testing/oracle-event.ts";
import { textsOf } from "../dictionary-text.ts";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../units.ts";
import { DatasetStore } from "./dataset-store.ts";
import { MAX_ORDINAL, NO_TASK, ORDINAL_BEYOND, ORDINAL_STRIDE, requestCountOf, tableBytes } from "./event-table.ts";
import { RequestView } from "./request-view.ts";
import { packTable, unpackTable } from "./table-codec.ts";

function asPoints(events: readonly OracleEvent[]): OracleEvent[] {
  return withPointOrdinals(events.map((event) => ({ ...event, phase: PHASE_POINT, order: PHASE_POINT, ordinal: 1 })));
}

/** Two requests with many repeats, so that ordinals pass the eighth. */
const REPEATS = pointDataset(40).map(({ events }) =>
  asPoints(events.map((event) => ({ ...event, request: event.request.length > 2 ? "b" : "a", label: "x", resNs: 1 }))),
);
const POINTS = pointDataset(20).map(({ events }) => asPoints(events));
const SPANS = spanDataset(12).map(({ events }) => events);

describe.each([
  ["points", POINTS],
  ["repeats", REPEATS],
  ["spans", SPANS],
])("the tables of %s", (_, datasets) => {
  it("hold the requests in their order and the events of each in the total order, with ordinals", () => {
    fc.assert(
      fc.property(datasets, (events) => {
        const data = engineDataset(events);
        const groups = byRequest(events);
        expect(data.requests).toEqual([...groups.keys()].sort(byRequestOrder));
        data.tables.forEach((table, at) => {
          for (let request = 0; request < requestCountOf(table); request++) {
            const id = data.requests[data.firstRanks[at] + request];
            const group = groups.get(id)!;
            expect(table.requestHash[request]).toBe(md5Prefix(id));
            expect(table.partition).toBe(md5Prefix(id) >>> 26);
            const from = table.requestOffsets[request];
            expect(table.requestOffsets[request + 1] - from).toBe(group.length);
            const instances = [...new Set(group.flatMap(({ task }) => (task === null ? [] : [task])))];
            group.forEach((event, i) => {
              const row = from + i;
              const ordinal = event.ordinal > MAX_ORDINAL ? ORDINAL_BEYOND : event.ordinal;
              expect(data.nameOf(table.kind[row])).toBe(kindOf({ ...event, ordinal }));
              expect(table.kind[row] % ORDINAL_STRIDE).toBe(ordinal);
              expect([table.timeNs[row], table.line[row], table.file[row]]).toEqual([
                event.timeNs,
                event.line,
                event.file,
              ]);
              expect(textsOf(data.catalog.hosts)[table.host[row]]).toBe(event.host);
              expect(10 ** table.resolution[row]).toBe(event.resNs);
              expect(table.task[row]).toBe(event.task === null ? NO_TASK : instances.indexOf(event.task));
              const item = table.attributes[0][row];
              expect(item < 0 ? null : textsOf(data.catalog.attributes[0].values)[item]).toBe(event.item);
            });
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it("come back from a buffer as they went in", () => {
    fc.assert(
      fc.property(datasets, (events) => {
        for (const table of engineDataset(events).tables) {
          const packed = packTable(table);
          expect(unpackTable(packed)).toEqual(table);
          expect(packed.byteLength).toBeGreaterThanOrEqual(tableBytes(table));
        }
      }),
      { numRuns: 50 },
    );
  });
});

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

describe("resolution", () => {
  const resolutionOf = (stamps: number, exponents: readonly number[]) => {
    const point: OracleEvent = {
      request: "r",
      host: "h",
      task: null,
      taskName: "t",
      label: "a",
      ordinal: 1,
      phase: PHASE_POINT,
      order: PHASE_POINT,
      timeNs: 0,
      resNs: 1,
      file: 0,
      line: 1,
      item: null,
    };
    const [slice] = slicesOf(exponents.map((_, at) => ({ ...point, label: `l${at}`, line: at + 1 })));
    const store = new DatasetStore(0n, [[{ name: "item", role: "key" }]], 1e9);
    const sourceResolution = Uint8Array.from(exponents);
    store.add({ ...slice, sourceResolution, sourceStamps: new Uint32Array(exponents.length).fill(stamps) });
    const raw = store.finish().rawPartition(md5Prefix("r") >>> 26);
    return [...raw.resolution];
  };

  it("is the source's own from 50 stamps on, else that of the file, at most a second", () => {
    expect(resolutionOf(50, [6, 3, 9])).toEqual([6, 3, 9]);
    expect(resolutionOf(49, [6, 3, 9])).toEqual([3, 3, 3]);
    expect(resolutionOf(49, [9, 9])).toEqual([9, 9]);
  });
});
