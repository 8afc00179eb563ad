import fc from "fast-check";
import { expect, test } from "vitest";
import { dictionaryOf } from "../dictionary-text.ts";
import type { FileCut } from "../trace/file-cut.ts";
import { partialRequests } from "./partial-requests.ts";
import type { RequestRows } from "./request-rows.ts";
import { RequestTable } from "./request-rows.ts";

interface Lifetime {
  readonly startNs: number;
  readonly endNs: number;
}

/** Requests "r0", "r1", … by rank, dealt to partitions of three. */
function tableOf(lifetimes: readonly Lifetime[]): RequestTable {
  const table = new RequestTable();
  for (let from = 0, partition = 0; from < lifetimes.length; from += 3, partition++) {
    const part = lifetimes.slice(from, from + 3);
    table.setIds(partition, dictionaryOf(part.map((_, at) => `r${from + at}`)));
    const zeros = part.map(() => 0);
    const rows: RequestRows = {
      classId: Int32Array.from(zeros),
      startNs: Float64Array.from(part, ({ startNs }) => startNs),
      endNs: Float64Array.from(part, ({ endNs }) => endNs),
      // Ended by a terminal label: not what a request may last.
      latencyNs: Float64Array.from(zeros),
      events: Uint32Array.from(zeros),
      hosts: Uint16Array.from(zeros),
      pathNs: Float64Array.from(zeros),
      paperPathNs: Float64Array.from(zeros),
    };
    table.setRows(partition, rows);
  }
  return table;
}

/** Word by word: the last record of a cut file, or later than the smallest cut stamp − p99. */
function isPartial(rank: number, lifetimes: readonly Lifetime[], cuts: readonly FileCut[]): boolean {
  if (cuts.some(({ lastRequest }) => lastRequest === `r${rank}`)) return true;
  const stamps = cuts.filter(({ latestNs }) => latestNs !== null).map(({ latestNs }) => Number(latestNs));
  if (stamps.length === 0) return false;
  const durations = lifetimes.map(({ startNs, endNs }) => endNs - startNs);
  // Nearest rank: the smallest duration that at least 99 % do not exceed.
  const p99 = Math.min(
    ...durations.filter((limit) => durations.filter((ns) => ns <= limit).length >= 0.99 * durations.length),
  );
  return lifetimes[rank].endNs > Math.min(...stamps) - p99;
}

const LIFETIME = fc
  .record({ startNs: fc.nat(1000), ns: fc.oneof(fc.nat(30), fc.nat(400)) })
  .map(({ startNs, ns }) => ({ startNs, endNs: startNs + ns }));
const CUT = fc.record({ latestNs: fc.option(fc.nat(1400)), last: fc.nat(150) }).map(({ latestNs, last }): FileCut => {
  return { fileIndex: 0, bytesRead: 1, latestNs, lastRequest: latestNs === null ? null : `r${last}` };
});

test("requests near a cut are partial, as the definition says", () => {
  fc.assert(
    fc.property(
      fc.array(LIFETIME, { minLength: 1, maxLength: 120 }),
      fc.array(CUT, { maxLength: 3 }),
      (lifetimes, cuts) => {
        const table = tableOf(lifetimes);
        const partial = partialRequests(table, cuts);
        const expected = lifetimes.map((_, rank) => isPartial(rank, lifetimes, cuts));
        expect(Array.from(partial, (mark) => mark === 1)).toEqual(expected);
        table.setPartial(partial);
        expect(table.partialCount).toBe(expected.filter(Boolean).length);
        expect(expected.map((_, rank) => table.summary(rank).isPartial)).toEqual(expected);
      },
    ),
  );
});

test("a file of which no event was read marks no request", () => {
  const cut = { fileIndex: 0, bytesRead: 0, latestNs: null, lastRequest: null };
  expect([...partialRequests(tableOf([{ startNs: 0, endNs: 9 }]), [cut])]).toEqual([0]);
});

test("no request is partial until told", () => {
  const table = tableOf([{ startNs: 0, endNs: 9 }]);
  expect([table.partialCount, table.summary(0).isPartial]).toEqual([0, false]);
});
