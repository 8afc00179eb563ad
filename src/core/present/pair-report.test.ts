import { describe, expect, it } from "vitest";
import { csvBytes } from "../../samples/csv-writer.ts";
import { siblings } from "../../samples/scenarios.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { analyseInThread, type InThreadResult, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import type { PairQuery } from "../analysis/pair-query.ts";
import { whyNotQueries } from "../analysis/why-not.ts";
import { STATUSES } from "../model/status.ts";
import { type PairReport, pairReport } from "./pair-report.ts";

const REQUESTS = 300;

async function analysed(): Promise<{ result: InThreadResult; lines: readonly string[] }> {
  const spec = siblings();
  const bytes = Buffer.concat([...csvBytes(planSystem(spec), { requests: REQUESTS, seed: 4, meanGapNs: 1e8 })]);
  const result = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: spec.originNs });
  return { result, lines: bytes.toString().split(/\r?\n/) };
}

async function reports(result: InThreadResult, queries: readonly PairQuery[]): Promise<PairReport[]> {
  const evidence = await result.scanner.pairEvidence(result.sources, queries);
  return queries.map((query, at) => pairReport(result.analysis, result.store.requests, query, evidence[at]));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe("the report on a pair", () => {
  it("says of every pair of segments what the model says", async () => {
    const { result } = await analysed();
    const [model] = result.analysis.models;
    const { segmentOrders, exclusions } = model;
    const orders = Array.from(segmentOrders.from, (from, at): PairQuery => {
      return { relation: "segmentHappensBefore", classId: 0, from, to: segmentOrders.to[at] };
    });
    expect(orders.length).toBeGreaterThan(10);
    (await reports(result, orders)).forEach((report, at) => {
      expect([report.status, report.support, report.violations, report.undecided]).toEqual([
        STATUSES[segmentOrders.status[at]],
        segmentOrders.support[at],
        segmentOrders.violations[at],
        segmentOrders.undecided[at],
      ]);
    });
    // The other way round it is the same exclusion.
    const pairs = exclusions.map(
      ({ a, b }): PairQuery => ({ relation: "mutualExclusion", classId: 0, from: b, to: a }),
    );
    (await reports(result, pairs)).forEach((report, at) => {
      const { status, support, overlaps, undecided } = exclusions[at];
      expect(report).toMatchObject({ status, support, violations: overlaps, undecided });
    });
  });

  it("accounts for every request in bars, windows and orders of size", async () => {
    const { result } = await analysed();
    for (const report of await reports(result, whyNotQueries(result.analysis, 0, 0, 3))) {
      const { support, violations, undecided, margins, windows, tightest, refuters } = report;
      expect(total(margins.map(({ requests }) => requests))).toBe(support + violations);
      margins.forEach(({ fromNs, toNs }, at) => {
        expect(fromNs).toBeLessThan(toNs);
        if (at > 0) expect(fromNs).toBeGreaterThan(margins[at - 1].fromNs);
      });
      expect(total(margins.filter(({ toNs }) => toNs <= 1).map(({ requests }) => requests))).toBe(violations);
      expect(total(windows.map(({ support: own }) => own))).toBe(support);
      expect(total(windows.map(({ violations: own, undecided: hidden }) => own + hidden))).toBe(violations + undecided);
      for (const cases of [tightest, refuters]) {
        for (const { id, rank } of cases) expect(result.store.requests.idOf(rank)).toBe(id);
      }
      expect(tightest.map(({ marginNs }) => marginNs)).toEqual(
        tightest.map(({ marginNs }) => marginNs).toSorted((a, b) => a - b),
      );
      expect(refuters.map(({ rank }) => rank)).toEqual(refuters.map(({ rank }) => rank).toSorted((a, b) => a - b));
    }
  });

  it("leads from a refuted order to the lines that refute it", async () => {
    const { result, lines } = await analysed();
    const { names, tables } = result.analysis;
    const kinds = Array.from(tables[0].segmentStart, (_, kind) => names.segment(tables[0], kind));
    const [foo2, foo3] = ["foo2", "foo3"].map((name) => kinds.findIndex((kind) => kind.includes(`${name}.begin`)));
    const [report] = await reports(result, [{ relation: "segmentHappensBefore", classId: 0, from: foo2, to: foo3 }]);
    expect(report.status).toBe("refuted");
    const [first] = report.refuters;
    expect(report.sentences[0]).toContain(`refuted by request ${first.id}`);
    expect(first.events.length).toBe(4);
    for (const { line, name } of first.events) {
      expect(lines[line - 1]).toContain(`${first.id},`);
      expect(lines[line - 1]).toContain(name.split(" · ")[1]);
    }
    expect(report.behind.find(({ kind }) => kind === "minute")?.distinct).toBe(0);
  });

  it("says of occurrences of one label that there is no hypothesis, and of strangers that they never met", async () => {
    const { result } = await analysed();
    const task = result.analysis.names.taskNames.indexOf("main");
    const [pipeline] = await reports(result, [{ relation: "pipeline", classId: 0, from: task, to: task }]);
    expect(pipeline).toMatchObject({ status: "vacuous", support: 0, orders: [], lost: 0, spurious: 0 });
    const [same] = await reports(result, [{ relation: "happensBefore", classId: 0, from: 0, to: 0 }]);
    expect(same.status).toBe(null);
    expect(same.undecided).toBe(REQUESTS);
  });
});
