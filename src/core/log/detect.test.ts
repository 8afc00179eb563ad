import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { type Detection, detectSource } from "./detect.ts";
import { dictionaryTexts } from "./event-lines.ts";
import type { SliceInput } from "./format.ts";
import { BlockFramer } from "./framing.ts";
import { parseSlice } from "./parse-slice.ts";
import type { LineCounts } from "./parsed-slice.ts";
import type { SourcePlan } from "./source-plan.ts";

function detect(text: string | Uint8Array): Detection | string {
  const head = typeof text === "string" ? encodeUtf8(text) : text;
  const outcome = detectSource({ name: "file", size: head.length, head });
  return outcome.ok ? outcome.value : outcome.failure.code;
}

function found(text: string): Detection {
  const detection = detect(text);
  if (typeof detection === "string") throw new Error(detection);
  return detection;
}

const hex = (n: number, length: number) =>
  (n * 2654435761 + 0x10000000).toString(16).padStart(length, "a1b2c3d4e5f60789").slice(-length);

/** Spans as the Nezha sets write them: 30 requests of 6 spans. */
function nezhaSpans(header: string): string {
  const rows = Array.from({ length: 180 }, (_, i) => {
    const start = 1661140374351773094n + BigInt(i * 1000);
    const pod = `${["frontend", "cartservice"][i % 2]}-579b9bff58-t2dbm`;
    const parent = i % 6 === 0 ? "root" : hex(i - 1, 16);
    const trace = hex(Math.floor(i / 6), 32);
    return `${trace},${hex(i, 16)},${parent},${pod},Op${i % 6},${start},${start + 5000n},5`;
  });
  return `${header}\n${rows.join("\n")}\n`;
}

test("spans of the Nezha sets", () => {
  const header = "TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration";
  const { plan, confidence, stampRangeNs } = found(nezhaSpans(header));
  expect(plan).toMatchObject({ format: "csv", delimiter: ",", header: true, columns: header.split(",") });
  expect(plan.roles).toEqual({
    request: [{ column: "TraceID" }],
    time: { column: "StartTimeUnixNano", unit: "ns" },
    endTime: { column: "EndTimeUnixNano", unit: "ns" },
    host: { column: "PodName" },
    task: [{ column: "SpanID" }],
    label: [{ column: "OperationName" }],
    keys: [],
    attributes: [],
  });
  expect(confidence).toBeGreaterThanOrEqual(0.9);
  expect(stampRangeNs).toEqual({ min: 1661140374351773094n, max: 1661140374351773094n + 179_000n + 5000n });
});

test("log lines in the manner of the Nezha sets: the label is the place in the code that the text inside JSON names", () => {
  const header = "Timestamp,TimeUnixNano,Node,PodName,Container,TraceID,SpanID,Log";
  const rows = Array.from({ length: 120 }, (_, i) => {
    const log = JSON.stringify({ log: `16:42:22.${i} INFO t.s.Impl#${i % 7} TraceID: ${hex(i >> 3, 32)} [${i}]\n` });
    const pod = `ts-travel-service-64469b5b48-${["25zj6", "h5m2n"][i % 2]}`;
    const ids = `${hex(i >> 3, 32)},${hex(i >> 1, 16)}`;
    const stamp = `2023-01-29T08:42:22.${String(383150913 + i)}Z,1674981742${383150913 + i}`;
    return `${stamp},33.33.33.${100 + (i % 3)},${pod},server,${ids},"${log.replaceAll('"', '""')}"`;
  });
  const { plan, confidence, reasons } = found(`${header}\n${rows.join("\n")}\n`);
  expect(plan.roles).toMatchObject({
    request: [{ column: "TraceID" }],
    time: { column: "Log", json: "log", unit: "stamp", stamp: "HH:mm:ss.SSS…" },
    outerTime: { column: "TimeUnixNano", unit: "ns" },
    host: { column: "Node" },
    task: [{ column: "PodName" }, { column: "SpanID" }],
  });
  expect(plan.roles?.endTime).toBeUndefined();
  expect(plan.roles?.label).toEqual([{ column: "Log", json: "log", pattern: "([A-Za-z_$][\\w$.]*#\\d+)" }]);
  expect(confidence).toBeGreaterThanOrEqual(0.9);
  expect(reasons.join("\n")).toContain('the place in the code that "Log" \u203a "log" names (7 places');
});

