import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { requestPlace } from "./request-place.ts";
import { type RequestOrder, RequestTable } from "./request-rows.ts";
import { RequestSubset } from "./request-subset.ts";

/** Requests of classes 0 and 1 in one partition; latencies and starts repeat. */
function tableOf(latencies: readonly number[]): RequestTable {
  const table = new RequestTable();
  const texts = latencies.map((_, at) => `r${at}`);
  const offsets = Uint32Array.from([0, ...texts.map((_, at) => texts.slice(0, at + 1).join("").length)]);
  table.setIds(0, { bytes: encodeUtf8(texts.join("")), offsets });
  table.setRows(0, {
    classId: Int32Array.from(latencies, (_, at) => at % 2),
    startNs: Float64Array.from(latencies, (_, at) => (at * 7) % 5),
    endNs: Float64Array.from(latencies),
    latencyNs: Float64Array.from(latencies),
    events: new Uint32Array(latencies.length),
    hosts: new Uint16Array(latencies.length),
    pathNs: new Float64Array(latencies.length),
    paperPathNs: new Float64Array(latencies.length),
  });
  return table;
}

const ORDERS: readonly RequestOrder[] = ["slowest", "fastest", "earliest"];

test("the row at the place of a request is the request", () => {
  const latencies = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(latencies, fc.constantFrom(...ORDERS), fc.constantFrom(-1, 0, 1), (values, order, classId) => {
      const table = tableOf(values);
      const kept = values.map((_, rank) => rank).filter((rank) => rank % 3 !== 1);
      for (const list of [table, new RequestSubset(table, Uint32Array.from(kept))]) {
        for (const rank of values.keys()) {
          const summary = table.summary(rank);
          const { position, total, faster } = requestPlace(list, summary, order, classId);
          const isListed = list.has(rank) && (classId < 0 || summary.classId === classId);
          const page = list.page(order, classId, 0, values.length);
          expect(total).toBe(page.total);
          expect(position).toBe(isListed ? page.rows.findIndex((row) => row.rank === rank) : -1);
          expect(faster).toBe(page.rows.filter(({ latencyNs }) => latencyNs < summary.latencyNs).length);
        }
      }
    }),
    { numRuns: 60 },
  );
});
