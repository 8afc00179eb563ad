import fc from "fast-check";
import { expect, test } from "vitest";
import { dictionaryOf } from "../dictionary-text.ts";
import type { FileCut } from "../trace/file-cut.ts";
import { type HostLog, hostLogs } from "./host-logs.ts";
import { type HostVisits, PAUSE_NS } from "./host-visits.ts";
import { partialRequests } from "./partial-requests.ts";
import type { RequestRows } from "./request-rows.ts";
import { RequestTable } from "./request-rows.ts";

interface Lifetime {
  readonly startNs: number;
  readonly endNs: number;
  readonly hosts: readonly number[];
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

/** Each request visits its hosts from its first event to its last, or so long that it has a pause in between. */
function visitsOf(lifetimes: readonly Lifetime[]): HostVisits[] {
  const partitions: HostVisits[] = [];
  for (let from = 0; from < lifetimes.length; from += 3) {
    const rows = lifetimes.slice(from, from + 3).flatMap(({ startNs, endNs, hosts }, request) =>
      hosts.flatMap((host) => {
        if (endNs - startNs <= 4 * PAUSE_NS) return [{ request, host, firstNs: startNs, lastNs: endNs }];
        return [
          { request, host, firstNs: startNs, lastNs: startNs + PAUSE_NS },
          { request, host, firstNs: endNs - PAUSE_NS, lastNs: endNs },
        ];
      }),
    );
    partitions.push({
      request: Uint32Array.from(rows, ({ request }) => request),
      host: Uint16Array.from(rows, ({ host }) => host),
      firstNs: Float64Array.from(rows, ({ firstNs }) => firstNs),
      lastNs: Float64Array.from(rows, ({ lastNs }) => lastNs),
    });
  }
  return partitions;
}

/** Nearest rank: the smallest duration that at least 99.9 % do not exceed. */
function lastingNs(lifetimes: readonly Lifetime[]): number {
  const durations = lifetimes.map(({ startNs, endNs }) => endNs - startNs);
  return Math.min(
    ...durations.filter((limit) => durations.filter((ns) => ns <= limit).length >= 0.999 * durations.length),
  );
}

/** Word by word. */
function isPartial(
  rank: number,
  { startNs, endNs, hosts }: Lifetime,
  cuts: readonly FileCut[],
  logs: readonly (HostLog | null)[],
  lasting: number,
): boolean {
  const isCutByLog = hosts.some((host) => {
    const log = logs[host]!;
    const isNearEnd = startNs < log.fromNs + lasting || endNs > log.toNs - lasting;
    return isNearEnd || log.silences.some(({ fromNs, toNs }) => startNs < toNs && endNs > fromNs);
  });
  const hasLastRecord = cuts.some(({ lastRequest }) => lastRequest === `r${rank}`);
  const stamps = cuts.filter(({ latestNs }) => latestNs !== null).map(({ latestNs }) => Number(latestNs));
  return isCutByLog || hasLastRecord || stamps.some((stamp) => endNs > stamp - lasting);
}

const HOSTS = 3;
const LIFETIME = fc
  .record({
    startNs: fc.oneof({ weight: 8, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(4000) }),
    ns: fc.oneof({ weight: 40, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(600) }),
    hosts: fc.uniqueArray(fc.nat(HOSTS - 1), { minLength: 1 }),
  })
  .map(({ startNs, ns, hosts }): Lifetime => {
    const [from, to] = [startNs, startNs + ns].map((tenth) => (tenth * PAUSE_NS) / 10);
    return { startNs: from, endNs: to, hosts };
  });
const CUT = fc.record({ latestNs: fc.option(fc.nat(4000)), last: fc.nat(150) }).map(({ latestNs, last }): FileCut => {
  const stamp = latestNs === null ? null : (latestNs * PAUSE_NS) / 10;
  return { fileIndex: 0, bytesRead: 1, latestNs: stamp, lastRequest: latestNs === null ? null : `r${last}` };
});

test("requests near a cut, or near the ends and silences of their hosts' logs, are partial, as the definition says", () => {
  let silent = 0;
  fc.assert(
    fc.property(
      fc.array(LIFETIME, { minLength: 1, maxLength: 120, size: "max" }),
      fc.array(CUT, { maxLength: 2 }),
      (lifetimes, cuts) => {
        const table = tableOf(lifetimes);
        const visits = visitsOf(lifetimes);
        const partial = partialRequests(table, cuts, visits, HOSTS);
        const logs = hostLogs(visits, HOSTS);
        const lasting = lastingNs(lifetimes);
        const expected = lifetimes.map((lifetime, rank) => isPartial(rank, lifetime, cuts, logs, lasting));
        silent += logs.reduce((sum, log) => sum + (log?.silences.length ?? 0), 0);
        expect(Array.from(partial, (mark) => mark === 1)).toEqual(expected);
        table.setPartial(partial);
        expect(table.partialCount).toBe(expected.filter(Boolean).length);
        expect(expected.map((_, rank) => table.summary(rank).isPartial)).toEqual(expected);
      },
    ),
  );
  expect(silent).toBeGreaterThan(10);
});

test("what is complete is not partial, whatever events it lacks", () => {
  const lifetimes = Array.from({ length: 100 }, (_, at): Lifetime => {
    return { startNs: at * 1e9, endNs: at * 1e9 + 1e8, hosts: at % 10 === 0 ? [0, 1] : [0] };
  });
  const partial = partialRequests(tableOf(lifetimes), [], visitsOf(lifetimes), HOSTS);
  // The first and last of either host.
  expect([...partial.keys()].filter((rank) => partial[rank] === 1)).toEqual([0, 90, 99]);
});

test("a file of which no event was read marks no request", () => {
  const cut = { fileIndex: 0, bytesRead: 0, latestNs: null, lastRequest: null };
  const lifetimes = [{ startNs: 5, endNs: 5, hosts: [0] }];
  expect([...partialRequests(tableOf(lifetimes), [cut], visitsOf(lifetimes), HOSTS)]).toEqual([0]);
});

test("no request is partial until told; until all rows are there, it is not for good", () => {
  const table = tableOf([{ startNs: 0, endNs: 9, hosts: [0] }]);
  expect([table.partialCount, table.summary(0).isPartial, table.isMarked]).toEqual([0, false, false]);
  table.setIds(1, dictionaryOf(["r1"]));
  table.setPartial(Uint8Array.of(1, 0));
  expect([table.partialCount, table.isMarked]).toEqual([1, false]);
});
