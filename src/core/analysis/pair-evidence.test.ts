import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, type EngineDataset, engineDataset } from "../../testing/engine-dataset.ts";
import { byRequestOrder, type OracleEvent, withPointOrdinals } from "../../testing/oracle-event.ts";
import { orderCells as slowOrderCells } from "../../testing/oracle-order.ts";
import { MARGIN_COUNT, NO_REQUEST } from "../model/order-cells.ts";
import { firstRefuter } from "../model/overlap-cells.ts";
import type { ClassStatistics } from "../model/partial-model.ts";
import { Sieve } from "../model/sieve.ts";
import { chooseWindows, type Windows } from "../model/windows.ts";
import { PHASE_POINT } from "../units.ts";
import { logBin } from "./log-bins.ts";
import { MOST_CASES, mergePairEvidence, type PairEvidence } from "./pair-evidence.ts";
import { countVerdicts, PAIR_OUTCOMES, type PairOutcome, type PairQuery } from "./pair-query.ts";
import { PairScan } from "./pair-scan.ts";

function windowsOf(events: readonly OracleEvent[]): Windows {
  const times = events.map(({ timeNs }) => timeNs);
  return chooseWindows(0n, Math.min(...times), Math.max(...times));
}

function sieved(data: EngineDataset, windows: Windows): ClassStatistics {
  const sieve = new Sieve(data.catalog, [data.classTable], [data.index], windows);
  data.tables.forEach((table, at) => {
    sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
  });
  return sieve.finish().classes[0];
}

/** The evidence of each partition. */
function parts(data: EngineDataset, windows: Windows, queries: readonly PairQuery[]): PairEvidence[][] {
  return data.tables.map((table, at) => {
    const scan = new PairScan(data.catalog, [data.index], windows, queries);
    scan.addTable(table, allInOneClass(table), data.firstRanks[at]);
    return scan.finish();
  });
}

function nothing(data: EngineDataset, windows: Windows, queries: readonly PairQuery[]): PairEvidence[] {
  return new PairScan(data.catalog, [data.index], windows, queries).finish();
}

function evidenceOf(data: EngineDataset, windows: Windows, queries: readonly PairQuery[]): PairEvidence[] {
  return parts(data, windows, queries).reduce(
    (sum, part) => sum.map((evidence, at) => mergePairEvidence(evidence, part[at])),
    nothing(data, windows, queries),
  );
}

function count(evidence: PairEvidence, outcome: PairOutcome): number {
  return evidence.counts[PAIR_OUTCOMES.indexOf(outcome)];
}

function pairs(kinds: number, relation: PairQuery["relation"]): PairQuery[] {
  const all: PairQuery[] = [];
  for (let from = 0; from < kinds; from++) {
    for (let to = 0; to < kinds; to++) if (from !== to) all.push({ relation, classId: 0, from, to });
  }
  return all;
}

/** The smallest margins as the sieve keeps them: only while nothing refutes the relation. */
function keptMargins(evidence: PairEvidence, isRefuted: boolean): number[] {
  const margins = isRefuted ? [] : evidence.tightest.map(({ marginNs }) => Math.fround(marginNs));
  return Array.from({ length: MARGIN_COUNT }, (_, at) => margins[at] ?? Number.POSITIVE_INFINITY);
}

function expectConsistent(evidence: PairEvidence, relation: PairQuery["relation"]): void {
  const { support, violation, undecided } = countVerdicts(relation, evidence.counts);
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  expect(total(evidence.windowSupport)).toBe(support);
  expect(total(evidence.windowViolations)).toBe(violation);
  expect(total(evidence.windowUndecided)).toBe(undecided);
  expect(total(evidence.supportMargins)).toBe(support);
  expect(total(evidence.violationMargins)).toBe(violation);
  expect(evidence.tightest.length).toBe(Math.min(MOST_CASES, support));
  expect(evidence.refuters.length).toBe(Math.min(MOST_CASES, violation));
  expect(total(evidence.minutes.requests)).toBe(support);
  expect(total(evidence.hosts.requests)).toBeGreaterThanOrEqual(support);
  for (const { marginNs } of evidence.tightest) expect(evidence.supportMargins[logBin(marginNs)]).toBeGreaterThan(0);
  for (const { marginNs } of evidence.refuters) expect(evidence.violationMargins[logBin(-marginNs)]).toBeGreaterThan(0);
}

