import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "../fresh-build.ts";
import { serveFolder } from "../static-host.ts";
import { measureCancel, runApp } from "./app-run.ts";
import { NARROW_LINE_BYTES, writeLargeFile } from "./large-file.ts";

const DEFAULT_GIGABYTES = 3;
const WIDE_LINE_BYTES = 200;
/** Reading is well under way by then, and far from its end. */
const CANCEL_AFTER_MS = 3000;

/**
 * `npm run bench -- --large [GB]`: drops a CSV of so many GB (default 3) with wide lines and one with narrow lines, and
 * prints what they cost: memory, speed, longest task of the page, sampling, and how soon Cancel answers.
 */
export async function largeBench(args: readonly string[]): Promise<number> {
  const gigabytes = args.length === 0 ? DEFAULT_GIGABYTES : Number(args[0]);
  if (!(gigabytes > 0)) {
    console.error(`--large takes a size in GB, seen "${args[0]}"`);
    return 2;
  }
  const host = await serveFolder(await ensureBuild("app"));
  const scratch = await mkdtemp(join(tmpdir(), "whydunit-bench-"));
  try {
    for (const lineBytes of [WIDE_LINE_BYTES, NARROW_LINE_BYTES]) {
      await measure(host.address, gigabytes * 1e9, lineBytes, join(scratch, String(lineBytes)));
    }
    return 0;
  } finally {
    await host.close();
    await rm(scratch, { recursive: true });
  }
}

async function measure(address: string, bytes: number, lineBytes: number, outFolder: string): Promise<void> {
  const file = await writeLargeFile(bytes, lineBytes);
  try {
    const megabytes = file.bytes / 1e6;
    const [events, requests] = [file.requests * 60, file.requests].map((count) => (count / 1e6).toFixed(2));
    console.log(
      `\n${(file.bytes / 1e9).toFixed(2)} GB, ${lineBytes} bytes a line, ${events} M events, ${requests} M requests`,
    );
    const run = await runApp(address, file.path, outFolder);
    if (run.requests * run.sampled < file.requests * 0.9 || (run.sampled === 1 && run.requests !== file.requests)) {
      throw new Error(`the app found ${run.requests} requests, 1 in ${run.sampled}, of ${file.requests}`);
    }
    for (const [stage, ms] of Object.entries(run.timingsMs)) {
      const speed = stage === "read" ? `, ${(megabytes / (ms / 1000)).toFixed(0)} MB/s` : "";
      console.log(`  ${stage.padEnd(9)} ${(ms / 1000).toFixed(2).padStart(8)} s${speed}`);
    }
    const peak = run.peakRssBytes === null ? "unknown" : `${(run.peakRssBytes / 1e9).toFixed(2)} GB`;
    console.log(
      `  drop → model on screen ${run.seconds.toFixed(1)} s, ${(megabytes / run.seconds).toFixed(0)} MB/s; database filled ${run.idleSeconds.toFixed(1)} s`,
    );
    console.log(`  renderer peak ${peak}, longest task of the page ${Math.round(run.longestTaskMs)} ms`);
    console.log(`  requests kept: ${run.sampled === 1 ? "all" : `1 in ${run.sampled}`}`);
    const cancelMs = await measureCancel(address, file.path, CANCEL_AFTER_MS);
    console.log(
      `  cancel answers ${cancelMs === null ? "not measured: done before" : `in ${Math.round(cancelMs)} ms`}`,
    );
  } finally {
    await file.remove();
  }
}
