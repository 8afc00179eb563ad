import fc from "fast-check";
import { expect, test } from "vitest";
import { type HostLog, hostLogs } from "./host-logs.ts";
import { type HostVisits, PAUSE_NS } from "./host-visits.ts";

interface Visit {
  readonly host: number;
  readonly firstNs: number;
  readonly lastNs: number;
  /** It goes on after a pause. */
  readonly again?: { readonly firstNs: number; readonly lastNs: number };
}

function visitsOf(visits: readonly Visit[]): HostVisits {
  const rows = visits.flatMap(({ host, firstNs, lastNs, again }, request) => [
    { request, host, firstNs, lastNs },
    ...(again === undefined ? [] : [{ request, host, ...again }]),
  ]);
  return {
    request: Uint32Array.from(rows, ({ request }) => request),
    host: Uint16Array.from(rows, ({ host }) => host),
    firstNs: Float64Array.from(rows, ({ firstNs }) => firstNs),
    lastNs: Float64Array.from(rows, ({ lastNs }) => lastNs),
  };
}

/** Word by word: stretches that no part of a visit covers, longer than a second and than 20 mean distances. */
function logOf(visits: readonly Visit[]): HostLog | null {
  if (visits.length === 0) return null;
  const parts = visits.flatMap(({ firstNs, lastNs, again }) => [{ firstNs, lastNs }, ...(again ? [again] : [])]);
  const fromNs = Math.min(...parts.map(({ firstNs }) => firstNs));
  const toNs = Math.max(...parts.map(({ lastNs }) => lastNs));
  const distanceNs = (toNs - fromNs) / Math.max(1, visits.length - 1);
  const silences = parts
    .map(({ lastNs }) => lastNs)
    .filter((at) => parts.every(({ firstNs, lastNs }) => lastNs <= at || firstNs > at) && at < toNs)
    .map((at) => ({ fromNs: at, toNs: Math.min(...parts.map(({ firstNs }) => firstNs).filter((ns) => ns > at)) }))
    .filter((gap) => gap.toNs - gap.fromNs > Math.max(PAUSE_NS, 20 * distanceNs))
    .toSorted((a, b) => a.fromNs - b.fromNs);
  return { fromNs, toNs, silences: silences.filter((gap, at) => at === 0 || gap.fromNs > silences[at - 1].fromNs) };
}

const SECOND = PAUSE_NS;

test("a log that pauses long beside the distances of its visits is silent", () => {
  const busy = (from: number, count: number): Visit[] =>
    Array.from({ length: count }, (_, at) => ({
      host: 0,
      firstNs: (from + at) * SECOND,
      lastNs: (from + at) * SECOND,
    }));
  // 1 a second, then nothing for 100 s.
  const [log] = hostLogs([visitsOf(busy(0, 60)), visitsOf(busy(159, 60))], 1);
  expect(log).toEqual({ fromNs: 0, toNs: 218 * SECOND, silences: [{ fromNs: 59 * SECOND, toNs: 159 * SECOND }] });
  // A visit that goes on through it covers it; one that pauses meanwhile does not.
  const through = { host: 0, firstNs: 10 * SECOND, lastNs: 170 * SECOND };
  const pausing = { host: 0, firstNs: 10 * SECOND, lastNs: 58 * SECOND, again: { firstNs: 160e9, lastNs: 170e9 } };
  const silencesWith = (visit: Visit) =>
    hostLogs([visitsOf([...busy(0, 60), ...busy(159, 60), visit])], 1)[0]?.silences;
  expect(silencesWith(through)).toEqual([]);
  expect(silencesWith(pausing)).toHaveLength(1);
});

test("a log of few requests, or of bursts, is not silent between them", () => {
  const bursts = Array.from({ length: 500 }, (_, at) => {
    const ns = Math.floor(at / 15) * 60 * SECOND + (at % 15) * 1e6;
    return { host: 0, firstNs: ns, lastNs: ns + 1e6 };
  });
  expect(hostLogs([visitsOf(bursts)], 1)[0]?.silences).toEqual([]);
});

/** Many visits close together with few far away, so that there are silences. */
const VISITS = fc
  .array(
    fc.record({
      host: fc.nat(1),
      begin: fc.oneof(
        { weight: 30, arbitrary: fc.nat(400) },
        { weight: 1, arbitrary: fc.constantFrom(3000, 9000, 9002) },
      ),
      lasts: fc.oneof({ weight: 30, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.nat(3000) }),
      pause: fc.option(fc.integer({ min: 11, max: 4000 }), { freq: 20 }),
    }),
    { minLength: 40, maxLength: 200, size: "max" },
  )
  .map((drawn) =>
    drawn.map(({ host, begin, lasts, pause }): Visit => {
      const [firstNs, lastNs] = [begin, begin + lasts].map((tenth) => (tenth * SECOND) / 10);
      if (pause === null) return { host, firstNs, lastNs };
      const againNs = lastNs + (pause * SECOND) / 10;
      return { host, firstNs, lastNs, again: { firstNs: againNs, lastNs: againNs + SECOND } };
    }),
  );

test("logs are what the definition says", () => {
  let silences = 0;
  fc.assert(
    fc.property(VISITS, fc.nat(200), (visits, split) => {
      const parts = [visits.slice(0, split), visits.slice(split)].map(visitsOf);
      const logs = hostLogs(parts, 3);
      silences += logs.reduce((sum, log) => sum + (log?.silences.length ?? 0), 0);
      expect(logs).toEqual([0, 1, 2].map((host) => logOf(visits.filter((visit) => visit.host === host))));
    }),
  );
  expect(silences).toBeGreaterThan(10);
});
