import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, bench, describe } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import type { Envelope, Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log/envelope/wrapped.bench.ts`: bytes of wrapped logs to ParsedSlice on one thread, bundled first,
// for Vitest reaches imports through getters.
const folder = mkdtempSync(join(tmpdir(), "wrapped-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
await build({
  configFile: false,
  logLevel: "error",
  build: {
    outDir: folder,
    minify: false,
    lib: {
      entry: join(import.meta.dirname, "../parse-slice.ts"),
      formats: ["es"],
      fileName: () => "parse-slice.mjs",
    },
  },
});
const { parseSlice }: typeof import("../parse-slice.ts") = await import(
  /* @vite-ignore */ join(folder, "parse-slice.mjs")
);

const LINES = 200_000;

const base: Roles = {
  request: [{ column: "trace_id" }],
  time: { column: "time", unit: "iso" },
  service: { column: "caller" },
  task: [],
  label: [{ column: "msg" }],
  keys: [],
  attributes: [{ column: "level", name: "level" }],
};

const stamp = (line: number) => new Date(1_690_000_000_000 + line * 3).toISOString();
const id = (line: number) => (((line >> 3) * 2_654_435_761) >>> 0).toString(16).padStart(16, "a1b2c3d4");
const logfmt = (line: number) =>
  `time=${stamp(line)} level=info msg="request ${line % 7} handled" caller=server.go:${line % 40} trace_id=${id(line)} bytes=${line % 9000}`;
const json = (line: number) =>
  JSON.stringify({
    time: stamp(line),
    level: "info",
    msg: `request ${line % 7} handled`,
    caller: `server.go:${line % 40}`,
    trace_id: id(line),
  });
const docker = (line: number, log: string) =>
  JSON.stringify({ log: `${log}\n`, stream: "stdout", time: `${stamp(line).slice(0, -1)}123456Z` });

function measure(
  name: string,
  format: "logfmt" | "ndjson",
  envelopes: readonly Envelope[],
  write: (line: number) => string,
  others: SourcePlan["others"] = [],
): void {
  const plan: SourcePlan = { format, compression: "none", roles: base, envelopes, others };
  const bytes = encodeUtf8(Array.from({ length: LINES }, (_, line) => `${write(line)}\n`).join(""));
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  describe(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB, ${LINES} lines`, () => {
    bench("parse", () => {
      const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
      if ("needMoreBytes" in slice || slice.counts.records !== LINES) throw new Error("lines are missing");
    });
  });
}

const SYSLOG = "<{pri:number}>{time:MMM d HH:mm:ss} {host} {app}[{pid:number}]: {line:rest}";
const CRI: readonly Envelope[] = [{ kind: "cri" }];
measure("JSON", "ndjson", [], json);
measure("CRI around JSON", "ndjson", CRI, (line) => `${stamp(line)} stdout F ${json(line)}`);
measure("CRI around logfmt", "logfmt", CRI, (line) => `${stamp(line)} stdout F ${logfmt(line)}`);
measure("docker around JSON", "ndjson", [{ kind: "docker" }], (line) => docker(line, json(line)));
measure("docker around logfmt", "logfmt", [{ kind: "docker" }], (line) =>
  docker(line, logfmt(line).replaceAll('"', "")),
);
measure(
  "syslog around JSON",
  "ndjson",
  [{ kind: "text", pattern: SYSLOG, content: "line" }],
  (line) => `<134>Jan 29 08:42:22 node-1 app[7]: ${json(line)}`,
);
measure(
  "CRI around JSON and logfmt",
  "ndjson",
  CRI,
  (line) => `${stamp(line)} stdout F ${(line % 4 === 0 ? logfmt : json)(line)}`,
  [{ format: "logfmt", roles: base }],
);
measure(
  "CSV around docker around JSON",
  "ndjson",
  [{ kind: "csv", delimiter: ",", columns: ["pod", "log"], content: "log" }, { kind: "docker" }],
  (line) => `pod-${line % 5},"${docker(line, json(line)).replaceAll('"', '""')}"`,
);
