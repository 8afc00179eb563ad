import { describe, expect, it } from "vitest";
import { PartitionScanner } from "../core/analysis/partition-scanner.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import { FakeWorker } from "../protocol/fake-worker.ts";
import type { ScanApi } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import { WorkerHandle } from "../protocol/worker-handle.ts";
import { slicesOf } from "../testing/engine-dataset.ts";
import { traceDiagram } from "../testing/trace-diagram.ts";
import { AnalysisRun } from "./analysis-run.ts";
import { CompositionRun } from "./composition-run.ts";
import { ScanPool } from "./scan-pool.ts";

const signal = new AbortController().signal;

/** 100 requests: A, then B; B takes 1 … 100 times as long. Scans of compositions are counted. */
async function analysed() {
  const requests = Array.from({ length: 100 }, (_, at) => `A =\nB  ${"=".repeat(at + 1)}`);
  const { events } = traceDiagram(requests.join("\n\n"));
  const counted = { scans: 0 };
  const scanApi = (): Partial<ScanApi> => {
    const scanner = new PartitionScanner<Blob>((blob) => blob.arrayBuffer(), 1e9);
    return {
      setContext: (context) => scanner.setContext(context),
      build: (raw: RawPartition) => {
        const built = scanner.build(raw);
        return { ...built, packed: new Blob([built.packed]) };
      },
      shapes: (sources, rule) => scanner.shapes(sources, rule),
      kinds: (sources, ...rest) => scanner.kinds(sources, ...rest),
      sieve: (sources, filter) => scanner.sieve(sources, filter),
      paths: (sources) => scanner.paths(sources),
      filteredPaths: (sources, filter) => scanner.filteredPaths(sources, filter),
      pathComposition: (...question) => {
        counted.scans++;
        return scanner.pathComposition(...question);
      },
    };
  };
  const store = new WorkerHandle<StoreApi>(() => new FakeWorker(new StoreService()), "store");
  const handles = [0, 1].map((at) => new WorkerHandle<ScanApi>(() => new FakeWorker(scanApi()), `scanner ${at}`));
  const pool = new ScanPool(handles);
  const run = new AnalysisRun(store, pool);
  const dataset = await run.open(0n, [[{ name: "item", role: "key" }]], 1e9);
  for (const slice of slicesOf(events)) await store.call((api) => api.addSlice(dataset, slice));
  await run.build([], () => {}, signal);
  await run.analyse({ rule: { by: "none" }, terminal: null }, () => {}, signal);
  return { compositions: new CompositionRun(store, pool, run), counted, events };
}

describe("what latency is made of", () => {
  it("is told from fast to slow, by one scan that is not repeated", async () => {
    const { compositions, counted } = await analysed();
    const shares: number[] = [];
    const report = await compositions.pathComposition(0, "", (share) => shares.push(share), signal);
    expect(report.bins.map(({ requests }) => requests)).toEqual(new Array(20).fill(5));
    const b = report.lines.find(({ name }) => name.startsWith("B"));
    const means = [...(b?.meanNs ?? [])];
    expect(means).toEqual(means.toSorted((x, y) => x - y));
    expect(means[19]).toBeGreaterThan(10 * means[0]);
    expect(shares.at(-1)).toBe(1);
    const before = counted.scans;
    expect(await compositions.pathComposition(0, "", () => {}, signal)).toBe(report);
    expect(counted.scans).toBe(before);
  });

  it("is about the requests that a filter keeps, in bins of their own", async () => {
    const { compositions, events } = await analysed();
    const whole = await compositions.pathComposition(0, "", () => {}, signal);
    const middleNs = whole.bins[10].fromNs;
    expect(events.length).toBeGreaterThan(0);
    const slow = await compositions.pathComposition(0, `1;latency=${middleNs}..`, () => {}, signal);
    expect(slow.bins.reduce((sum, { requests }) => sum + requests, 0)).toBe(50);
    expect(slow.bins[0].fromNs).toBe(middleNs);
  });

  it("can be cancelled, and asked again", async () => {
    const { compositions } = await analysed();
    const abort = new AbortController();
    const asked = compositions.pathComposition(0, "", () => {}, abort.signal);
    abort.abort();
    await expect(asked).rejects.toThrow();
    expect((await compositions.pathComposition(0, "", () => {}, signal)).bins).toHaveLength(20);
  });
});
