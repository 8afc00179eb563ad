import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benchmarkCsv, benchmarkSystem } from "../../samples/benchmark-system.ts";
import { pointDataset, spanDataset } from "../../testing/arbitraries.ts";
import { allInOneClass, type EngineDataset, engineDataset } from "../../testing/engine-dataset.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import {
  byRequest,
  byRequestOrder,
  byTotalOrder,
  consecutiveSegments,
  type OracleEvent,
  type OracleSegment,
  segmentKindOf,
  withPointOrdinals,
} from "../../testing/oracle-event.ts";
import { endPrecedesStart, occupancy } from "../../testing/oracle-exclusion.ts";
import { orderCells as slowOrderCells } from "../../testing/oracle-order.ts";
import { traceDiagram } from "../../testing/trace-diagram.ts";
import { ClassIndex } from "../trace/class-tables.ts";
import { unpackTable } from "../trace/table-codec.ts";
import { PHASE_POINT } from "../units.ts";
import { MARGIN_COUNT, NO_REQUEST } from "./order-cells.ts";
import { occupancyOf } from "./overlap-cells.ts";
import { PairKernel } from "./pair-kernel.ts";
import type { PartialModel } from "./partial-model.ts";
import { Sieve } from "./sieve.ts";

const KERNEL = PairKernel.create();
const WINDOW = { widthMinutes: 1, firstMinute: 0, count: 1 };

/** Counted one by one and side by side, in columns however few: both must give the same bytes. */
function sieved(data: EngineDataset): PartialModel {
  const [single, blocks] = [null, KERNEL].map((kernel) => {
    const sieve = new Sieve(data.catalog, [data.classTable], [data.index], WINDOW, kernel, 1);
    data.tables.forEach((table, at) => {
      sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
    });
    return sieve.finish();
  });
  expect(blocks).toEqual(single);
  return blocks;
}

/** As a log with a task column has them: points only, whatever their names say. */
function asPoints(events: readonly OracleEvent[]): OracleEvent[] {
  return withPointOrdinals(events.map((event) => ({ ...event, phase: PHASE_POINT, order: PHASE_POINT, ordinal: 1 })));
}

/** Adds the alias: the final one of several of a (task name, label, phase) once more, with ordinal 0. */
function withAliases(events: readonly OracleEvent[]): OracleEvent[] {
  const aliases: OracleEvent[] = [];
  for (const group of byRequest(events).values()) {
    for (const event of group) {
      const same = group.filter(
        (other) => other.taskName === event.taskName && other.label === event.label && other.phase === event.phase,
      );
      if (same.length > 1 && same[same.length - 1] === event) aliases.push({ ...event, ordinal: 0 });
    }
  }
  return [...events, ...aliases];
}

function expectOrdersAgree(events: readonly OracleEvent[]): void {
  const data = engineDataset(events);
  const { orders } = sieved(data).classes[0];
  const kinds = data.classTable.kindCode.length;
  const kindOfName = new Map(Array.from(data.classTable.kindCode, (code, kind) => [data.nameOf(code), kind]));
  const rank = (request: string | null) => (request === null ? NO_REQUEST : data.requests.indexOf(request));
  const slow = slowOrderCells(withAliases(events));
  for (const cell of slow.values()) {
    const a = kindOfName.get(cell.a)!;
    const b = kindOfName.get(cell.b)!;
    const [forward, backward] = [a * kinds + b, b * kinds + a];
    const [low, high] = a < b ? [forward, backward] : [backward, forward];
    const margins = (at: number) => [...orders.margins.subarray(at * MARGIN_COUNT, (at + 1) * MARGIN_COUNT)];
    const padded = (values: readonly number[]) => {
      const both = cell.before > 0 && cell.after > 0;
      return Array.from({ length: MARGIN_COUNT }, (_, i) =>
        both || i >= values.length ? Number.POSITIVE_INFINITY : Math.fround(values[i]),
      );
    };
    expect({
      before: orders.before[forward],
      after: orders.before[backward],
      tie: orders.tie[forward] + orders.tie[backward],
      undecided: orders.undecided[low],
      noDoubleCount: orders.undecided[high],
      first: orders.first[forward],
      firstAfter: orders.first[backward],
      margins: margins(forward),
      marginsAfter: margins(backward),
    }).toEqual({
      before: cell.before,
      after: cell.after,
      tie: cell.tie,
      undecided: cell.undecided,
      noDoubleCount: 0,
      first: rank(cell.firstBefore),
      firstAfter: rank(cell.firstAfter),
      margins: padded(cell.marginsBeforeNs),
      marginsAfter: padded(cell.marginsAfterNs),
    });
  }
  const together = [...slow.values()].reduce((sum, c) => sum + c.before + c.after + c.tie + c.undecided, 0);
  expect(together).toBe(countedPairs(data, orders));
}

