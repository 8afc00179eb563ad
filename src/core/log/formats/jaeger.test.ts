import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { eventLines } from "../event-lines.ts";
import { parseSlice } from "../parse-slice.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import type { SourcePlan } from "../source-plan.ts";

const plan: SourcePlan = { format: "jaeger", compression: "none" };

function parse(text: string): ParsedSlice {
  const bytes = encodeUtf8(text);
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const parsed = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 1_000_000n, keepPartitions: 64 });
  if ("needMoreBytes" in parsed) throw new Error("needs more bytes");
  return parsed;
}

const processes = {
  p1: { serviceName: "geo", tags: [{ key: "hostname", type: "string", value: "geo-7d9f-1" }] },
  p2: { serviceName: "rate", tags: [{ key: "ip", value: "10.0.0.7" }] },
  p3: { serviceName: "bare" },
};

function span(id: string, more: object = {}): object {
  const times = { startTime: 1000, duration: 500 };
  return { traceID: "t1", spanID: id, operationName: "/Nearby", ...times, processID: "p1", logs: [], ...more };
}

const two = [span("a", { tags: [{ key: "span.kind", value: "server" }] }), span("b", { processID: "p2", duration: 0 })];
const expected = [
  "0 t1 0 geo-7d9f-1 geo /Nearby server start task=a",
  "0 t1 500000 geo-7d9f-1 geo /Nearby server end task=a",
  "1 t1 0 10.0.0.7 rate /Nearby start task=b",
  "1 t1 0 10.0.0.7 rate /Nearby end task=b",
];

test("the form of the UI, with whatever stands around the data", () => {
  const slice = parse(JSON.stringify({ total: 0, errors: null, data: [{ traceID: "t1", spans: two, processes }] }));
  expect(eventLines(slice)).toEqual(expected);
  expect(slice.counts).toMatchObject({ lines: 2, records: 2, blank: 0, rejects: 0 });
});

test("a bare array of traces, a lone trace, and an array of spans with their process", () => {
  expect(eventLines(parse(JSON.stringify([{ traceID: "t1", spans: two, processes }])))).toEqual(expected);
  expect(eventLines(parse(JSON.stringify({ traceID: "t1", spans: two, processes })))).toEqual(expected);
  const spans = [
    { ...two[0], process: processes.p1 },
    { ...two[1], process: processes.p2 },
  ];
  expect(eventLines(parse(JSON.stringify(spans, null, 2)))).toEqual(expected);
});

test("numeric strings, missing durations, and a host by its service name", () => {
  const odd = [span("a", { startTime: "1001", duration: "2", processID: "p3" }), span("b", { duration: -1 })];
  expect(eventLines(parse(JSON.stringify([{ spans: odd, processes }])))).toEqual([
    "0 t1 1000 bare bare /Nearby start task=a",
    "0 t1 3000 bare bare /Nearby end task=a",
    "1 t1 0 geo-7d9f-1 geo /Nearby start task=b",
  ]);
});

test("span logs are points on the span's task; those without a label are counted", () => {
  const logs = [
    { timestamp: 1100, fields: [{ key: "event", value: "retry 3" }] },
    { timestamp: 1200, fields: [{ key: "message", value: "done" }] },
    { timestamp: 1300, fields: [{ key: "size", value: 3 }] },
  ];
  const slice = parse(JSON.stringify([{ spans: [span("a", { logs })], processes }]));
  expect(eventLines(slice)).toEqual([
    "0 t1 0 geo-7d9f-1 geo /Nearby start task=a",
    "0 t1 100000 geo-7d9f-1 geo /Nearby retry # task=a",
    "0 t1 200000 geo-7d9f-1 geo /Nearby done task=a",
    "0 t1 500000 geo-7d9f-1 geo /Nearby end task=a",
  ]);
  expect(slice.warnings).toEqual([{ code: "S_NO_LABEL", count: 1 }]);
});

test("broken elements and spans are rejected one by one", () => {
  const good = JSON.stringify({ spans: [span("a"), span("b", { startTime: null }), 7, span("c", { traceID: "" })] });
  const slice = parse(`{"data":[{"spans":},42,${good},{"spans":[]},{"spans":[{"spanID"`);
  expect(slice.rejects.map(({ line, code, reason }) => `${line} ${code} ${reason}`)).toEqual([
    '0 P_SYNTAX element 0 is neither a trace (with "spans") nor a span (with "spanID")',
    '1 P_SYNTAX element 1 is neither a trace (with "spans") nor a span (with "spanID")',
    '3 T_NONE element 2: no time (looked for "startTime")',
    "4 P_SYNTAX element 2: a span is no JSON object",
    '5 K_NO_REQ element 2: no request id, or a placeholder for one (looked for "traceID")',
    "6 F_TRUNC_TAIL the file ends in the middle of this element",
  ]);
  expect(slice.counts).toEqual({ lines: 7, records: 1, continuations: 0, blank: 0, duplicates: 0, rejects: 6 });
});

test("hostile process ids find nothing", () => {
  const slice = parse(JSON.stringify([{ spans: [span("a", { processID: "__proto__" })], processes: {} }]));
  expect(eventLines(slice)[0]).toBe("0 t1 0  /Nearby start task=a");
});
