import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { engineDataset } from "../../testing/engine-dataset.ts";
import {
  byRequest,
  byRequestOrder,
  kindOf,
  md5Prefix,
  type OracleEvent,
  withPointOrdinals,
} from "../../testing/oracle-event.ts";
import { textsOf } from "../dictionary-text.ts";
import { PHASE_POINT } from "../units.ts";
import { MAX_ORDINAL, NO_TASK, ORDINAL_BEYOND, ORDINAL_STRIDE, requestCountOf, tableBytes } from "./event-table.ts";
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
