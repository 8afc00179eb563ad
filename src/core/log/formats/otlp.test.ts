import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";

const ORIGIN = 1_700_000_000_000_000_000n;
const TRACE = "5b8efff798038103d269b633813fc60c";
const SPAN = "eee19b7ec3c1b174";
const read = (document: unknown) =>
  readDocument("otlp", typeof document === "string" ? document : JSON.stringify(document), null, ORIGIN);

function attributes(values: object): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function span(more: object = {}): object {
  const times = { startTimeUnixNano: String(ORIGIN + 1n), endTimeUnixNano: String(ORIGIN + 9n) };
  return { traceId: TRACE, spanId: SPAN, name: "op", kind: 2, ...times, ...more };
}

function log(more: object = {}): object {
  return { traceId: TRACE, spanId: SPAN, timeUnixNano: String(ORIGIN + 3n), ...more };
}

const resource = { attributes: attributes({ "service.name": "geo", "host.name": "geo-1" }) };
const exported = (spans: readonly unknown[], more: object = { resource }) => ({
  resourceSpans: [{ ...more, scopeSpans: [{ scope: {}, spans }] }],
});
const startAndEnd = [
  `0 ${TRACE} 1 geo-1 geo op server start task=${SPAN}`,
  `0 ${TRACE} 9 geo-1 geo op server end task=${SPAN}`,
];

test("a document, an array of documents, a document per line; the resource before or behind its spans", () => {
  expect(read(exported([span()])).events).toEqual(startAndEnd);
  expect(read([exported([span()])]).events).toEqual(startAndEnd);
  expect(read(`${JSON.stringify(exported([span()]))}\n`).events).toEqual(startAndEnd);
  expect(read({ resourceSpans: [{ scopeSpans: [{ spans: [span()] }], resource }] }).events).toEqual(startAndEnd);
  const lines = [exported([span()]), { resourceMetrics: [{ resource }] }, exported([span()], {})];
  const told = read(lines.map((line) => JSON.stringify(line)).join("\n")).events;
  // A resource does not reach beyond its object.
  expect(told).toEqual([
    ...startAndEnd,
    `1 ${TRACE} 1  op server start task=${SPAN}`,
    `1 ${TRACE} 9  op server end task=${SPAN}`,
  ]);
});

test.each([
  ["inside a text", '"cut"', 3, 2],
  ["inside a record", '"cut"', 6, 2],
  ["inside the resource", '"geo-1"', 3, 0],
])("a line that was cut %s loses that, and no other line", (_, text, behind, lines) => {
  const line = JSON.stringify(exported([span({ name: "a" }), span({ name: "cut" })]));
  const { events, counts } = read(
    `${line.slice(0, line.indexOf(text) + behind)}\n${JSON.stringify(exported([span()]))}\n`,
  );
  expect(counts).toMatchObject({ lines: lines + 1, records: Math.max(1, lines), rejects: lines / 2 });
  expect(events.slice(-2)).toEqual(startAndEnd.map((event) => event.replace(/^0/, String(lines))));
});

test("ids in any case or in base64, stamps as text or number to the last digit, kinds by number or name", () => {
  const bytes = (hex: string) => Buffer.from(hex, "hex").toString("base64");
  expect(read(exported([span({ traceId: TRACE.toUpperCase(), spanId: SPAN.toUpperCase() })])).events).toEqual(
    startAndEnd,
  );
  expect(read(exported([span({ traceId: bytes(TRACE), spanId: bytes(SPAN) })])).events).toEqual(startAndEnd);
  expect(read(exported([span({ kind: "SPAN_KIND_SERVER" })])).events).toEqual(startAndEnd);
  const numbers = JSON.stringify(exported([span()])).replace(/"(\d{19})"/g, "$1");
  expect(numbers).toContain(`:${ORIGIN + 9n}`);
  expect(read(numbers).events).toEqual(startAndEnd);
  expect(read(exported([span({ kind: 1 })])).events[0]).toBe(`0 ${TRACE} 1 geo-1 geo op start task=${SPAN}`);
});

test("snake case and the older names of scopes", () => {
  const snake = { trace_id: TRACE, span_id: SPAN, name: "op", kind: 2, start_time_unix_nano: String(ORIGIN + 1n) };
  const one = { ...snake, end_time_unix_nano: String(ORIGIN + 9n) };
  expect(read({ resource_spans: [{ resource, scope_spans: [{ spans: [one] }] }] }).events).toEqual(startAndEnd);
  expect(read({ batches: [{ resource, instrumentationLibrarySpans: [{ spans: [one] }] }] }).events).toEqual(
    startAndEnd,
  );
});

test("events and log records are points on the span's task, with the label they have", () => {
  const events = [{ timeUnixNano: String(ORIGIN + 2n), name: "cache hit 7" }];
  const logs = [
    log({ body: { stringValue: "took 12 ms" } }),
    log({ attributes: attributes({ "event.name": "order.placed" }), body: { stringValue: "order 17" } }),
    log({ timeUnixNano: "0", observedTimeUnixNano: String(ORIGIN + 4n), eventName: "seen" }),
    log({ body: { kvlistValue: { values: attributes({ message: "structured" }) } }, spanId: "0000000000000000" }),
    log({}),
  ];
  const told = read({
    ...exported([span({ events })]),
    resourceLogs: [{ resource, scopeLogs: [{ logRecords: logs }] }],
  });
  expect(told.events).toEqual([
    startAndEnd[0],
    `0 ${TRACE} 2 geo-1 geo op server cache hit # task=${SPAN}`,
    startAndEnd[1],
    `1 ${TRACE} 3 geo-1 geo took # ms task=${SPAN}`,
    `2 ${TRACE} 3 geo-1 geo order.placed task=${SPAN}`,
    `3 ${TRACE} 4 geo-1 geo seen task=${SPAN}`,
    `4 ${TRACE} 3 geo-1 geo structured`,
    `5 ${TRACE} 3 geo-1 geo (unlabelled) task=${SPAN}`,
  ]);
  expect(told.warnings).toEqual(["K_NO_LABEL 1"]);
});

test("the host is the first of host, pod and instance; an end before the start makes a point", () => {
  const of = (values: object) =>
    exported([span({ endTimeUnixNano: String(ORIGIN) })], { resource: { attributes: attributes(values) } });
  const pod = read(of({ "service.instance.id": "i-1", "k8s.pod.name": "geo-7d9f-1", "service.name": "geo" }));
  expect(pod.events).toEqual([`0 ${TRACE} 1 geo-7d9f-1 geo op server point task=${SPAN}`]);
  expect(pod.warnings).toEqual(["S_NEG_DUR 1"]);
  expect(read(of({ "service.instance.id": "i-1" })).events[0]).toContain(" i-1 ");
});

test("records without trace or time are rejected one by one", () => {
  const records = [span({ traceId: "" }), span({ startTimeUnixNano: "0" }), span({ endTimeUnixNano: "soon" }), 5];
  const { rejects, counts } = read(exported(records));
  expect(rejects).toEqual([
    '0 K_NO_REQ element 0: no request id, or a placeholder for one (looked for "traceId")',
    '1 T_NONE element 1: no time (looked for "startTimeUnixNano" of a span, "timeUnixNano" of a log record)',
    expect.stringMatching(/^2 T_UNPARSED element 2: /),
    "3 P_SYNTAX element 3 is neither a span, nor a log record, nor a resource with some of them",
  ]);
  expect(counts).toMatchObject({ lines: 4, records: 0 });
});
