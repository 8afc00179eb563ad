import { describe, expect, it } from "vitest";
import { analyseInThread } from "../../testing/in-thread-analysis.ts";
import type { Roles, SourcePlan } from "../log/source-plan.ts";

const REQUESTS = 200;
const STEP_NS = 1_000_000;

const plan = (task: Roles["task"]): SourcePlan => ({
  format: "csv",
  compression: "none",
  delimiter: ",",
  header: true,
  columns: ["request", "start", "end", "thread", "operation", "host"],
  roles: {
    request: [{ column: "request" }],
    time: { column: "start", unit: "ns" },
    endTime: { column: "end", unit: "ns" },
    host: { column: "host" },
    task,
    label: [{ column: "operation" }],
    keys: [],
    attributes: [],
  },
});

/**
 * Per request, in steps of 1 ms:
 *
 *     outer  ==========
 *     inner   ===  ===
 */
function nestedLog(): Uint8Array {
  const lines = ["request,start,end,thread,operation,host"];
  for (let i = 0; i < REQUESTS; i++) {
    const at = (step: number) => String(BigInt(i) * 100_000_000n + BigInt(step * STEP_NS) + 1_700_000_000_000_000_000n);
    for (const [operation, from, to] of [
      ["outer", 0, 10],
      ["inner", 1, 4],
      ["inner", 6, 9],
    ] as const) {
      lines.push(`r${i},${at(from)},${at(to)},worker-1,${operation},app-1`);
    }
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

describe("spans that nest", () => {
  it.each([
    ["on one thread", [{ column: "thread" }]],
    ["without any task", []],
  ])("%s are segments of their own, and the path is theirs", async (_, task) => {
    const { report, analysis } = await analyseInThread([{ plan: plan(task), bytes: nestedLog() }], {
      originNs: 1_699_920_000_000_000_000n,
    });
    expect(report.requests).toBe(REQUESTS);
    const [table] = analysis.tables;
    const names = Array.from(table.segmentStart, (_, kind) => analysis.names.segment(table, kind));
    expect(names.sort()).toEqual(["app inner", "app inner ×2", "app outer"]);
    expect([...table.segmentRequests]).toEqual([REQUESTS, REQUESTS, REQUESTS]);
    expect(report.criticalPath.filter(({ kind }) => kind === "hand-off")).toEqual([]);
    const meanOf = Object.fromEntries(report.criticalPath.map(({ name, meanNs }) => [name, meanNs / STEP_NS]));
    expect(meanOf).toEqual({ "app outer": 4, "app inner": 3, "app inner ×2": 3 });
  });
});
