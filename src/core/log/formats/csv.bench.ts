import { describe } from "vitest";
import { benchLines, benchParse } from "../../../testing/parse-bench.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

// `npx vitest bench src/core/log/formats/csv.bench.ts`

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

function csvLine(row: readonly string[]): string {
  return row.join(",");
}

function ndjsonLine([request, time, host, thread, event]: readonly string[]): string {
  return `{"level":"info","time":${time},"host":"${host}","trace":{"id":"${request}"},"thread":"${thread}","event":"${event}"}`;
}

describe("bytes to ParsedSlice, one thread", () => {
  const rows = records();
  const originNs = 1_690_000_000_000_000_000n;
  benchParse(
    "csv",
    csv,
    benchLines(ROWS, (line) => csvLine(rows[line])),
    ROWS,
    originNs,
  );
  benchParse(
    "ndjson",
    ndjson,
    benchLines(ROWS, (line) => ndjsonLine(rows[line])),
    ROWS,
    originNs,
  );
});
