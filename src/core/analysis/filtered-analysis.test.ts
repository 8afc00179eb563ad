import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointDataset, requestFilter, spanDataset } from "../../testing/arbitraries.ts";
import { slicesOf } from "../../testing/engine-dataset.ts";
import { type OracleEvent, withPointOrdinals } from "../../testing/oracle-event.ts";
import { dictionaryOf, textsOf } from "../dictionary-text.ts";
import { NO_REQUEST } from "../model/order-cells.ts";
import type { PartialModel } from "../model/partial-model.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_LAST, ORDINAL_STRIDE, requestCountOf } from "../trace/event-table.ts";
import { packTable, unpackTable } from "../trace/table-codec.ts";
import { PHASE_POINT } from "../units.ts";
import { AnalysisStore } from "./analysis-store.ts";
import { FilteredAnalysis, type FinishedFilter } from "./filtered-analysis.ts";
import { PartitionScanner } from "./partition-scanner.ts";
import { pathRelations } from "./path-relations.ts";
import { printFilter } from "./request-filter.ts";
import type { PartitionSource, ScanContext } from "./scan-context.ts";

type Source = PartitionSource<ArrayBuffer>;

function newScanner(): PartitionScanner<ArrayBuffer> {
  return new PartitionScanner(async (handle) => handle, 1e9);
}

/** A finished analysis of the events, with all that scanners were told. */
async function analysed(events: readonly OracleEvent[], terminal?: string) {
  const slices = slicesOf(events);
  const attributesOfFile = slices.map(() => [{ name: "item", role: "key" as const }]);
  const store = new AnalysisStore({ originNs: 0n, attributesOfFile, memoryBudgetBytes: 1e9 });
  for (const slice of slices) store.addSlice(slice);
  const { catalog, keptPartitions } = store.finishReading();
  const scanner = newScanner();
  let context: ScanContext = {};
  const tell = (part: ScanContext) => {
    context = { ...context, ...part };
    scanner.setContext(part);
  };
  tell({ catalog, terminalLabel: terminal === undefined ? -1 : store.labelId(terminal) });
  const sources: Source[] = [];
  for (let partition = 0; partition < keptPartitions; partition++) {
    const built = scanner.build(store.rawPartition(partition));
    store.setRequests(partition, built);
    sources.push({ partition, firstRank: store.requests.firstRank(partition), handle: built.packed });
  }
  const rule = { by: "shape" as const };
  store.begin();
  store.mergeShapes(await scanner.shapes(sources, rule));
  tell(store.decideClasses(rule));
  store.mergeKinds(await scanner.kinds(sources));
  tell(store.decideKinds());
  store.mergeModel(await scanner.sieve(sources));
  tell(store.decideModel());
  const { paths, rows } = await scanner.paths(sources);
  store.mergePaths(paths, rows);
  store.finish();
  return { store, scanner, sources, context };
}

type Analysed = Awaited<ReturnType<typeof analysed>>;

/** The filtered analysis, its partitions in two groups that arrive in reverse. */
async function filtered({ store, scanner, sources }: Analysed, text: string): Promise<FinishedFilter> {
  const analysis = new FilteredAnalysis(store.analysis, text);
  const groups = [sources.slice(30), sources.slice(0, 30)];
  for (const group of groups) analysis.mergeKinds(await scanner.kinds(group, text));
  for (const group of groups) analysis.mergeModel(await scanner.sieve(group, text));
  analysis.decideModel();
  scanner.setContext({ filteredRelations: new Map([[text, analysis.relations ?? []]]) });
  for (const group of groups) {
    const { paths, ranks } = await scanner.filteredPaths(group, text);
    analysis.mergePaths(paths, ranks);
  }
  return analysis.finish(store.requests);
}

/** The table with the kept requests only, as if no other had been logged. */
function subTable(table: EventTable, isKept: (request: number) => boolean): EventTable {
  const requests = Array.from({ length: requestCountOf(table) }, (_, request) => request).filter(isKept);
  const rows = requests.flatMap((request) => {
    const [from, to] = [table.requestOffsets[request], table.requestOffsets[request + 1]];
    return Array.from({ length: to - from }, (_, i) => from + i);
  });
  const requestOffsets = new Uint32Array(requests.length + 1);
  requests.forEach((request, at) => {
    requestOffsets[at + 1] = requestOffsets[at] + table.requestOffsets[request + 1] - table.requestOffsets[request];
  });
  const ids = textsOf(table.requests);
  return {
    partition: table.partition,
    requests: dictionaryOf(requests.map((request) => ids[request])),
    requestHash: Uint32Array.from(requests, (request) => table.requestHash[request]),
    requestOffsets,
    timeNs: Float64Array.from(rows, (row) => table.timeNs[row]),
    kind: Int32Array.from(rows, (row) => table.kind[row]),
    host: Uint16Array.from(rows, (row) => table.host[row]),
    task: Uint16Array.from(rows, (row) => table.task[row]),
    line: Uint32Array.from(rows, (row) => table.line[row]),
    file: Uint16Array.from(rows, (row) => table.file[row]),
    resolution: Uint8Array.from(rows, (row) => table.resolution[row]),
    attributes: table.attributes.map((column) => Int32Array.from(rows, (row) => column[row])),
  };
}