/** Requests counted in all cells but those of one (task name, label), which hold by construction. */
function countedPairs(data: EngineDataset, orders: PartialModel["classes"][0]["orders"]): number {
  const { kindCode } = data.classTable;
  const label = (code: number) => JSON.stringify((JSON.parse(data.nameOf(code)) as string[]).slice(0, 2));
  let sum = 0;
  for (let a = 0; a < kindCode.length; a++) {
    for (let b = 0; b < kindCode.length; b++) {
      if (label(kindCode[a]) === label(kindCode[b])) continue;
      const cell = a * kindCode.length + b;
      sum += orders.before[cell] + orders.tie[cell] + orders.undecided[cell];
    }
  }
  return sum;
}

type SegmentOutcome = "before" | "overlap" | "inside" | "maybeBefore" | "unknown";

/** What one request says of two segments, x first in the total order; `swapped` = it is y that (maybe) comes before. */
function outcomeOf(x: OracleSegment, y: OracleSegment): { outcome: SegmentOutcome; swapped: boolean } {
  const forward = endPrecedesStart(x.end, y.start);
  const backward = endPrecedesStart(y.end, x.start);
  if (forward === "certain") return { outcome: "before", swapped: false };
  if (backward === "certain") return { outcome: "before", swapped: true };
  if (forward === "refuted" && backward === "refuted") {
    const isEmpty = [x, y].some(({ start, end }) => start.timeNs === end.timeNs);
    return { outcome: isEmpty ? "inside" : "overlap", swapped: false };
  }
  if (backward === "refuted") return { outcome: "maybeBefore", swapped: false };
  if (forward === "refuted") return { outcome: "maybeBefore", swapped: true };
  return { outcome: "unknown", swapped: false };
}

interface SlowOverlap {
  readonly counts: Record<SegmentOutcome, number>;
  readonly first: Record<SegmentOutcome, number>;
  readonly marginsNs: number[];
}

function expectOverlapsAgree(events: readonly OracleEvent[], segments: readonly OracleSegment[]): void {
  const data = engineDataset(events);
  const { overlaps } = sieved(data).classes[0];
  const { kindCode, segmentStart, segmentEnd } = data.classTable;
  const kinds = segmentStart.length;
  const taskNameOf = (code: number) => (JSON.parse(data.nameOf(code)) as string[])[0];
  const names = Array.from(segmentStart, (start, kind) => {
    const [first, last] = [kindCode[start], kindCode[segmentEnd[kind]]];
    return JSON.stringify([taskNameOf(first), data.nameOf(first), data.nameOf(last)]);
  });
  const known = segments.filter(({ start, end }) => start.ordinal <= 8 && end.ordinal <= 8);
  expect(new Set(known.map(segmentKindOf))).toEqual(new Set(names));

  const slow = new Map<string, SlowOverlap>();
  // What is the same either way is kept at the lower kind first.
  const cellOf = (a: number, b: number): SlowOverlap => {
    const zero = { before: 0, overlap: 0, inside: 0, maybeBefore: 0, unknown: 0 };
    const key = `${a} ${b}`;
    const none = NO_REQUEST;
    const first = { before: none, overlap: none, inside: none, maybeBefore: none, unknown: none };
    const cell = slow.get(key) ?? { counts: zero, first, marginsNs: [] };
    slow.set(key, cell);
    return cell;
  };
  for (const x of known) {
    for (const y of known) {
      if (x.start.request !== y.start.request || x === y || byTotalOrder(x.start, y.start) >= 0) continue;
      const { outcome, swapped } = outcomeOf(x, y);
      const [a, b] = swapped ? [y, x] : [x, y];
      const kindsOf = [a, b].map((segment) => names.indexOf(segmentKindOf(segment)));
      if (outcome !== "before" && outcome !== "maybeBefore") kindsOf.sort((one, other) => one - other);
      const cell = cellOf(kindsOf[0], kindsOf[1]);
      cell.counts[outcome]++;
      cell.first[outcome] = Math.min(cell.first[outcome], data.requests.indexOf(x.start.request));
      if (outcome === "before") cell.marginsNs.push(Math.max(0, b.start.timeNs - a.end.timeNs - a.end.resNs));
    }
  }
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      const at = a * kinds + b;
      const { counts, first, marginsNs } = cellOf(a, b);
      const reverse = cellOf(b, a);
      const isRefuted =
        reverse.counts.before > 0 ||
        reverse.counts.maybeBefore > 0 ||
        [counts, reverse.counts].some(({ overlap, inside }) => overlap + inside > 0);
      const margins = marginsNs.sort((x, y) => x - y).map(Math.fround);
      expect({
        before: overlaps.before[at],
        overlap: overlaps.overlap[at],
        inside: overlaps.inside[at],
        maybeBefore: overlaps.maybeBefore[at],
        unknown: overlaps.unknown[at],
        firstBefore: overlaps.firstBefore[at],
        firstOverlap: overlaps.firstOverlap[at],
        firstMaybe: overlaps.firstMaybe[at],
        margins: [...overlaps.margins.subarray(at * MARGIN_COUNT, (at + 1) * MARGIN_COUNT)],
      }).toEqual({
        ...counts,
        firstBefore: first.before,
        firstOverlap: Math.min(first.overlap, first.inside),
        firstMaybe: first.maybeBefore,
        margins: Array.from({ length: MARGIN_COUNT }, (_, i) =>
          isRefuted || i >= margins.length ? Number.POSITIVE_INFINITY : margins[i],
        ),
      });
    }
  }
  const bins = occupancy(events, known);
  names.forEach((name, kind) => {
    expect([...occupancyOf(overlaps, kind)]).toEqual(bins.get(name)?.bins ?? new Array(64).fill(0));
  });
}

