import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, bench, describe } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log`: bytes to ParsedSlice on one thread. Vitest reaches imports through getters, which
// would cost two thirds of the speed: so the parser is bundled first, as it is for the worker.
const folder = mkdtempSync(join(tmpdir(), "parse-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
await build({
  configFile: false,
  logLevel: "error",
  build: {
    outDir: folder,
    minify: false,
    lib: { entry: join(import.meta.dirname, "../parse-slice.ts"), formats: ["es"], fileName: () => "parse-slice.mjs" },
  },
});
const { parseSlice }: typeof import("../parse-slice.ts") = await import(
  /* @vite-ignore */ join(folder, "parse-slice.mjs")
);

const ROWS = 200_000;
const HOSTS = ["web-1", "web-2", "db-1", "auth"];
const STEPS = ["recv", "begin", "load", "query", "reply", "commit", "render", "send"];

/** A linear congruential generator (Numerical Recipes): the same text in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** About 47 bytes as CSV: ten records a request, forty requests in flight. */
function records(): string[][] {
  const next = sequence(7);
  return Array.from({ length: ROWS }, (_, row) => {
    const request = Math.floor(row / 400) * 40 + next(40);
    const time = 1_690_000_000_000_000n + BigInt(row * 13 + next(9));
    const label = `${STEPS[next(STEPS.length)]}.${next(10)}`;
    return [`r${10_000_000 + request}`, `${time}${100 + next(900)}`, HOSTS[next(4)], `w${next(16)}`, label];
  });
}

function roles(request: string): Roles {
  return {
    request: [{ column: request }],
    time: { column: "time", unit: "ns" },
    host: { column: "host" },
    task: [{ column: "thread" }],
    label: [{ column: "event" }],
    keys: [],
    attributes: [],
  };
}

const columns = ["request", "time", "host", "thread", "event"];
const csv: SourcePlan = { format: "csv", compression: "none", header: false, columns, roles: roles("request") };
const ndjson: SourcePlan = { format: "ndjson", compression: "none", roles: roles("trace.id") };

function measure(name: string, plan: SourcePlan, text: string): void {
  // Only bytes stay alive: a large heap of strings would make every collection slow.
  const bytes = encodeUtf8(text);
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const input = { ...place, bytes, atEnd: true, originNs: 1_690_000_000_000_000_000n, keepPartitions: 64 };
  let best = Number.POSITIVE_INFINITY;
  bench(
    name,
    () => {
      const from = performance.now();
      const parsed = parseSlice(plan, input);
      best = Math.min(best, performance.now() - from);
      if ("needMoreBytes" in parsed || parsed.eventCount !== ROWS) throw new Error("not every row became an event");
    },
    {
      time: 2000,
      teardown: (_task, mode) => {
        if (mode !== "run") return;
        const perMillisecond = 1 / best / 1000;
        const speed = `${(bytes.length * perMillisecond).toFixed(0)} MB/s, ${(ROWS * perMillisecond).toFixed(2)} M rows/s`;
        console.log(`${name}: ${speed} at ${(bytes.length / ROWS).toFixed(0)} bytes a row (best run)`);
      },
    },
  );
}

function csvText(): string {
  return `${records()
    .map((row) => row.join(","))
    .join("\n")}\n`;
}

function ndjsonText(): string {
  const objects = records().map(
    ([request, time, host, thread, event]) =>
      `{"level":"info","time":${time},"host":"${host}","trace":{"id":"${request}"},"thread":"${thread}","event":"${event}"}`,
  );
  return `${objects.join("\n")}\n`;
}

describe("bytes to ParsedSlice, one thread", () => {
  measure("csv", csv, csvText());
  measure("ndjson", ndjson, ndjsonText());
});
