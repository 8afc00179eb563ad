import { describe, expect, it } from "vitest";
import { LOG_BIN_ERROR_SHARE } from "../core/analysis/log-bins.ts";
import { PartitionScanner } from "../core/analysis/partition-scanner.ts";
import { printFilter, type RequestFilter } from "../core/analysis/request-filter.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ScanApi } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { slicesOf } from "../testing/engine-dataset.ts";
import { traceDiagram } from "../testing/trace-diagram.ts";
import { AnalysisRun } from "./analysis-run.ts";
import { EvidenceRun } from "./evidence-run.ts";
import { ScanPool } from "./scan-pool.ts";

const ALL: RequestFilter = { terms: [] };
const ON_WEB1: RequestFilter = { terms: [{ on: "host", has: true, values: ["web1"] }] };

function scanApi(): Partial<ScanApi> {
  const scanner = new PartitionScanner<Blob>((blob) => blob.arrayBuffer(), 1e9);
  return {
    setContext: (context) => scanner.setContext(context),
    build: (raw: RawPartition) => {
      const built = scanner.build(raw);
      return { ...built, packed: new Blob([built.packed]) };
    },
    shapes: (sources, rule) => scanner.shapes(sources, rule),
    kinds: (sources, filter) => scanner.kinds(sources, filter),
    sieve: (sources, filter) => scanner.sieve(sources, filter),
    paths: (sources) => scanner.paths(sources),
    filteredPaths: (sources, filter) => scanner.filteredPaths(sources, filter),
    pairEvidence: (sources, queries, filter) => scanner.pairEvidence(sources, queries, filter),
    segmentSpread: (sources, classId, filter) => scanner.segmentSpread(sources, classId, filter),
    eventTimes: (sources, bins, filter) => scanner.eventTimes(sources, bins, filter),
  };
}

/** Names of segments of a task that logs no span kind. */
const [A, B] = ["A · A → A", "B · B → B"];

const signal = new AbortController().signal;

/** 150 requests: A always before B, C beside them; every tenth is on another host, where B begins before A has ended. */
async function analysed() {
  const usual = "A @web1 ==\nB @web1    ==\nC @db ====";
  const early = "A @web2 ==\nB @web2  ==\nC @db ====";
  const { events } = traceDiagram(Array.from({ length: 150 }, (_, i) => (i % 10 === 9 ? early : usual)).join("\n\n"));
  const service = new StoreService();
  const storeWorkers: FakeWorker[] = [];
  const store = new WorkerHandle<StoreApi>(() => {
    const worker = new FakeWorker(service);
    storeWorkers.push(worker);
    return worker;
  }, "store");
  const handles = [0, 1].map((at) => new WorkerHandle<ScanApi>(() => new FakeWorker(scanApi()), `scanner ${at}`));
  const pool = new ScanPool(handles);
  const run = new AnalysisRun(store, pool);
  const dataset = await run.open(0n, [[{ name: "item", role: "key" }]], 1e9);
  for (const slice of slicesOf(events)) await store.call((api) => api.addSlice(dataset, slice));
  await run.build([], () => {}, signal);
  const report = await run.analyse({ rule: { by: "none" }, terminal: null }, () => {}, signal);
  return { run, store, service, report, evidence: new EvidenceRun(store, pool, run) };
}

