import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, bench, describe } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log/formats/text.bench.ts`: bytes of text logs to ParsedSlice on one thread, bundled first,
// for Vitest reaches imports through getters.
const folder = mkdtempSync(join(tmpdir(), "text-bench-"));
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
const base = { task: [], keys: [], attributes: [] };
const time = { column: "time", unit: "iso" } as const;

const logback: SourcePlan = {
  format: "text",
  compression: "none",
  pattern: "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} [{thread}] {logger} - [{request}] {message:rest}",
  roles: {
    ...base,
    request: [{ column: "request" }],
    time,
    service: { column: "logger" },
    task: [{ column: "thread" }],
    label: [{ column: "logger" }],
    attributes: [{ column: "level", name: "level" }],
  } satisfies Roles,
};
const access: SourcePlan = {
  format: "text",
  compression: "none",
  pattern:
    '[{time:yyyy-MM-dd\'T\'HH:mm:ss[.SSS]Z}] "{method} {path:route} {protocol}" {status} {flags} {received} {sent} {duration} {upstream} "{forwarded}" "{agent}" "{request_id}" "{authority}" "{host}"',
  roles: {
    ...base,
    request: [{ column: "request_id" }],
    time,
    duration: { column: "duration", unit: "ms" },
    label: [{ column: "method" }, { column: "path" }],
    outcome: { column: "status" },
  } satisfies Roles,
};
const logfmt: SourcePlan = {
  format: "logfmt",
  compression: "none",
  roles: {
    ...base,
    request: [{ column: "trace_id" }],
    time,
    service: { column: "caller" },
    label: [{ column: "msg" }],
    attributes: [{ column: "level", name: "level" }],
  } satisfies Roles,
};

const stamp = (line: number) => new Date(1_690_000_000_000 + line * 3).toISOString();
const id = (line: number) => (((line >> 3) * 2_654_435_761) >>> 0).toString(16).padStart(16, "a1b2c3d4");

function text(write: (line: number) => string): Uint8Array {
  return encodeUtf8(Array.from({ length: LINES }, (_, line) => `${write(line)}\n`).join(""));
}

function measure(name: string, plan: SourcePlan, bytes: Uint8Array): void {
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  describe(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB, ${LINES} lines`, () => {
    bench("parse", () => {
      const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
      if ("needMoreBytes" in slice || slice.counts.records !== LINES) throw new Error("lines are missing");
    });
  });
}

measure(
  "logback",
  logback,
  text(
    (line) =>
      `${stamp(line).slice(0, 23).replace("T", " ").replace(".", ",")} INFO  [http-nio-8080-exec-${line % 16}] com.example.shop.Orders - [${id(line)}] order ${line} has ${line % 7} items and was stored in ${line % 90} ms`,
  ),
);
measure(
  "access log",
  access,
  text(
    (line) =>
      `[${stamp(line)}] "GET /api/v1/users/${line}/orders?page=2 HTTP/1.1" 200 - 0 ${line % 9000} ${line % 80} ${line % 70} "10.0.0.${line % 250}" "Mozilla/5.0 (X11; Linux x86_64)" "${id(line)}" "shop.example" "10.1.0.7:8080"`,
  ),
);
measure(
  "logfmt",
  logfmt,
  text(
    (line) =>
      `time=${stamp(line)} level=info msg="request \\"${line % 7}\\" handled" caller=server.go:${line % 40} trace_id=${id(line)} bytes=${line % 9000} duration=${line % 80}ms`,
  ),
);
