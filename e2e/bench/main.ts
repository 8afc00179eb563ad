import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "../fresh-build.ts";
import { serveFolder } from "../static-host.ts";
import { measureCancel, runApp } from "./app-run.ts";
import { benchmarkFile } from "./benchmark-file.ts";
import { initialScriptBytes } from "./initial-script.ts";
import { nativeDuckDb, printNative } from "./native-duckdb.ts";

const THREADS = 2;
const QUICK_REQUESTS = 20_000;
const FULL_REQUESTS = 200_000;

/**
 * `npm run bench [-- --quick]`: the whole pipeline (drop → model on screen) against native DuckDB doing the same work
 * in the same run on the same machine, so that the ratio means something anywhere.
 */
export async function main(args: string[]): Promise<number> {
  const sizes = args.includes("--quick") ? [QUICK_REQUESTS] : [QUICK_REQUESTS, FULL_REQUESTS];
  const folder = await ensureBuild("app");
  const host = await serveFolder(folder);
  const scratch = await mkdtemp(join(tmpdir(), "whydunit-bench-"));
  try {
    console.log(`initial JavaScript, gzipped: ${(await initialScriptBytes(folder)) / 1000} kB`);
    for (const requests of sizes) await compare(host.address, requests, scratch);
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

async function compare(address: string, requests: number, scratch: string): Promise<void> {
  const csv = await benchmarkFile(requests, 60);
  const megabytes = (await stat(csv)).size / 1e6;
  console.log(`\n${requests} requests, ${megabytes.toFixed(0)} MB`);
  const native = await nativeDuckDb(csv, THREADS);
  printNative(native);
  const app = await runApp(address, csv, join(scratch, String(requests)));
  // A run that lost requests on the way would win every comparison.
  if (app.requests !== native.requests) throw new Error(`the app found ${app.requests} of ${native.requests} requests`);
  for (const [stage, ms] of Object.entries(app.timingsMs)) {
    console.log(`  app ${stage.padEnd(9)} ${(ms / 1000).toFixed(2).padStart(8)} s`);
  }
  console.log(
    `  app drop → model on screen ${app.seconds.toFixed(2)} s (${(megabytes / app.seconds).toFixed(0)} MB/s), database filled ${app.idleSeconds.toFixed(2)} s`,
  );
  console.log(`  ratio app / native: ${(app.seconds / native.seconds).toFixed(2)}`);
  const peak = app.peakRssBytes === null ? "unknown" : `${(app.peakRssBytes / 1e9).toFixed(2)} GB`;
  console.log(
    `  renderer peak ${peak}, longest task ${Math.round(app.longestTaskMs)} ms, first paint ${Math.round(app.firstPaintMs)} ms`,
  );
}