test("messages are mined, also where they repeat; names and labels with numbers are not", () => {
  const rows = (name: string, message: (i: number) => string) =>
    Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({
        trace_id: hex(i >> 2, 16),
        time: 1690000000000 + i * 20,
        thread: `worker-${i % 4}`,
        logger: ["shop.Cart", "shop.Stock"][i % 2],
        [name]: message(i),
      }),
    ).join("\n");
  const labelOf = (message: (i: number) => string, name = "msg") => found(rows(name, message)).plan.roles?.label;
  const mined = [{ column: "logger" }, { column: "msg", mined: true }];
  expect(labelOf((i) => `cart ${i} emptied in ${i % 17} ms`)).toEqual(mined);
  expect(labelOf((i) => `cart ${i % 60} emptied`)).toEqual(mined);
  expect(labelOf((i) => `step${i % 60}`, "event")).toEqual([{ column: "event" }]);
  expect(labelOf((i) => `${["load", "save", "send"][i % 3]} cart`)).toEqual([{ column: "msg" }]);
});

test("prose that masking leaves as it is needs a word of the user", () => {
  const word = (n: number) => [...hex(n, 8)].map((digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]).join("");
  const rows = Array.from({ length: 400 }, (_, i) =>
    JSON.stringify({
      trace_id: hex(i >> 2, 16),
      time: 1690000000000 + i * 20,
      message: Array.from({ length: 3 + (i % 5) }, (_, at) => word(i * 31 + at * 7)).join(" "),
    }),
  );
  const { plan, confidence, reasons } = found(rows.join("\n"));
  expect(plan.roles?.label).toEqual([{ column: "message", mined: true }]);
  expect(confidence).toBeLessThan(0.5);
  expect(reasons.join("\n")).toMatch(/400 texts in 400 records\), and \d+ labels are left .* give a pattern/);
});

test("a native label goes before free text", () => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    JSON.stringify({
      trace_id: hex(i >> 2, 16),
      time: 1690000000000 + i * 20,
      template: `t${i % 9} done`,
      msg: `t${i} done ${i}`,
    }),
  );
  expect(found(rows.join("\n")).plan.roles?.label).toEqual([{ column: "template" }]);
});

test("examples of a column are long enough for the JSON that it may hold", () => {
  const held = (i: number) => JSON.stringify({ kubernetes: { pod: "p".repeat(300) }, log: `line ${i}` });
  const rows = Array.from(
    { length: 20 },
    (_, i) => `r${i >> 1},${1700000000000 + i},"${held(i).replaceAll('"', '""')}"`,
  );
  const { columns } = found(`request,time,message\n${rows.join("\n")}\n`);
  expect(columns[2].examples).toEqual([held(0), held(1), held(2)]);
});

test("plain event logs, as CSV without header and as NDJSON", () => {
  const record = (i: number) => ({
    request: `r${1000 + Math.floor(i / 5)}`,
    time: new Date(1690000000000 + i * 37).toISOString(),
    host: ["web-1", "db-1"][i % 2],
    component: ["server", "store"][i % 2],
    task: `worker-${i % 2}`,
    event: ["recv", "begin", "load", "reply", "send"][i % 5],
    user: `u${Math.floor(i / 10)}`,
  });
  const records = Array.from({ length: 200 }, (_, i) => record(i));
  const ndjson = found(records.map((one) => JSON.stringify(one)).join("\n"));
  expect(ndjson.plan.roles).toEqual({
    request: [{ column: "request" }],
    time: { column: "time", unit: "iso" },
    host: { column: "host" },
    service: { column: "component" },
    task: [{ column: "task" }],
    label: [{ column: "event" }],
    keys: [{ column: "user", name: "user" }],
    attributes: [],
  });
  expect(ndjson.confidence).toBeGreaterThanOrEqual(0.9);
  const csv = found(records.map((one) => [one.request, one.time, one.event].join(";")).join("\n"));
  expect(csv.plan).toMatchObject({ format: "csv", delimiter: ";", header: false, columns: ["#1", "#2", "#3"] });
  expect(csv.plan.roles).toMatchObject({
    request: [{ column: "#1" }],
    time: { column: "#2", unit: "iso" },
    label: [{ column: "#3" }],
  });
});

test("a start and a duration make spans; leftovers by name become outcome and attributes", () => {
  const rows = Array.from({ length: 90 }, (_, i) =>
    [
      hex(i >> 2, 16),
      1690000000000 + i * 20,
      (i * 7) % 50,
      `call${i % 4}`,
      [200, 500][i % 2],
      ["de", "fr"][i % 2],
    ].join("\t"),
  );
  const { plan } = found(`trace_id\tstart_time\tduration_ms\toperation\tstatus\tcountry\n${rows.join("\n")}\n`);
  expect(plan).toMatchObject({ delimiter: "\t", header: true });
  expect(plan.roles).toMatchObject({
    time: { column: "start_time", unit: "ms" },
    duration: { column: "duration_ms", unit: "ms" },
    outcome: { column: "status" },
    attributes: [{ column: "country", name: "country" }],
  });
});

