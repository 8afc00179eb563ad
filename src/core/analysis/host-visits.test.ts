import fc from "fast-check";
import { expect, test } from "vitest";
import { hostVisits, PAUSE_NS } from "./host-visits.ts";

interface Event {
  readonly host: number;
  readonly timeNs: number;
}

/** By request, in the order of time. */
type Requests = readonly (readonly Event[])[];

function rowsOf(requests: Requests): number[][] {
  const events = requests.flat();
  const offsets = [0];
  for (const request of requests) offsets.push(offsets[offsets.length - 1] + request.length);
  const visits = hostVisits({
    requestOffsets: Uint32Array.from(offsets),
    timeNs: Float64Array.from(events, ({ timeNs }) => timeNs),
    host: Uint16Array.from(events, ({ host }) => host),
  });
  return Array.from(visits.request, (request, row) => [
    request,
    visits.host[row],
    visits.firstNs[row],
    visits.lastNs[row],
  ]);
}

const seconds = (...at: number[]) => at.map((second) => ({ host: 0, timeNs: second * PAUSE_NS }));

test("a visit is parted at its longest pause, unless that is short", () => {
  expect(rowsOf([seconds(0, 1, 5, 6)]).map(([, , ...times]) => times.map((ns) => ns / PAUSE_NS))).toEqual([
    [0, 1],
    [5, 6],
  ]);
  expect(rowsOf([seconds(0, 1, 2, 3)])).toHaveLength(1);
  // Of pauses alike, the first.
  expect(rowsOf([seconds(0, 2, 4)])[0][3]).toBe(0);
});

const REQUESTS = fc.array(
  fc
    .array(fc.record({ host: fc.nat(2), timeNs: fc.nat(12).map((step) => (step * PAUSE_NS) / 2) }), { maxLength: 8 })
    .map((events) => events.toSorted((a, b) => a.timeNs - b.timeNs)),
  { maxLength: 4 },
);

test("visits are what the definition says", () => {
  fc.assert(
    fc.property(REQUESTS, (requests) => {
      const expected = requests.flatMap((events, request) => {
        const hosts = [...new Set(events.map(({ host }) => host))];
        return hosts.flatMap((host) => {
          const times = events.filter((event) => event.host === host).map(({ timeNs }) => timeNs);
          const pauses = times.slice(1).map((timeNs, at) => timeNs - times[at]);
          const longest = Math.max(0, ...pauses);
          const last = times[times.length - 1];
          if (longest <= PAUSE_NS) return [[request, host, times[0], last]];
          const at = pauses.indexOf(longest);
          return [
            [request, host, times[0], times[at]],
            [request, host, times[at + 1], last],
          ];
        });
      });
      expect(rowsOf(requests)).toEqual(expected);
    }),
  );
});
