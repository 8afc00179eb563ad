import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";

type Event = Record<string, unknown>;

const read = (events: readonly unknown[]) => readDocument("chrome-trace", JSON.stringify({ traceEvents: events }));
const event = (ph: string, ts: number, more: Event = {}): Event => ({
  ph,
  ts,
  pid: 7,
  tid: 2,
  cat: "net,io",
  name: "load",
  ...more,
});

test("complete events in fractions of µs, as traceEvents or as an array without end", () => {
  const one = event("X", 1000.25, { dur: 0.5, args: { request_id: "r1" } });
  const expected = ["0 r1 1000250  net load start task=7:2", "0 r1 1000750  net load end task=7:2"];
  expect(read([one]).events).toEqual(expected);
  expect(readDocument("chrome-trace", `[${JSON.stringify(one)},\n`).events).toEqual(expected);
  const exact = '[{"ph":"X","pid":7,"tid":2,"cat":"net","name":"load","ts":1700000000000000.123,"dur":1e-3,"id":"r1"}]';
  expect(readDocument("chrome-trace", exact, null, 1_700_000_000_000_000_000n).events).toEqual([
    "0 r1 123  net load start task=7:2",
    "0 r1 124  net load end task=7:2",
  ]);
});

test("pairs nest by thread and are told by their ends; what is inside inherits the request", () => {
  const { events, counts, warnings } = read([
    event("B", 1, { name: "outer", args: { data: { requestId: "r1" } } }),
    event("B", 2, { name: "inner" }),
    event("i", 3, { name: "tick 5" }),
    event("X", 3, { name: "done", dur: 1, tid: 9 }),
    { ph: "E", ts: 4, pid: 7, tid: 2 },
    event("E", 5, { name: "outer" }),
    event("E", 6),
    event("B", 7),
  ]);
  expect(events).toEqual([
    "2 r1 3000  net tick # task=7:2",
    "3 pid 7 3000  net done start task=7:9",
    "3 pid 7 4000  net done end task=7:9",
    "4 r1 2000  net inner start task=7:2",
    "4 r1 4000  net inner end task=7:2",
    "5 r1 1000  net outer start task=7:2",
    "5 r1 5000  net outer end task=7:2",
  ]);
  expect(warnings).toEqual(["S_NO_END 1", "S_NO_START 1"]);
  expect(counts).toMatchObject({ lines: 8, records: 8 });
});

test("asynchronous events: the request is their id, their task too", () => {
  const { events } = read([
    event("b", 1, { id: "0x1" }),
    event("b", 1, { id2: { local: "0x1" }, name: "own" }),
    event("n", 2, { id: "0x1", name: "half" }),
    event("e", 3, { id: "0x1", pid: 8 }),
    event("e", 4, { id2: { local: "0x1" }, name: "own" }),
  ]);
  expect(events).toEqual([
    "2 0x1 2000  net half task=net,io:0x1",
    "3 0x1 1000  net load start task=net,io:0x1",
    "3 0x1 3000  net load end task=net,io:0x1",
    "4 7:0x1 1000  net own start task=net,io:7:0x1",
    "4 7:0x1 4000  net own end task=net,io:7:0x1",
  ]);
});

test("metadata are headers, counters are left out and counted, what is no event is rejected", () => {
  const { counts, warnings, rejects } = read([
    event("M", 0, { args: { name: "main" } }),
    event("C", 1),
    { pid: 1 },
    event("X", -5, { dur: 1 }),
    event("X", 5, { dur: "long" }),
  ]);
  expect(counts).toEqual({ lines: 5, records: 1, continuations: 0, blank: 1, duplicates: 0, rejects: 3 });
  expect(warnings).toEqual(["S_NO_EVENT 1"]);
  expect(rejects).toEqual([
    '2 P_SYNTAX element 2 is no trace event (with "ph")',
    '3 T_RANGE element 3: "ts", or the end that "dur" tells, is outside the years 1970 to 9999 if read as µs',
    '4 T_UNPARSED element 4: "ts" or "dur" is not a number of µs',
  ]);
});

test("what is open is carried from block to block", () => {
  const fill = Array.from({ length: 50 }, (_, i) => event("X", i, { dur: 1 }));
  const text = JSON.stringify([event("B", 1, { args: { rid: "r9" } }), ...fill, event("E", 99)]);
  const { events } = readDocument("chrome-trace", text, { chunkBytes: 64, blockBytes: 128 });
  expect(events.slice(-2)).toEqual(["51 r9 1000  net load start task=7:2", "51 r9 99000  net load end task=7:2"]);
});