/** A model with its ranks as those of the whole dataset. */
function withRanks(model: PartialModel, ranks: Uint32Array): PartialModel {
  const renamed = (column: Uint32Array) => column.map((rank) => (rank === NO_REQUEST ? rank : ranks[rank]));
  return {
    classes: model.classes.map((statistics) => ({
      ...statistics,
      orders: { ...statistics.orders, first: renamed(statistics.orders.first) },
      overlaps: {
        ...statistics.overlaps,
        firstBefore: renamed(statistics.overlaps.firstBefore),
        firstOverlap: renamed(statistics.overlaps.firstOverlap),
        firstMaybe: renamed(statistics.overlaps.firstMaybe),
      },
      pipelines: { ...statistics.pipelines, firstRefuter: renamed(statistics.pipelines.firstRefuter) },
    })),
  };
}

async function expectAsAlone(events: readonly OracleEvent[], filter: Parameters<typeof printFilter>[0]): Promise<void> {
  const text = printFilter(filter);
  fc.pre(text !== "" && events.length > 0);
  const whole = await analysed(events);
  const found = await filtered(whole, text);
  const { ranks } = found.requests;
  const kept = new Set(ranks);

  const alone = newScanner();
  alone.setContext(whole.context);
  let firstRank = 0;
  const sources = whole.sources.map((source): Source => {
    const table = subTable(unpackTable(source.handle), (request) => kept.has(source.firstRank + request));
    const own = { partition: source.partition, firstRank, handle: packTable(table) };
    firstRank += requestCountOf(table);
    return own;
  });
  const model = withRanks(await alone.sieve(sources), ranks);
  expect(found.analysis.partial).toEqual(model);
  alone.setContext({ relations: pathRelations(found.analysis.models) });
  const { paths, rows } = await alone.paths(sources);
  const merged = new FilteredAnalysis(whole.store.analysis, text);
  merged.mergeKinds(await alone.kinds(sources));
  merged.mergeModel(model);
  merged.decideModel();
  merged.mergePaths(paths, ranks);
  const expected = merged.finish(whole.store.requests);
  expect(found.analysis.models).toEqual(expected.analysis.models);
  expect(found.analysis.paths).toEqual(expected.analysis.paths);
  expect(found.analysis.hash).toBe(expected.analysis.hash);
  const columns = found.requests.columns();
  found.analysis.tables.forEach((table, id) => {
    expect(table.kindCode).toEqual(whole.store.analysis.tables[id].kindCode);
    // A segment kind occurs at most once in a request.
    expect([...table.segmentRequests]).toEqual([...found.analysis.partial.classes[id].segmentOccurrences]);
    Array.from(table.kindCode).forEach((code, kind) => {
      if (code % ORDINAL_STRIDE === ORDINAL_LAST) return;
      const having = sources.flatMap(({ handle }, at) => {
        const { kind: codes, requestOffsets } = unpackTable(handle);
        const isIn = (request: number) =>
          codes.slice(requestOffsets[request], requestOffsets[request + 1]).includes(code);
        return [...rows[at].rows.classId.keys()].filter(
          (request) => rows[at].rows.classId[request] === id && isIn(request),
        );
      });
      expect(table.kindRequests[kind]).toBe(having.length);
    });
  });
  for (const name of ["classId", "startNs", "latencyNs", "events", "hosts", "pathNs"] as const) {
    expect([...columns[name]]).toEqual(rows.flatMap((part) => [...part.rows[name]]));
  }
  const page = found.requests.page("slowest", -1, 0, 100);
  expect(page.total).toBe(ranks.length);
  expect(page.rows.map(({ latencyNs }) => latencyNs)).toEqual([...found.requests.sortedLatencies()].reverse());
  for (const { rank, id } of page.rows) {
    expect(found.requests.has(rank)).toBe(true);
    expect(whole.store.requests.find(id)).toBe(rank);
    expect(ranks[found.requests.positionOf(rank)]).toBe(rank);
  }
}

describe("the analysis of what a filter keeps is that of these requests alone", () => {
  it("of points", async () => {
    const points = pointDataset(20).map(({ events }) =>
      withPointOrdinals(events.map((event) => ({ ...event, phase: PHASE_POINT, order: PHASE_POINT, ordinal: 1 }))),
    );
    await fc.assert(fc.asyncProperty(points, requestFilter(), expectAsAlone), { numRuns: 60 });
  });

  it("of spans", async () => {
    const spans = spanDataset(10).map(({ events }) => events);
    await fc.assert(fc.asyncProperty(spans, requestFilter(), expectAsAlone), { numRuns: 40 });
  });

  it("by the latencies of the request list, where a label ends requests too", async () => {
    const spans = spanDataset(10).filter(({ events }) => events.length > 0);
    await fc.assert(
      fc.asyncProperty(spans, fc.integer({ min: 0, max: 50 }), async ({ events }, fromNs) => {
        const whole = await analysed(events, "x");
        const text = printFilter({ terms: [{ on: "latency", fromNs, toNs: fromNs + 30 }] });
        const { ranks } = (await filtered(whole, text)).requests;
        const { latencyNs } = whole.store.requests.columns();
        const expected = [...latencyNs.keys()].filter((at) => latencyNs[at] >= fromNs && latencyNs[at] < fromNs + 30);
        expect([...ranks]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("and leaves the whole one as it was", async () => {
    const [{ events }] = fc.sample(spanDataset(14), { numRuns: 1, seed: 11 });
    const whole = await analysed(events);
    const before = structuredClone(whole.store.analysis.models);
    const text = printFilter({ terms: [{ on: "host", has: true, values: ["h1"] }] });
    const found = await filtered(whole, text);
    expect(found.requests.ranks.length).toBeLessThan(whole.store.requests.requestCount);
    expect(whole.store.analysis.models).toEqual(before);
  });
});