function asPoints(events: readonly OracleEvent[], factor = 1): OracleEvent[] {
  return withPointOrdinals(
    events.map((event) => ({
      ...event,
      // Stamps are exact below 104 days.
      timeNs: factor === 1 ? event.timeNs : (event.timeNs % 97) * factor,
      phase: PHASE_POINT,
      order: PHASE_POINT,
      ordinal: 1,
    })),
  );
}

function expectOrdersAgree(events: readonly OracleEvent[]): void {
  if (events.length === 0) return;
  const data = engineDataset(events);
  const windows = windowsOf(events);
  const { orders } = sieved(data, windows);
  const { kinds } = orders;
  const queries = pairs(kinds, "happensBefore");
  evidenceOf(data, windows, queries).forEach((evidence, at) => {
    const { from, to } = queries[at];
    const [forward, backward] = [from * kinds + to, to * kinds + from];
    const perWindow = (cell: number) =>
      Array.from({ length: windows.count }, (_, window) => orders.before[window * kinds * kinds + cell]);
    const before = perWindow(forward).reduce((sum, requests) => sum + requests, 0);
    const after = perWindow(backward);
    expect({
      before: count(evidence, "before"),
      tie: count(evidence, "tie"),
      tieReversed: count(evidence, "tieReversed"),
      undecided: count(evidence, "undecided"),
      violations: [...evidence.windowViolations],
      firstRefuter: evidence.refuters[0]?.rank ?? NO_REQUEST,
      margins: keptMargins(evidence, before > 0 && after.some((requests) => requests > 0)),
    }).toEqual({
      before,
      tie: orders.tie[forward],
      tieReversed: orders.tie[backward],
      undecided: orders.undecided[Math.min(forward, backward)],
      violations: after,
      firstRefuter: orders.first[backward],
      margins: [...orders.margins.subarray(forward * MARGIN_COUNT, (forward + 1) * MARGIN_COUNT)],
    });
    expectConsistent(evidence, "happensBefore");
  });
}

function expectSegmentsAgree(events: readonly OracleEvent[]): void {
  if (events.length === 0) return;
  const data = engineDataset(events);
  const windows = windowsOf(events);
  const { overlaps } = sieved(data, windows);
  const { kinds } = overlaps;
  for (const relation of ["segmentHappensBefore", "mutualExclusion"] as const) {
    const queries = pairs(kinds, relation);
    evidenceOf(data, windows, queries).forEach((evidence, at) => {
      const { from, to } = queries[at];
      const [forward, backward] = [from * kinds + to, to * kinds + from];
      expect({
        before: count(evidence, "before"),
        after: count(evidence, "after"),
        overlap: count(evidence, "overlap"),
        inside: count(evidence, "inside"),
        maybeBefore: count(evidence, "maybeBefore"),
        maybeAfter: count(evidence, "maybeAfter"),
        undecided: count(evidence, "undecided"),
      }).toEqual({
        before: overlaps.before[forward],
        after: overlaps.before[backward],
        overlap: overlaps.overlap[forward] + overlaps.overlap[backward],
        inside: overlaps.inside[forward] + overlaps.inside[backward],
        maybeBefore: overlaps.maybeBefore[forward],
        maybeAfter: overlaps.maybeBefore[backward],
        undecided: overlaps.unknown[forward] + overlaps.unknown[backward],
      });
      expectConsistent(evidence, relation);
      if (relation === "mutualExclusion") return;
      const refuter = firstRefuter(overlaps, from, to);
      expect(evidence.refuters[0]?.rank ?? NO_REQUEST).toBe(refuter);
      expect(keptMargins(evidence, refuter !== NO_REQUEST)).toEqual([
        ...overlaps.margins.subarray(forward * MARGIN_COUNT, (forward + 1) * MARGIN_COUNT),
      ]);
    });
  }
}