describe("the sieve counts overlaps and occupancy as the definition does", () => {
  it("of spans, those without length too", () => {
    fc.assert(
      fc.property(spanDataset(14), ({ events, segments }) => expectOverlapsAgree(events, segments)),
      { numRuns: 300 },
    );
  });

  it("of the stretches between consecutive points of a task", () => {
    fc.assert(
      fc.property(pointDataset(24), ({ events }) => {
        const points = asPoints(events);
        expectOverlapsAgree(points, consecutiveSegments(points));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the sieve counts orders as the definition does", () => {
  it("of points, with and without task", () => {
    fc.assert(
      fc.property(pointDataset(24), ({ events }) => expectOrdersAgree(asPoints(events))),
      { numRuns: 300 },
    );
  });

  it("of points of few requests at few stamps, where line order decides", () => {
    const dense = pointDataset(12).map(({ events }) =>
      asPoints(
        events.map((event) => ({
          ...event,
          request: event.timeNs % 20 === 0 ? "r1" : "r2",
          task: event.task === null ? null : `${event.taskName}1`,
          timeNs: event.timeNs % 2,
        })),
      ),
    );
    fc.assert(fc.property(dense, expectOrdersAgree), { numRuns: 300 });
  });

  it("of spans", () => {
    fc.assert(
      fc.property(spanDataset(14), ({ events }) => expectOrdersAgree(events)),
      { numRuns: 300 },
    );
  });

  it("notes the first certain request even after eight ties", () => {
    const tie = "A ==\nB   =";
    for (const certain of ["A ==\nB    =", "A   ==\nB ="]) {
      // Of r1 … r21, r5 is the last in the order of requests.
      const requests = Array.from({ length: 21 }, (_, index) => (index === 4 ? certain : tie));
      const { events } = traceDiagram(requests.join("\n\n"));
      expect([...new Set(events.map(({ request }) => request))].sort(byRequestOrder).at(-1)).toBe("r5");
      expectOrdersAgree(events);
    }
  });
});

describe("requests laid side by side", () => {
  it("there is a kernel to test", () => expect(KERNEL).not.toBeNull());

  it("count as one by one, over many blocks, in several windows, with kinds that many requests lack", async () => {
    const spec = benchmarkSystem(60);
    const bytes = Buffer.concat([...benchmarkCsv({ requests: 2500, seed: 5, kinds: 60 })]);
    // Every seventh line goes missing, so that no kind is in every request and the path breaks here and there.
    const lines = bytes.toString().split("\n");
    const kept = Buffer.from(lines.filter((_, line) => line % 7 !== 3).join("\n"));
    const { sources, analysis } = await analyseInThread([{ plan: sampleCsvPlan(), bytes: kept }], {
      originNs: spec.originNs,
      rule: { by: "none" },
    });
    const { names, tables } = analysis;
    const indices = tables.map((table) => new ClassIndex(table));
    const windows = { ...analysis.windows, widthMinutes: 1, count: 16 };
    const models = [null, KERNEL].map((kernel) => {
      const sieve = new Sieve(names.catalog, tables, indices, windows, kernel);
      for (const { handle, firstRank } of sources) {
        const table = unpackTable(handle);
        sieve.addTable(table, allInOneClass(table), firstRank);
      }
      return sieve.finish();
    });
    expect(models[0].classes[0].requests).toBe(2500);
    expect(models[1]).toEqual(models[0]);
  });
});