test.each([
  [1690000000, "s"],
  [1690000000123, "ms"],
  [1690000000123456, "us"],
])("epoch %d is read in %s", (epoch, unit) => {
  const rows = Array.from({ length: 40 }, (_, i) => `r${i >> 2},${epoch + i},step${i % 4}`);
  expect(found(`request_id,ts,event\n${rows.join("\n")}\n`).plan.roles?.time).toEqual({ column: "ts", unit });
});

test("Jaeger documents are known by their structure", () => {
  const text = '{"data":[{"traceID":"a","spans":[{"traceID":"a","startTime":1655760368633319}]}]}';
  expect(found(text)).toMatchObject({
    plan: { format: "jaeger", compression: "none" },
    stampRangeNs: { min: 1655760368633319000n, max: 1655760368633319000n },
  });
});

test("what cannot be read says so", () => {
  expect(detect("")).toBe("I_EMPTY");
  expect(detect(" \n\n")).toBe("I_EMPTY");
  expect(detect(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2))).toBe("I_UNSUPPORTED");
  expect(detect(Uint8Array.of(1, 2, 0, 4, 1, 2))).toBe("I_BINARY");
  expect(detect('{\n  "a": 1\n}\n')).toBe("I_UNSUPPORTED");
  expect(detect("Call me Ishmael.\nSome years ago - never mind how long precisely\n")).toBe("I_UNSUPPORTED");
});

test("stamps of a form of their own, and what they lack", () => {
  const rows = (stamp: (i: number) => string) =>
    Array.from({ length: 60 }, (_, i) => `${stamp(i)};r${i >> 2};${["begin", "load", "query", "end"][i % 4]}`);
  const two = (value: number) => String(value).padStart(2, "0");
  const log = (stamp: (i: number) => string) => found(`time;request_id;event\n${rows(stamp).join("\n")}\n`);
  const access = log((i) => `29/Jan/2023:08:42:${two(i)} +0800`);
  expect(access.plan.roles?.time).toEqual({ column: "time", unit: "stamp", stamp: "dd/MMM/yyyy:HH:mm:ss Z" });
  expect(access.stampRangeNs.min).toBe(1_674_952_920_000_000_000n);
  expect(access.warnings?.map(({ code }) => code)).toEqual(["T_COARSE"]);
  const syslog = log((i) => `Jan 29 08:42:${two(i)}`);
  expect(syslog.plan).toMatchObject({ roles: { time: { stamp: "MMM d HH:mm:ss" } } });
  expect(syslog.warnings?.map(({ code }) => code)).toEqual(["T_NO_YEAR", "T_NO_ZONE", "T_COARSE"]);
  const undecided = log((i) => `03/04/2023 08:42:${two(i)}.123`);
  expect(undecided.warnings?.[0].code).toBe("T_AMBIG_DM");
  expect(undecided.confidence).toBeLessThan(0.6);
  const mixed = log((i) => (i % 3 === 0 ? `16749817${two(i)}` : `16749817${two(i)}383`));
  expect(mixed.plan.roles?.time).toEqual({ column: "time", unit: "ms", also: [{ unit: "s" }] });
  expect(mixed.warnings?.map(({ code }) => code)).toEqual(["T_MIXED_UNIT"]);
});

const folder = process.env.REAL_DATA_DIR;
const skipNote = folder ? "" : " (skipped: REAL_DATA_DIR is not set)";

function inflate(name: string): Uint8Array {
  return gunzipSync(readFileSync(`${folder}/${name}`));
}

/** Totals over all blocks of a real file. */
function readAll(plan: SourcePlan, bytes: Uint8Array): { counts: LineCounts; events: number; requests: number } {
  const framer = new BlockFramer(plan);
  const pushed = framer.push(bytes);
  if (!pushed.ok) throw new Error(pushed.failure.message);
  const counts = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  const requests = new Set<string>();
  let events = 0;
  for (const block of [...pushed.value, ...framer.finish()]) {
    const end = block.byteOffset + block.bytes.length;
    const place = { fileIndex: 0, sliceIndex: 0, start: block.byteOffset, end, originNs: 0n, keepPartitions: 64 };
    const slice = parseSlice(plan, { ...block, ...place });
    if ("needMoreBytes" in slice) throw new Error("needs more bytes");
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += slice.counts[key];
    events += slice.eventCount;
    for (const request of dictionaryTexts(slice.requests)) requests.add(request);
  }
  return { counts, events, requests: requests.size };
}