describe("questions to a finished analysis", () => {
  it("are answered by one scan, with names, requests and lines", async () => {
    const all = await analysed();
    expect(all.report.requests).toBe(150);
    const reports = await all.evidence.whyNot(0, 0, 1, ALL, signal);
    expect(reports.map(({ query }) => query.relation)).toEqual([
      "segmentHappensBefore",
      "segmentHappensBefore",
      "mutualExclusion",
      "pipeline",
      "pipeline",
    ]);
    const [order, reverse, exclusion, pipeline] = reports;
    expect(order).toMatchObject({ from: A, to: B, status: "refuted", support: 135, violations: 15, undecided: 0 });
    expect(order.refuters.length).toBe(8);
    expect(order.sentences[0]).toContain(`refuted by request ${order.refuters[0].id} and 14 more`);
    const [end, start] = order.tightest[0].events;
    expect([end.name, end.host, start.name]).toEqual(["A · A", "web1", "B · B"]);
    expect(start.timeNs - end.timeNs).toBe(1_000_000);
    expect(order.refuters[0].events.map(({ host }) => host)).toEqual(["web2", "web2", "web2", "web2"]);
    expect(order.behind.find(({ name }) => name === "host")).toMatchObject({
      distinct: 1,
      top: [{ value: "web1", requests: 135 }],
    });
    expect(reverse).toMatchObject({ from: B, to: A, status: "refuted", support: 0, violations: 150 });
    expect(exclusion).toMatchObject({ status: "refuted", support: 135, violations: 15 });
    expect(pipeline).toMatchObject({ from: "A", to: "B", status: "vacuous", support: 0 });
  });

  it("are about the requests that a filter keeps, under the model of these", async () => {
    const { run, store, service, evidence } = await analysed();
    const steps: string[] = [];
    const report = await run.filtered(ON_WEB1, ({ step }) => steps.push(step), signal);
    expect(report.requests).toBe(135);
    expect(new Set(steps)).toEqual(new Set(["kinds", "relations", "paths"]));
    const query = { relation: "segmentHappensBefore", classId: 0, from: 0, to: 1 } as const;
    const [filtered] = await evidence.pairEvidence([query], ON_WEB1, signal);
    expect(filtered).toMatchObject({ status: "tentative", support: 135, violations: 0 });
    expect(filtered.windows.reduce((sum, { support }) => sum + support, 0)).toBe(135);
    const [whole] = await evidence.pairEvidence([query], ALL, signal);
    expect(whole).toMatchObject({ status: "refuted", support: 135, violations: 15 });

    const text = printFilter(ON_WEB1);
    const page = await store.call((api) => api.requestPage("slowest", -1, 0, 200, text));
    expect(page.total).toBe(135);
    const relations = await store.call((api) => api.relationPage("segmentHappensBefore", 0, "refuted", 0, 9, text));
    expect(relations.rows.some(({ from, to }) => from === A && to === B)).toBe(false);

    const written = (filter: string) => [...service.requestPieces(filter)].join("").trimEnd().split("\r\n");
    expect(written(text).length).toBe(1 + 135);
    expect(written(text).every((line) => written("").includes(line))).toBe(true);
    const model = JSON.parse([...service.modelPieces(text)].join("")) as { segmentKinds: { requests: number }[] };
    expect(model.segmentKinds.map(({ requests }) => requests)).toEqual([135, 135, 135]);
  });

  it("are answered at once where a filter was asked for before; the filter without terms is the whole", async () => {
    const { run, report } = await analysed();
    const first = await run.filtered(ON_WEB1, () => {}, signal);
    let progress = 0;
    const again: AnalysisReport = await run.filtered(ON_WEB1, () => progress++, signal);
    expect(again).toEqual(first);
    expect(await run.filtered(ALL, () => progress++, signal)).toEqual(report);
    expect(progress).toBe(0);
  });

  it("end when they are cancelled, and can be asked again", async () => {
    const { run, evidence } = await analysed();
    const abort = new AbortController();
    const cancelled = run.filtered(ON_WEB1, () => abort.abort(new Error("cancelled")), abort.signal);
    const beside = run.filtered(ON_WEB1, () => {}, signal);
    await expect(cancelled).rejects.toThrow();
    expect((await beside).requests).toBe(135);
    const aborted = AbortSignal.abort(new Error("cancelled"));
    await expect(evidence.whyNot(0, 0, 1, ALL, aborted)).rejects.toThrow();
    expect((await evidence.whyNot(0, 0, 1, ALL, signal)).length).toBe(5);
  });

  it("tell when segments start and how long they last, once per analysis and filter", async () => {
    const { evidence, run } = await analysed();
    const spreads = await evidence.segmentSpread(0, ALL, signal);
    expect(spreads.map(({ requests }) => requests)).toEqual([150, 150, 150]);
    for (const { durationNs } of spreads.slice(0, 2)) {
      expect(Math.abs(durationNs.p50 - 2e6)).toBeLessThanOrEqual(2e6 * LOG_BIN_ERROR_SHARE);
    }
    expect(await evidence.segmentSpread(0, ALL, signal)).toBe(spreads);
    const filtered = await evidence.segmentSpread(0, ON_WEB1, signal);
    expect(filtered.map(({ requests }) => requests)).toEqual([135, 135, 135]);
    await run.analyse({ rule: { by: "none" }, terminal: null }, () => {}, signal);
    const again = await evidence.segmentSpread(0, ALL, signal);
    expect(again).toEqual(spreads);
    expect(again).not.toBe(spreads);
  });

  it("count events over time, and give requests as points", async () => {
    const { evidence, run, store, report } = await analysed();
    const all = await evidence.eventTimes(ALL, signal);
    const some = await evidence.eventTimes(ON_WEB1, signal);
    expect(all.bins).toEqual(some.bins);
    const total = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
    expect(total(all.events)).toBe(report.events);
    expect(total(some.events)).toBe(135 * 6);
    await run.filtered(ON_WEB1, () => {}, signal);
    const text = printFilter(ON_WEB1);
    const points = await store.call((api) => api.requestPoints(-1, 40, text));
    expect(points).toMatchObject({ total: 135, everyNth: 4 });
    expect(points.rank.every((rank) => rank < 150 / 4)).toBe(true);
  });

  it("fail in words when there is no such pair", async () => {
    const { evidence } = await analysed();
    await expect(evidence.whyNot(0, 0, 99, ALL, signal)).rejects.toThrow("class 0 has no segment kinds 0 and 99");
  });
});
