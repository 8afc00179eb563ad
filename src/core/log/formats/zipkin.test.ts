import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";

const read = (value: unknown) => readDocument("zipkin", JSON.stringify(value));

function span(id: string, more: object = {}): object {
  const localEndpoint = { serviceName: "geo", ipv4: "10.0.0.7" };
  return {
    traceId: "AB12",
    id,
    name: "get /near",
    kind: "SERVER",
    timestamp: 1000,
    duration: 500,
    localEndpoint,
    ...more,
  };
}

const expected = [
  "0 ab12 1000000 10.0.0.7 geo get /near server start task=a",
  "0 ab12 1500000 10.0.0.7 geo get /near server end task=a",
  "1 ab12 1000000 10.0.0.7 geo get /near server start task=b",
  "1 ab12 1000000 10.0.0.7 geo get /near server end task=b",
];
const two = [span("A"), span("b", { duration: 0 })];

test("an array of spans, of traces, and a span or a trace per line", () => {
  expect(read(two).events).toEqual(expected);
  expect(read([two]).events).toEqual(expected);
  expect(read(two.map((one) => [one])).events).toEqual(expected);
  expect(readDocument("zipkin", two.map((one) => JSON.stringify(one)).join("\n")).events).toEqual(expected);
  expect(readDocument("zipkin", two.map((one) => JSON.stringify([one])).join("\n")).events).toEqual(expected);
});

test("client and server that share a span id are two tasks", () => {
  const client = span("a", { kind: "CLIENT", localEndpoint: { serviceName: "web" } });
  const server = span("a", { shared: true, timestamp: 1100, duration: 100 });
  expect(read([client, server]).events).toEqual([
    "0 ab12 1000000 web web get /near client start task=a",
    "0 ab12 1500000 web web get /near client end task=a",
    "1 ab12 1100000 10.0.0.7 geo get /near server start task=a/server",
    "1 ab12 1200000 10.0.0.7 geo get /near server end task=a/server",
  ]);
});

test("annotations are points on the span's task; the host is a tag, else the address", () => {
  const annotations = [{ timestamp: 1100, value: "retry 3" }, { timestamp: 1200 }, { value: "no time" }];
  const { events, warnings } = read([span("a", { annotations, tags: { "host.name": "geo-1" }, kind: undefined })]);
  expect(events).toEqual([
    "0 ab12 1000000 geo-1 geo get /near start task=a",
    "0 ab12 1100000 geo-1 geo get /near retry # task=a",
    "0 ab12 1500000 geo-1 geo get /near end task=a",
  ]);
  expect(warnings).toEqual(["S_LOG_TIME 1", "S_NO_LABEL 1"]);
});

test("what is no span is rejected in its place", () => {
  const { rejects, counts } = read([
    span("a"),
    7,
    span("b", { timestamp: undefined }),
    [span("c", { traceId: "" }), 3],
  ]);
  expect(rejects).toEqual([
    '1 P_SYNTAX element 1 is neither a span (with "traceId" and "id") nor an array of spans',
    '2 T_NONE element 2: no time (looked for "timestamp")',
    '3 K_NO_REQ element 3: no request id, or a placeholder for one (looked for "traceId")',
    "4 P_SYNTAX element 3: a span is no JSON object",
  ]);
  expect(counts).toMatchObject({ lines: 5, records: 1, rejects: 4 });
});