test.skipIf(!folder)(
  `real log lines: every line is accounted for${skipNote}`,
  () => {
    const bytes = inflate("nezha-tt-2023-01-29-logs.csv.gz");
    const head = bytes.subarray(0, 1 << 19);
    const outcome = detectSource({ name: "logs", size: bytes.length, head });
    if (!outcome.ok || !outcome.value.plan.roles) throw new Error("not detected");
    const { plan } = outcome.value;
    expect(plan.roles).toMatchObject({
      request: [{ column: "TraceID" }],
      time: { column: "Log", json: "log", unit: "stamp", stamp: "HH:mm:ss.SSS…" },
      outerTime: { column: "TimeUnixNano", unit: "ns" },
      host: { column: "Node" },
      task: [{ column: "PodName" }, { column: "SpanID" }],
    });
    const label = [{ column: "Log", json: "log", pattern: "\\s([\\w.]+#\\d+)\\s" }];
    const { counts, events, requests } = readAll({ ...plan, roles: { ...outcome.value.plan.roles, label } }, bytes);
    expect(plan).toMatchObject({ assume: { zone: 480 }, newestFirst: true });
    // 45 lines of the set have a negative epoch, so that nothing tells their date, and 2 are torn: text follows a closing quote.
    const rejects = 47;
    const records = 172_722 - rejects;
    expect(counts).toEqual({ lines: 172_723, records, continuations: 0, blank: 1, duplicates: 0, rejects });
    expect([events, requests]).toEqual([records, 4_483]);
  },
  120_000,
);

test.skipIf(!folder)(
  `real spans and Jaeger documents are detected and read whole${skipNote}`,
  () => {
    const spans = inflate("nezha-tt-2023-01-29-spans.csv.gz");
    const csv = detectSource({ name: "spans", size: spans.length, head: spans.subarray(0, 1 << 19) });
    if (!csv.ok) throw new Error(csv.failure.message);
    expect(csv.value.plan.roles).toMatchObject({
      request: [{ column: "TraceID" }],
      time: { column: "StartTimeUnixNano" },
      endTime: { column: "EndTimeUnixNano" },
      host: { column: "PodName" },
      task: [{ column: "SpanID" }],
      label: [{ column: "OperationName" }],
    });
    expect(readAll(csv.value.plan, spans)).toMatchObject({ counts: { records: 328_848, blank: 1, rejects: 0 } });
    const document = inflate("tw-hotel_load100.json.gz");
    const jaeger = detectSource({ name: "hotel", size: document.length, head: document.subarray(0, 1 << 19) });
    if (!jaeger.ok) throw new Error(jaeger.failure.message);
    const { counts, events, requests } = readAll(jaeger.value.plan, document);
    expect([counts.lines, counts.rejects, events, requests]).toEqual([11_000, 0, 22_000, 1_000]);
  },
  120_000,
);

test("text logs, key=value and tables are told apart, and the runners-up are named", () => {
  const rows = (write: (i: number) => string) => Array.from({ length: 60 }, (_, i) => write(i)).join("\n") + "\n";
  const at = (i: number) => new Date(1690000000000 + i * 37).toISOString();
  const text = found(rows((i) => `${at(i)} INFO [exec-${i % 3}] a.b.C - [${hex(i >> 2, 32)}] step ${i % 4}`));
  expect(text.plan).toMatchObject({
    format: "text",
    roles: { request: [{ column: "request" }], time: { column: "time" } },
  });
  const logfmt = found(rows((i) => `time=${at(i)} level=info trace_id=${hex(i >> 2, 32)} msg="step ${i % 4}"`));
  expect(logfmt.plan).toMatchObject({ format: "logfmt", roles: { request: [{ column: "trace_id" }] } });
  expect(logfmt.alternatives).toBeUndefined();
  const table = found(rows((i) => `${at(i)}\tr${i >> 2}\tstep${i % 4}\thost-${i % 2}`));
  expect(table.plan.format).toBe("csv");
  const bars = found(rows((i) => `${at(i)} | INFO | a.b.C | request_id=r${i >> 2} step ${i % 4}`));
  expect([bars.plan.format, ...(bars.alternatives ?? []).map(({ plan }) => plan.format)].sort()).toEqual([
    "csv",
    "text",
  ]);
});

test("any bytes give a detection or a typed failure", () => {
  const starts = [
    "2024-01-02 03:04:05,123 INFO [main] a.b - x\n",
    "<34>1 2003-10-11T22:14:15Z h su - ID47 - m\n",
    'a=1 b="x\n',
    '1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 1 0.001\n',
    "#Fields: date time {x} time-taken\n",
    "I0102 03:04:05.6 1 a.go:7] go\n",
    "\u001b[2m{?[",
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...starts), fc.string({ maxLength: 12 })), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), (pieces, changes) => {
      const head = encodeUtf8(pieces.join(""));
      for (const [at, byte] of changes) if (head.length > 0) head[at % head.length] = byte;
      const outcome = detectSource({ name: "file", size: head.length, head });
      if (!outcome.ok) expect(outcome.failure.code).toMatch(/^I_[A-Z]+$/);
      else expect(parseSlice(outcome.value.plan, sliceOf(head))).toHaveProperty("counts");
    }),
    { numRuns: 300 },
  );
});

function sliceOf(bytes: Uint8Array): SliceInput {
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  return { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 };
}
