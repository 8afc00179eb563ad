import { beforeAll, describe, expect, it } from "vitest";
import { slowHomePage, slowHomePageCsv } from "../../samples/slow-home-page.ts";
import { analyseInThread, type InThreadResult, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { parseFilter, printFilter } from "../analysis/request-filter.ts";
import { entersGraph, STATUSES } from "../model/status.ts";
import { handOffReport } from "./evidence-hand-off.ts";
import { MOST_NEIGHBOURS, segmentReport } from "./evidence-segment.ts";
import { evidencePair, segmentSides, spokenNames } from "./evidence-sides.ts";

let result: InThreadResult;

beforeAll(async () => {
  const bytes = Buffer.concat([...slowHomePageCsv(200)]);
  const columns = ["request", "time", "host", "task", "event", "item", "user"];
  result = await analyseInThread([{ plan: sampleCsvPlan(columns), bytes }], { originNs: slowHomePage().originNs });
}, 60_000);

describe("the sides of a pair", () => {
  it("are named as everywhere, with the colour of their component and a filter that prints", () => {
    const { analysis } = result;
    const sides = segmentSides(analysis, 0);
    expect(sides.length).toBe(analysis.tables[0].segmentStart.length);
    sides.forEach((side, kind) => {
      expect(side.name).toBe(analysis.names.segment(analysis.tables[0], kind));
      expect(analysis.names.components).toContain(side.component);
      expect(side.label.length).toBeGreaterThan(0);
      // A stretch between two points is called by the second, and says where it began.
      if (side.since !== null) expect(side.name).toContain(` ${side.since} → ${side.label}`);
      if (side.term === null) throw new Error("a segment can be filtered by");
      expect(parseFilter(printFilter({ terms: [side.term] })).ok).toBe(true);
    });
    const pair = evidencePair(analysis, { relation: "happensBefore", classId: 0, from: 0, to: 1 });
    expect(pair?.map(({ term }) => term?.on)).toEqual(["event", "event"]);
    const tasks = evidencePair(analysis, { relation: "pipeline", classId: 0, from: 0, to: 1 });
    expect(tasks?.map(({ name }) => name)).toEqual(analysis.names.taskNames.slice(0, 2));
  });

  it("of other logs are none", () => {
    const { analysis } = result;
    expect(evidencePair(analysis, { relation: "segmentHappensBefore", classId: 0, from: 0, to: 999 })).toBe(null);
    expect(evidencePair(analysis, { relation: "happensBefore", classId: 7, from: 0, to: 1 })).toBe(null);
    expect(evidencePair(analysis, { relation: "pipeline", classId: 0, from: 999, to: 0 })).toBe(null);
    expect(segmentSides(analysis, 9)).toEqual([]);
    expect(segmentReport(analysis, 0, 999)).toBe(null);
  });

  it("are spoken of by label, in full where both labels are the same", () => {
    const [a, b] = segmentSides(result.analysis, 0);
    expect(spokenNames([a, { ...b, label: `${a.label}2` }])).toEqual([a.label, `${a.label}2`]);
    expect(spokenNames([a, { ...b, label: a.label }])).toEqual([a.name, b.name]);
  });
});

describe("the report on a segment", () => {
  it("counts every relation that it stands in, and lists those that survive, the most direct first", () => {
    const { analysis } = result;
    const { segmentOrders, exclusions } = analysis.models[0];
    for (let kind = 0; kind < segmentSides(analysis, 0).length; kind++) {
      const report = segmentReport(analysis, 0, kind);
      if (report === null) throw new Error("a segment without a report");
      const rows = Array.from(segmentOrders.from, (from, at) => ({ from, to: segmentOrders.to[at], at }));
      const own = rows.filter(({ from, to }) => from === kind || to === kind);
      expect(report.orders.hypotheses).toBe(own.length);
      const survive = own.filter(({ at }) => entersGraph(STATUSES[segmentOrders.status[at]]));
      expect(report.waitsFor.total + report.waitedForBy.total).toBe(survive.length);
      expect(report.waitsFor.total).toBe(survive.filter(({ to }) => to === kind).length);
      expect(report.waitsFor.shown.length).toBe(Math.min(MOST_NEIGHBOURS, report.waitsFor.total));
      expect(report.exclusions.hypotheses).toBe(exclusions.filter(({ a, b }) => a === kind || b === kind).length);
      const touching = report.waitsFor.shown.filter(
        ({ segment }) => analysis.tables[0].segmentEnd[segment] === analysis.tables[0].segmentStart[kind],
      );
      expect(touching.every(({ directShare }) => directShare === 1)).toBe(true);
      const shares = report.waitsFor.shown.map(({ directShare }) => directShare);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(report.requests).toBeLessThanOrEqual(report.classRequests);
      // What one runs within encloses it.
      for (const { segment } of report.within.shown) {
        const outer = segmentReport(analysis, 0, segment)?.encloses;
        const isListed = outer?.shown.some((inner) => inner.segment === kind);
        expect(isListed || (outer?.total ?? 0) > MOST_NEIGHBOURS).toBe(true);
      }
    }
  });
});

describe("the report on a hand-off", () => {
  it("agrees with the critical path, and names places that join both components", () => {
    const { analysis, report } = result;
    const lines = report.criticalPath.filter(({ kind }) => kind === "hand-off");
    expect(lines.length).toBeGreaterThan(0);
    for (const { components, onPathShare, meanNs, class: classId } of lines) {
      if (components === null) continue;
      const found = handOffReport(analysis, classId, components.from, components.to);
      expect(found).toMatchObject({ onPathShare, meanNs });
      for (const { sides, direction } of found?.places ?? []) {
        const joined = sides.map(({ component }) => component);
        expect(direction === "there" ? joined : joined.toReversed()).toEqual([found?.from, found?.to]);
      }
    }
    expect(handOffReport(analysis, 0, 0, 0)).toBe(null);
  });
});
