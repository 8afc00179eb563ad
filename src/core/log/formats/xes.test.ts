import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";

const ORIGIN = 1_293_703_200_000_000_000n; // 2010-12-30T10:00:00Z
const event = (activity: string, minute: number, transition = "", more = "") =>
  `<event>\n<string key="concept:name" value="${activity}"/>` +
  (transition && `<string key='lifecycle:transition' value='${transition}'/>`) +
  `<date key="time:timestamp" value="2010-12-30T11:${String(minute).padStart(2, "0")}:00.000+01:00"/>${more}</event>`;
const trace = (name: string, ...events: readonly string[]) =>
  `<trace><string key="concept:name" value="${name}"><string key="concept:name" value="inner"/></string>${events.join("")}</trace>`;
const read = (...traces: readonly string[]) =>
  readDocument(
    "xes",
    `<?xml version="1.0"?>\n<log xes.version="1.0"><global scope="event"/>${traces.join("\n")}</log>`,
    null,
    ORIGIN,
  );

test("completes alone are points of the case", () => {
  expect(read(trace("0", event("register &amp; check", 2, "complete"), event("decide", 3))).events).toEqual([
    "0 0 120000000000  case register & check",
    "1 0 180000000000  case decide",
  ]);
});

test("a start and the complete that follows it are a span; other transitions are points", () => {
  const { events, counts } = read(
    trace("c1", event("A", 1, "start"), event("A", 2, "START"), event("A", 3, "suspend"), event("A", 4, "complete")),
    trace("c2", event("A", 5, "complete"), event("B", 6, "start")),
  );
  expect(events).toEqual([
    "1 c1 120000000000  A start task=A 2",
    "2 c1 180000000000  case A suspend",
    "3 c1 60000000000  A start task=A 1",
    "3 c1 240000000000  A end task=A 1",
    "4 c2 300000000000  case A",
    "5 c2 360000000000  B start task=B 2",
  ]);
  expect(counts).toMatchObject({ lines: 6, records: 6 });
});

test("instances pair with their own", () => {
  const instance = (n: number) => `<string key="concept:instance" value="${n}"/>`;
  const { events } = read(
    trace(
      "c",
      event("A", 1, "start", instance(1)),
      event("A", 2, "start", instance(2)),
      event("A", 3, "complete", instance(2)),
    ),
  );
  expect(events).toEqual([
    "0 c 60000000000  A start task=A 1",
    "2 c 120000000000  A start task=A 2",
    "2 c 180000000000  A end task=A 2",
  ]);
});

test("attributes of attributes, comments and CDATA are passed over", () => {
  const nested =
    '<string key="x" value="1"><string key="concept:name" value="no"/></string><!-- </event> --><![CDATA[</trace>]]>';
  expect(read(trace("c", event("A", 1, "", nested))).events).toEqual(["0 c 60000000000  case A"]);
});

test("damage stays in its trace", () => {
  const { events, rejects, counts } = read(
    "<trace><event><string key='concept:name' value='A'/>",
    trace("", event("A", 1)),
    trace("c", "<event>", event("B", 2), "<event/>"),
    event("outside", 3),
    "<trace/>",
  );
  expect(events).toEqual(["3 c 120000000000  case B"]);
  expect(rejects).toEqual([
    "0 P_SYNTAX element 0: an event does not end",
    '1 K_NO_REQ element 1: no request id, or a placeholder for one (looked for "concept:name" of the trace)',
    "2 P_SYNTAX element 2: an event does not end",
    '4 T_NONE element 2: no time (looked for "time:timestamp")',
    '5 K_NO_REQ element 3: no request id, or a placeholder for one (looked for "concept:name" of the trace)',
  ]);
  expect(counts.lines).toBe(6);
});
