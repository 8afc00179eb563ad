import { describe } from "vitest";
import { benchLines, benchParse } from "../../../testing/parse-bench.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log/formats/text.bench.ts`

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

function measure(name: string, plan: SourcePlan, write: (line: number) => string): void {
  benchParse(name, plan, benchLines(LINES, write), LINES);
}

describe("bytes to ParsedSlice, one thread", () => {
  measure(
    "logback",
    logback,
    (line) =>
      `${stamp(line).slice(0, 23).replace("T", " ").replace(".", ",")} INFO  [http-nio-8080-exec-${line % 16}] com.example.shop.Orders - [${id(line)}] order ${line} has ${line % 7} items and was stored in ${line % 90} ms`,
  );
  measure(
    "access log",
    access,
    (line) =>
      `[${stamp(line)}] "GET /api/v1/users/${line}/orders?page=2 HTTP/1.1" 200 - 0 ${line % 9000} ${line % 80} ${line % 70} "10.0.0.${line % 250}" "Mozilla/5.0 (X11; Linux x86_64)" "${id(line)}" "shop.example" "10.1.0.7:8080"`,
  );
  measure(
    "logfmt",
    logfmt,
    (line) =>
      `time=${stamp(line)} level=info msg="request \\"${line % 7}\\" handled" caller=server.go:${line % 40} trace_id=${id(line)} bytes=${line % 9000} duration=${line % 80}ms`,
  );
});
