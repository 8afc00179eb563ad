import { describe, expect, it } from "vitest";
import { BENCHMARK_EVENTS_PER_REQUEST, benchmarkCsv, benchmarkSystem } from "./benchmark-system.ts";
import { generateRequests } from "./generate-requests.ts";
import { planSystem } from "./system-plan.ts";
import { truthOf } from "./truth.ts";

function text(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  let result = "";
  for (const chunk of chunks) result += decoder.decode(chunk, { stream: true });
  return result;
}

describe("benchmark system", () => {
  it.each([60, 120, 240] as const)("has %i event kinds, 60 records a request, 6 tasks on 4 hosts", (kinds) => {
    const plan = planSystem(benchmarkSystem(kinds));
    expect(plan.events.length).toBe(kinds);
    expect(new Set(plan.events.map((event) => event.task)).size).toBe(6);
    expect(plan.hosts.length).toBe(4);
    for (const request of generateRequests(plan, { requests: 50, seed: 1, meanGapNs: 1e6 })) {
      expect(new Set(request.records.map((record) => record.label)).size).toBe(BENCHMARK_EVENTS_PER_REQUEST);
      expect(request.records.length).toBe(BENCHMARK_EVENTS_PER_REQUEST);
    }
  });

  it("keeps its truth, with parallel branches and an asynchronous task that may outlive the request", () => {
    const plan = planSystem(benchmarkSystem(60));
    const truth = truthOf(plan);
    let outlived = 0;
    const paint = plan.indexOfStep.get("v0s4")!;
    const audit = plan.indexOfStep.get("v0s29")!;
    for (const request of generateRequests(plan, { requests: 200, seed: 2, meanGapNs: 1e6 })) {
      const timeOf = new Map(request.records.map((record) => [record.eventIndex, record.timeNs]));
      expect(truth.orders.filter(([a, b]) => timeOf.get(a)! > timeOf.get(b)!)).toEqual([]);
      if (request.endNsOfStep[audit]! > request.endNsOfStep[paint]!) outlived++;
    }
    expect(outlived).toBeGreaterThan(20);
    expect(outlived).toBeLessThan(200);
    // 60 · 59 / 2 pairs: a chain would order all of them.
    expect(truth.orders.length).toBeGreaterThan(500);
    expect(truth.orders.length).toBeLessThan(1500);
  });

  it("writes lines of about 49 bytes, interleaved in the order of their stamps", () => {
    const log = text(benchmarkCsv({ requests: 1000, seed: 1, kinds: 60 }));
    const lines = log.trimEnd().split("\n");
    expect(lines[0]).toBe("request,time,host,task,event");
    expect(lines.length).toBe(1 + 60_000);
    expect(Math.abs(log.length / lines.length - 49)).toBeLessThan(1);
    const rows = lines.slice(1).map((line) => line.split(","));
    expect(rows.every((row) => row.length === 5 && /^q\d{7}$/.test(row[0]!) && /^\d{16}$/.test(row[1]!))).toBe(true);
    const stamps = rows.map((row) => Number(row[1]));
    expect(stamps.every((stamp, index) => index === 0 || stamps[index - 1]! <= stamp)).toBe(true);
    const changes = rows.filter((row, index) => index > 0 && rows[index - 1]![0] !== row[0]).length;
    expect(changes).toBeGreaterThan(50_000);
  });
});