/** Requests with several items per task, so that pipelines have something to hand over. */
const handOvers = fc
  .array(
    fc.record({
      request: fc.constantFrom("r1", "r2", "r3", "r4"),
      taskName: fc.constantFrom("a", "b"),
      item: fc.constantFrom("i", "j", "k"),
      timeNs: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 6, maxLength: 40 },
  )
  .map((rows) =>
    withPointOrdinals(
      rows.map(
        (row, index): OracleEvent => ({
          ...row,
          host: "h1",
          task: `${row.taskName}1`,
          label: "x",
          ordinal: 1,
          phase: PHASE_POINT,
          order: PHASE_POINT,
          resNs: 1,
          file: 0,
          line: index + 1,
        }),
      ),
    ),
  );

function expectPipelinesAgree(events: readonly OracleEvent[]): void {
  const data = engineDataset(events);
  const windows = windowsOf(events);
  const { pipelines } = sieved(data, windows);
  const queries = pairs(data.catalog.taskNameComponent.length, "pipeline");
  const found = evidenceOf(data, windows, queries);
  expect(pipelines.from.length).toBe(
    found.filter((evidence) => evidence.counts.some((requests) => requests > 0)).length,
  );
  for (let i = 0; i < pipelines.from.length; i++) {
    const evidence = found[queries.findIndex(({ from, to }) => from === pipelines.from[i] && to === pipelines.to[i])];
    const { support, violation, undecided } = countVerdicts("pipeline", evidence.counts);
    const { orders } = evidence;
    expect({
      support,
      violation,
      undecided,
      firstRefuter: evidence.refuters[0]?.rank ?? NO_REQUEST,
      lost: orders?.lost,
      spurious: orders?.spurious,
      reordered: orders?.reordered,
      hashes: orders?.orders.map(({ hash }) => hash),
      requests: orders?.orders.map(({ requests }) => requests),
    }).toEqual({
      support: pipelines.support[i],
      violation: pipelines.violations[i],
      undecided: pipelines.undecided[i],
      firstRefuter: pipelines.firstRefuter[i],
      lost: pipelines.lost[i],
      spurious: pipelines.spurious[i],
      reordered: pipelines.reordered[i],
      hashes: [...pipelines.orderHash.subarray(pipelines.orderOffsets[i], pipelines.orderOffsets[i + 1])],
      requests: [...pipelines.orderRequests.subarray(pipelines.orderOffsets[i], pipelines.orderOffsets[i + 1])],
    });
    expectConsistent(evidence, "pipeline");
  }
}

describe("the evidence of a pair is what the sieve counted", () => {
  it("orders of points, over several windows", () => {
    const dataset = fc.tuple(pointDataset(20), fc.constantFrom(1, 3_000_000_000));
    fc.assert(
      fc.property(dataset, ([{ events }, factor]) => expectOrdersAgree(asPoints(events, factor))),
      { numRuns: 100 },
    );
  });

  it("orders of the events of spans", () => {
    fc.assert(
      fc.property(spanDataset(8), ({ events }) => expectOrdersAgree(events)),
      { numRuns: 60 },
    );
  });

  it("orders and overlaps of spans, those without length too", () => {
    fc.assert(
      fc.property(spanDataset(12), ({ events }) => expectSegmentsAgree(events)),
      { numRuns: 100 },
    );
  });

  it("orders and overlaps of the stretches between points of a task", () => {
    fc.assert(
      fc.property(pointDataset(20), ({ events }) => expectSegmentsAgree(asPoints(events))),
      { numRuns: 100 },
    );
  });

  it("pipelines", () => {
    fc.assert(fc.property(handOvers, expectPipelinesAgree), { numRuns: 200 });
  });
});

describe("evidence names requests and lines", () => {
  it("every request that refutes, its two events and by how much, as the definition does", () => {
    fc.assert(
      fc.property(pointDataset(20), ({ events: drawn }) => {
        const events = asPoints(drawn);
        if (events.length === 0) return;
        const data = engineDataset(events);
        const windows = windowsOf(events);
        const kindOfName = new Map(Array.from(data.classTable.kindCode, (code, kind) => [data.nameOf(code), kind]));
        const eventOf = (request: string, name: string) =>
          events.find(
            (event) =>
              event.request === request &&
              JSON.stringify([event.taskName, event.label, event.phase, event.ordinal]) === name,
          )!;
        for (const cell of slowOrderCells(events).values()) {
          const query = {
            relation: "happensBefore",
            classId: 0,
            from: kindOfName.get(cell.a)!,
            to: kindOfName.get(cell.b)!,
          } as const;
          const [evidence] = evidenceOf(data, windows, [query]);
          expect(evidence.tightest.map(({ marginNs }) => marginNs)).toEqual(cell.marginsBeforeNs);
          for (const [name, cases] of Object.entries({ tightest: evidence.tightest, refuters: evidence.refuters })) {
            for (const { rank, marginNs, events: told } of cases) {
              const [a, b] = [cell.a, cell.b].map((kind) => eventOf(data.requests[rank], kind));
              expect(told.map(({ line, file, timeNs }) => ({ line, file, timeNs }))).toEqual(
                [a, b].map(({ line, file, timeNs }) => ({ line, file, timeNs })),
              );
              const [early, late] = name === "tightest" ? [a, b] : [b, a];
              expect(Math.abs(marginNs)).toBe(Math.max(0, late.timeNs - early.timeNs - early.resNs));
            }
          }
          const ids = evidence.refuters.map(({ rank }) => data.requests[rank]);
          expect(ids).toEqual(ids.toSorted(byRequestOrder));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("merging evidence", () => {
  it("gives the same whatever the parts and their order", () => {
    const spans = spanDataset(14).filter(({ events }) => events.length > 0);
    fc.assert(
      fc.property(spans, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), ({ events }, keys) => {
        const data = engineDataset(events);
        const windows = windowsOf(events);
        const all = [
          ...pairs(data.classTable.kindCode.length, "happensBefore"),
          ...pairs(data.classTable.segmentStart.length, "segmentHappensBefore"),
          ...pairs(data.classTable.segmentStart.length, "mutualExclusion"),
        ];
        const queries = keys.map((key) => all[key % all.length]);
        const perTable = parts(data, windows, queries);
        const whole = new PairScan(data.catalog, [data.index], windows, queries);
        data.tables.forEach((table, at) => {
          whole.addTable(table, allInOneClass(table), data.firstRanks[at]);
        });
        const expected = whole.finish();
        const order = perTable.map((_, at) => at).sort((a, b) => keys[a % 8] - keys[b % 8] || a - b);
        const merge = (a: PairEvidence[], b: PairEvidence[]) =>
          a.map((evidence, at) => mergePairEvidence(evidence, b[at]));
        const leftToRight = order.reduce((sum, at) => merge(sum, perTable[at]), nothing(data, windows, queries));
        const rightToLeft = order.reduceRight((sum, at) => merge(perTable[at], sum), nothing(data, windows, queries));
        expect(leftToRight).toEqual(expected);
        expect(rightToLeft).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("of pipelines too", () => {
    fc.assert(
      fc.property(handOvers, (events) => {
        const data = engineDataset(events);
        const windows = windowsOf(events);
        const queries = pairs(data.catalog.taskNameComponent.length, "pipeline");
        const perTable = parts(data, windows, queries);
        const forwards = evidenceOf(data, windows, queries);
        const backwards = perTable
          .toReversed()
          .reduce((sum, part) => sum.map((evidence, at) => mergePairEvidence(part[at], evidence)));
        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 60 },
    );
  });
});

describe("questions that cannot be asked", () => {
  it("are refused with what there is", () => {
    const data = engineDataset(asPoints(fc.sample(pointDataset(10), { numRuns: 5, seed: 3 })[4].events));
    const windows = { widthMinutes: 1, firstMinute: 0, count: 1 };
    const ask = (query: PairQuery) => () => new PairScan(data.catalog, [data.index], windows, [query]);
    const relation = "happensBefore";
    expect(ask({ relation, classId: 3, from: 0, to: 1 })).toThrow("a pair of class 3: there are 1");
    expect(ask({ relation, classId: 0, from: 0, to: 999 })).toThrow(/happensBefore pair 0, 999: there are \d+ kinds/);
    expect(ask({ relation, classId: 0, from: -1, to: 0 })).toThrow("pair -1, 0");
  });
});
