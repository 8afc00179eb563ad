import { describe, expect, it } from "vitest";
import { generateRequests } from "./generate-requests.ts";
import { jaegerBytes } from "./jaeger-writer.ts";
import { optionalMiddle } from "./scenarios.ts";
import { spanCsvBytes } from "./span-csv-writer.ts";
import { planSystem } from "./system-plan.ts";

const PLAN = planSystem({
  ...optionalMiddle(),
  roles: [{ name: "host", hosts: ["a", "b"], clockOffsetsNs: [0, 7e9] }],
});
const OPTIONS = { requests: 200, seed: 8, meanGapNs: 2e6 };

function text(chunks: Iterable<Uint8Array>): string {
  return Buffer.concat([...chunks]).toString("utf8");
}

/** "request step start end" in µs, from what the requests say of themselves. */
function expectedSpans(): string[] {
  const result: string[] = [];
  for (const request of generateRequests(PLAN, OPTIONS)) {
    const offset = request.records[0]!.host === "b" ? 7e9 : 0;
    for (const [step, { name }] of PLAN.steps.entries()) {
      const [start, end] = [request.startNsOfStep[step]!, request.endNsOfStep[step]!];
      if (Number.isNaN(start)) continue;
      const us = (ns: number) => (PLAN.spec.originNs + BigInt(ns + offset)) / 1000n;
      result.push(`${request.id} ${name} ${us(start)} ${us(end)}`);
    }
  }
  return result.sort();
}

describe("spanCsvBytes", () => {
  it("holds one span per step that happened, in the order of their ends", () => {
    const rows = text(spanCsvBytes(PLAN, OPTIONS)).trimEnd().split("\n");
    expect(rows[0]).toBe("trace,span,start,end,host,service,operation");
    const cells = rows.slice(1).map((row) => row.split(","));
    expect(cells.map((row) => `${row[0]} ${row[6]} ${row[2]} ${row[3]}`).sort()).toEqual(expectedSpans());
    const ends = cells.map((row) => Number(row[3]));
    expect(ends.every((end, index) => index === 0 || ends[index - 1]! <= end)).toBe(true);
    expect(new Set(cells.map((row) => `${row[0]} ${row[1]}`)).size).toBe(cells.length);
  });
});

describe("jaegerBytes", () => {
  const document = JSON.parse(text(jaegerBytes(PLAN, OPTIONS)));

  it("holds the same spans below a root span per request", () => {
    const spans: string[] = [];
    for (const trace of document.data) {
      const [root, ...rest] = trace.spans;
      expect(root.references).toEqual([]);
      for (const span of rest) {
        expect(span.references).toEqual([{ refType: "CHILD_OF", traceID: trace.traceID, spanID: root.spanID }]);
        expect(span.startTime).toBeGreaterThanOrEqual(root.startTime);
        expect(trace.processes[span.processID].tags[0].key).toBe("hostname");
        spans.push(`${trace.traceID} ${span.operationName} ${span.startTime} ${span.startTime + span.duration}`);
      }
    }
    expect(document.data.length).toBe(200);
    expect(spans.sort()).toEqual(expectedSpans());
  });
});
