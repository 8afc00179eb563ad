import { describe } from "vitest";
import { benchLines, benchParse } from "../../../testing/parse-bench.ts";
import type { Envelope, Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log/envelope/wrapped.bench.ts`

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
  benchParse(name, plan, benchLines(LINES, write), LINES);
}

const SYSLOG = "<{pri:number}>{time:MMM d HH:mm:ss} {host} {app}[{pid:number}]: {line:rest}";
const CRI: readonly Envelope[] = [{ kind: "cri" }];
describe("bytes to ParsedSlice, one thread", () => {
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
});
