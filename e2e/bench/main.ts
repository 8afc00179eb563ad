import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "../fresh-build.ts";
import { serveFolder } from "../static-host.ts";
import { type AppRun, measureCancel, runApp } from "./app-run.ts";
import { benchmarkFile } from "./benchmark-file.ts";
import { graphBench } from "./graph.ts";
import { initialScriptBytes } from "./initial-script.ts";
import { largeBench } from "./large.ts";
import { type NativeResult, nativeDuckDb, printNative } from "./native-duckdb.ts";
import { partsBench } from "./parts.ts";
import { viewsBench } from "./views.ts";

const THREADS = 2;
const QUICK_REQUESTS = 20_000;
const FULL_REQUESTS = 200_000;
/** Native and app take turns so often. */
const ROUNDS = 2;

/**
 * `npm run bench [-- --quick | --parts [FILTER...] | --large [GB] | --graph | --views [FILE...]]`: the whole pipeline (drop → model on screen)
 * against native DuckDB doing the same work in the same run on the same machine, so that the ratio means something anywhere.
 */
export async function main(args: string[]): Promise<number> {
  if (args.includes("--graph")) return graphBench();
  const others = args.filter((arg) => !arg.startsWith("--"));
  if (args.includes("--views")) return viewsBench(others);
  if (args.includes("--large")) return largeBench(others);
  if (args.includes("--parts")) return partsBench(others);
  const quick = args.includes("--quick");
  const sizes = quick ? [QUICK_REQUESTS] : [QUICK_REQUESTS, FULL_REQUESTS];
  const folder = await ensureBuild("app");
  const host = await serveFolder(folder);
  const scratch = await mkdtemp(join(tmpdir(), "whydunit-bench-"));
  try {
    console.log(`initial JavaScript, gzipped: ${(await initialScriptBytes(folder)) / 1000} kB`);
    for (const requests of sizes) await compare(host.address, requests, quick ? 1 : ROUNDS, scratch);
    const cancelMs = await measureCancel(host.address, await benchmarkFile(sizes[sizes.length - 1], 60), 1500);
    console.log(
      `cancel while building: ${cancelMs === null ? "not measured (nothing to cancel)" : `${Math.round(cancelMs)} ms`}`,
    );
    return 0;
  } finally {
    await host.close();
    await rm(scratch, { recursive: true });
  }
}

async function compare(address: string, requests: number, rounds: number, scratch: string): Promise<void> {
  const csv = await benchmarkFile(requests, 60);
  const megabytes = (await stat(csv)).size / 1e6;
  console.log(`\n${requests} requests, ${megabytes.toFixed(0)} MB`);
  const natives: NativeResult[] = [];
  const apps: AppRun[] = [];
  for (let round = 1; round <= rounds; round++) {
    const native = await nativeDuckDb(csv, THREADS);
    const app = await runApp(address, csv, join(scratch, `${requests}-${round}`));
    // A run that lost requests on the way would win every comparison.
    if (app.requests !== native.requests) {
      throw new Error(`the app found ${app.requests} of ${native.requests} requests`);
    }
    natives.push(native);
    apps.push(app);
    console.log(`  round ${round}: native ${native.seconds.toFixed(2)} s, app ${app.seconds.toFixed(2)} s`);
  }
  // Neighbours on the machine can only make a run slower: the fastest of each is nearest to the truth.
  const native = natives.reduce((best, run) => (run.seconds < best.seconds ? run : best));
  const app = apps.reduce((best, run) => (run.seconds < best.seconds ? run : best));
  printNative(native);
  for (const [stage, ms] of Object.entries(app.timingsMs)) {
    console.log(`  app ${stage.padEnd(9)} ${(ms / 1000).toFixed(2).padStart(8)} s`);
  }
  console.log(
    `  app drop → model on screen ${app.seconds.toFixed(2)} s (${(megabytes / app.seconds).toFixed(0)} MB/s), database filled ${app.idleSeconds.toFixed(2)} s`,
  );
  console.log(`  ratio app / native, the fastest of each: ${(app.seconds / native.seconds).toFixed(2)}`);
  const worst = (of: (run: AppRun) => number) => Math.max(...apps.map(of));
  const peak = worst(({ peakRssBytes }) => peakRssBytes ?? Number.NaN);
  console.log(
    `  renderer peak ${(peak / 1e9).toFixed(2)} GB, longest task ${Math.round(worst(({ longestTaskMs }) => longestTaskMs))} ms, first paint ${Math.round(worst(({ firstPaintMs }) => firstPaintMs))} ms`,
  );
}
