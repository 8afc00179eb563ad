import { bench, describe } from "vitest";
import { type BenchmarkKinds, benchmarkCsv, benchmarkSystem } from "../../samples/benchmark-system.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { unpackTable } from "../trace/table-codec.ts";
import { emptyOrderCells } from "./order-cells.ts";
import { OrderCounter } from "./order-counter.ts";
import { commonKinds, LEAST_COLUMNS } from "./pair-columns.ts";
import { PairKernel } from "./pair-kernel.ts";
import { Sieve } from "./sieve.ts";

/**
 * Pair updates of the sieve on one thread, in CPU time (the machine may be shared): every update finds its cell in its
 * window, counts before, after, tie or undecided, and keeps margin and first request. Growth with requests and kinds.
 */
const PAIRS = (60 * 59) / 2;
const KERNEL = PairKernel.create();

async function prepared(requests: number, kinds: BenchmarkKinds) {
  const spec = benchmarkSystem(kinds);
  const bytes = Buffer.concat([...benchmarkCsv({ requests, seed: 3, kinds })]);
  const { sources, analysis } = await analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: spec.originNs });
  const { names, tables, windows, classMap } = analysis;
  const indices = tables.map((table) => new ClassIndex(table));
  const rows = sources.map(({ handle, firstRank }) => ({ table: unpackTable(handle), firstRank }));
  // A class per variant: told by the root, the kind of the first event.
  const classes = rows.map(({ table }) =>
    Int32Array.from({ length: requestCountOf(table) }, (_, request) =>
      classMap.classes.findIndex(({ leader }) => leader.includes(table.kind[table.requestOffsets[request]] >> 4)),
    ),
  );
  return { catalog: names.catalog, tables, windows, indices, rows, classes };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

function cpuMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** Least CPU time of a few runs, after one to warm up. */
function best(work: () => void, runs = 5): number {
  work();
  return Math.min(...Array.from({ length: runs }, () => cpuMs(work)));
}

function forEachRequest(
  { catalog, rows, classes, indices }: Prepared,
  work: (view: RequestView, id: number, rank: number) => void,
) {
  const view = new RequestView(catalog);
  rows.forEach(({ table, firstRank }: { table: EventTable; firstRank: number }, at) => {
    for (let request = 0; request < requestCountOf(table); request++) {
      const id = classes[at][request];
      view.load(table, request);
      view.classify(indices[id]);
      work(view, id, firstRank + request);
    }
  });
}

function sieveAll({ catalog, tables, indices, windows, rows, classes }: Prepared, kernel: PairKernel | null): void {
  const sieve = new Sieve(catalog, tables, indices, windows, kernel);
  rows.forEach(({ table, firstRank }, at) => {
    sieve.addTable(table, classes[at], firstRank);
  });
  sieve.finish();
}

const reported = new Set<string>();

/** Measures once: the caller of a benchmark repeats it, which the runs here have done already. */
async function report(requests: number, kinds: BenchmarkKinds): Promise<void> {
  const key = `${requests} ${kinds}`;
  if (reported.has(key)) return;
  reported.add(key);
  const data = await prepared(requests, kinds);
  const load = best(() => forEachRequest(data, () => undefined));
  const nsOfPair = (kernel: PairKernel | null) => {
    const ms = best(() => {
      const counters = data.tables.map(
        (table) =>
          new OrderCounter(
            emptyOrderCells(table.kindCode.length, 1),
            commonKinds(table.kindRequests, LEAST_COLUMNS),
            kernel,
          ),
      );
      forEachRequest(data, (view, id, rank) => counters[id].add(view, 0, rank));
      for (const counter of counters) counter.finish();
    });
    return ((ms - load) * 1e6) / (requests * PAIRS);
  };
  const [single, blocks] = [nsOfPair(null), nsOfPair(KERNEL)];
  const [wholeSingle, wholeBlocks] = [best(() => sieveAll(data, null)), best(() => sieveAll(data, KERNEL))];
  const ofRequest = (ms: number) => ((ms * 1e6) / requests).toFixed(0);
  console.log(
    `${requests} requests, ${kinds} kinds: a pair update ${blocks.toFixed(2)} ns (${(1 / blocks).toFixed(2)} G/s), ` +
      `one by one ${single.toFixed(2)} ns; a request: load ${ofRequest(load)}, whole sieve ${ofRequest(wholeBlocks)}, ` +
      `one by one ${ofRequest(wholeSingle)} ns`,
  );
}

describe("the sieve, one thread", () => {
  for (const [requests, kinds] of [
    [4000, 60],
    [8000, 60],
    [16_000, 60],
    [32_000, 60],
    [8000, 120],
    [8000, 240],
  ] as const) {
    bench(`${requests} requests, ${kinds} kinds`, () => report(requests, kinds), {
      iterations: 1,
      time: 0,
      warmupIterations: 0,
      warmupTime: 0,
    });
  }
});
