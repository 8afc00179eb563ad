import { expect, test } from "vitest";
import { jaegerFormat } from "./formats/jaeger.ts";
import { SpanWriter } from "./span-writer.ts";
import type { TraceSpan, TraceUnit } from "./trace-unit.ts";
import { HEADER, PART } from "./trace-unit.ts";

const place = {
  fileIndex: 0,
  sliceIndex: 0,
  bytes: new Uint8Array(0),
  byteOffset: 0,
  start: 0,
  end: 0,
  startIsRecord: true,
};

function writer(keepPartitions = 64): SpanWriter {
  return new SpanWriter(jaegerFormat, { ...place, atEnd: true, originNs: 1_000_000n, keepPartitions });
}

const span: TraceSpan = {
  tells: "span",
  traceId: "t",
  spanId: "s",
  parentId: "",
  service: "web",
  operation: "get",
  kind: "",
  host: "h",
  start: "1000",
  end: "",
  duration: "5",
  events: [],
};

/** "label time/phase/order" of the events of one unit, in the order in which they were added. */
function written(unit: TraceUnit): string[] {
  const one = writer();
  expect(one.write(unit, 0)).toBeUndefined();
  const { labels, source, sourceLabel, sourcePhase, timeNs, order } = one.sink.finish();
  const text = (id: number) =>
    new TextDecoder().decode(labels.bytes.subarray(labels.offsets[id], labels.offsets[id + 1]));
  return Array.from(source, (id, row) => `${text(sourceLabel[id])} ${timeNs[row]}/${sourcePhase[id]}/${order[row]}`);
}

test("spans, chains, points, and what the order of equal stamps needs", () => {
  expect(written(span)).toEqual(["start 0/2/2", "end 5000/0/0"]);
  expect(written({ ...span, duration: "0" })).toEqual(["start 0/2/1", "end 0/0/1"]);
  expect(written({ ...span, duration: "" })).toEqual(["start 0/2/2"]);
  expect(written({ ...span, end: "1002" })).toEqual(["start 0/2/2", "end 2000/0/0"]);
  expect(written({ ...span, end: "999" })).toEqual(["point 0/1/1"]);
  const events = [
    { label: "a 1", afterNs: 7 },
    { label: "b", time: "1001" },
  ];
  expect(written({ ...span, events })).toEqual(["start 0/2/2", "a # 7/1/1", "b 1000/1/1", "end 5000/0/0"]);
  expect(written({ ...span, tells: "chain", events: events.slice(0, 1) })).toEqual([
    "start 0/1/1",
    "a # 7/1/1",
    "end 5000/1/1",
  ]);
});

test("the side goes to the end of the task name, that of internal spans is none", () => {
  const one = writer();
  for (const kind of ["server", "internal", ""]) one.write({ ...span, kind }, 0);
  one.write({ ...span, service: "", operation: "", host: "" }, 0);
  const { taskNames } = one.sink.finish();
  expect(new TextDecoder().decode(taskNames.bytes)).toBe("web get serverweb getspan");
});

test("counts units by what became of them", () => {
  const one = writer();
  const problems = [
    { ...span, traceId: "0" },
    { ...span, start: "" },
    { ...span, start: "soon" },
    { ...span, duration: "long" },
    { ...span, end: "later" },
    { ...span, duration: "253402300800000000" },
    { ...span, duration: "9".repeat(400) },
    HEADER,
    PART,
    { tells: "nothing", code: "S_NO_EVENT" } as const,
  ].map((unit) => one.write(unit, 0));
  expect(problems.slice(0, 5)).toEqual(["K_NO_REQ", "T_NONE", "T_UNPARSED", "T_UNPARSED", "T_UNPARSED"]);
  expect(problems.slice(5, 7)).toEqual(["T_RANGE", "T_RANGE"]);
  expect(problems.slice(7)).toEqual([undefined, undefined, undefined]);
  expect([one.report.records, one.report.blank]).toEqual([2, 1]);
  expect(one.report.finish().warnings).toEqual([{ code: "S_NO_EVENT", count: 1 }]);
  expect(one.sink.finish().eventCount).toBe(0);
});

test("requests outside the sample are counted by their events", () => {
  const one = writer(1);
  for (let i = 0; i < 64; i++) one.write({ ...span, traceId: `t${i}`, events: [{ label: "x", afterNs: 1 }] }, i);
  const { eventCount, droppedEvents } = one.sink.finish();
  expect(eventCount + droppedEvents).toBe(64 * 3);
  expect(eventCount).toBeLessThan(30);
});
