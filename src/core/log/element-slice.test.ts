import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../testing/document-reading.ts";
import { encodeUtf8 } from "../bytes.ts";
import { FORMATS } from "./formats/registry.ts";
import { rawUnits } from "./raw-record.ts";
import type { DocumentFormat } from "./source-plan.ts";

/** Pieces that documents of a format are put together from, whole ones and damaged ones. */
interface Pieces {
  readonly wrappers: readonly (readonly [string, string])[];
  readonly separator: string;
  readonly elements: readonly string[];
}

const odd = ["7", '"x,]}{"', "null", "{}", "[]", '{"a":{"b":[1,{"spans":[],"traceEvents":[1]}]}}'];

const zipkin = {
  traceId: "4BF92F3577B34DA6",
  id: "b7ad6b7169203331",
  name: 'get "/x]}"',
  timestamp: 1_700_000_000_000_001,
  duration: 25,
  localEndpoint: { serviceName: "api", ipv4: "10.0.0.1" },
  annotations: [{ timestamp: 1_700_000_000_000_003, value: "retry 3" }, { value: "" }],
};

const otlpSpan = {
  traceId: "5B8EFFF798038103D269B633813FC60C",
  spanId: "EEE19B7EC3C1B174",
  name: "op",
  kind: 2,
  startTimeUnixNano: "1700000000000000001",
  endTimeUnixNano: "1700000000000000009",
  events: [{ timeUnixNano: "1700000000000000005", name: "hit" }],
};
const otlpLog = {
  traceId: otlpSpan.traceId,
  spanId: otlpSpan.spanId,
  timeUnixNano: "1700000000000000002",
  body: { stringValue: "took 3 ms" },
};
const otlpResource = (name: string) => ({ attributes: [{ key: "service.name", value: { stringValue: name } }] });
const scoped = (name: string, count: number) => ({
  resource: otlpResource(name),
  scopeSpans: [{ scope: { name: "lib" }, spans: Array.from({ length: count }, () => otlpSpan) }, { spans: [otlpSpan] }],
});
const inverted = { scopeLogs: [{ logRecords: [otlpLog, 3] }], resource: otlpResource("late") };

const chrome = (ph: string, more: object = {}) =>
  JSON.stringify({ ph, pid: 1, tid: 2, ts: 1000.5, cat: "net,io", name: "load", ...more });

const harEntry = {
  pageref: "page_1",
  startedDateTime: "2024-01-02T03:04:05.123Z",
  time: 12.5,
  request: { method: "GET", url: "https://a.example/users/17?q=1", headers: [] },
  timings: { blocked: 1, dns: -1, connect: -1, send: 0.5, wait: 10, receive: 1 },
};
const xesEvent = (transition: string, time: string) =>
  `<event><string key="concept:name" value="A &lt;&#38;&gt;"/><string key="lifecycle:transition" value="${transition}"/>` +
  `<date key="time:timestamp" value="${time}"><string key="concept:name" value="no"/></date></event>`;
const xesTrace = (...events: readonly string[]) =>
  `<trace><string key="concept:name" value="case 1"/>${events.join("\n")}</trace>`;

const PIECES: Readonly<Record<DocumentFormat, Pieces>> = {
  jaeger: {
    wrappers: [
      ['{"data":[', "]}"],
      ["[", "]"],
    ],
    separator: ",",
    elements: [
      ...odd,
      '{"traceID":"t","spans":[{"spanID":"a","startTime":5,"duration":1},7]}',
      '{"traceID":"t","spanID":"a","startTime":5}',
    ],
  },
  zipkin: {
    wrappers: [
      ["[", "]"],
      ["", ""],
      ["[[", "]]"],
      ["[", "]\n[]\n"],
    ],
    separator: ",",
    elements: [
      ...odd,
      JSON.stringify(zipkin),
      JSON.stringify([zipkin, 4, { ...zipkin, shared: true }]),
      JSON.stringify({ ...zipkin, timestamp: 0.5 }, null, 1),
    ],
  },
  otlp: {
    wrappers: [
      ['{"resourceSpans":[', "]}"],
      ['{"resourceSpans":[', ']}\n{"resourceLogs":[]}'],
      ['[{"a":[{"resource":{}}],"resourceSpans":[', "]}]"],
      ["", ""],
    ],
    separator: ",",
    elements: [
      ...odd,
      JSON.stringify(scoped("a", 1)),
      JSON.stringify(scoped("b", 4), null, 2),
      JSON.stringify(inverted),
      `]}\n${JSON.stringify({ resourceSpans: [scoped("c", 2)] })}\n{"resourceSpans":[{}`,
      `\n{"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"logRecords":[{"body":"cut`,
      `]}\n{"resourceLogs":[{"resource":{},"scopeLogs":[{"logRecords":[{"body":"cut\\\n{"resourceSpans":[`,
    ],
  },
  "chrome-trace": {
    wrappers: [
      ['{"displayTimeUnit":"ms","traceEvents":[', '],"metadata":{"ph":"B"}}'],
      ["[", "]"],
      ["[", ","],
    ],
    separator: ",\n",
    elements: [
      ...odd,
      chrome("X", { dur: 2.25, args: { request_id: "r1" } }),
      chrome("B"),
      chrome("B", { name: "outer", args: { request_id: "r2" } }),
      chrome("E", { name: undefined, ts: 2000 }),
      chrome("E", { ts: "no" }),
      chrome("b", { id: "0x1" }),
      chrome("e", { id: "0x1", ts: 3000 }),
      chrome("n", { id: "0x1" }),
      chrome("i", { s: "t" }),
      chrome("M", { ph: "M", args: { name: "main", x: { ph: "E" } } }),
      chrome("C"),
    ],
  },
  har: {
    wrappers: [
      ['{"log":{"version":"1.2","pages":[{"id":"page_1","startedDateTime":"2024-01-02T03:04:05Z"}],"entries":[', "]}}"],
      ['{"log":{"entries":[', '],"pages":[]}}'],
    ],
    separator: ",",
    elements: [
      ...odd,
      JSON.stringify(harEntry),
      JSON.stringify({ ...harEntry, pageref: "", request: { headers: [{ name: "X-Request-Id", value: "r" }] } }),
      JSON.stringify({ ...harEntry, startedDateTime: "yesterday" }),
    ],
  },
  xes: {
    wrappers: [
      ['<?xml version="1.0"?><!-- <trace> --><log xes.version="1.0">', "</log>"],
      ["<log>", ""],
    ],
    separator: "\n",
    elements: [
      xesTrace(xesEvent("start", "2024-01-02T03:04:05Z"), xesEvent("complete", "2024-01-02T03:04:06Z")),
      xesTrace(xesEvent("complete", "never")),
      xesTrace(xesEvent("start", "2024-01-02T03:04:05.5+01:00"), "<event>", xesEvent("resume", "")),
      xesEvent("complete", "2024-01-02T03:04:05Z"),
      "<trace/>",
      "<trace><![CDATA[</trace><event>]]>",
      "<!-- </log> -->",
      '<event a="x',
    ],
  },
};

const cuts = fc.record({ chunkBytes: fc.integer({ min: 1, max: 90 }), blockBytes: fc.integer({ min: 1, max: 120 }) });

function documents(format: DocumentFormat): fc.Arbitrary<string> {
  const { wrappers, separator, elements } = PIECES[format];
  return fc
    .tuple(fc.constantFrom(...wrappers), fc.array(fc.constantFrom(...elements), { maxLength: 7 }))
    .map(([[head, tail], chosen]) => head + chosen.join(separator) + tail);
}

/** Bytes with some of them changed, taken out or put in. */
function damaged(format: DocumentFormat): fc.Arbitrary<Uint8Array> {
  const byte = fc.oneof(fc.constantFrom(...encodeUtf8('{}[]",:\\\n<>/!-? 0')), fc.integer({ min: 0, max: 255 }));
  const change = fc.tuple(fc.nat(), fc.constantFrom("set", "insert", "delete", "cut"), byte);
  return fc.tuple(documents(format), fc.array(change, { maxLength: 3 })).map(([text, changes]) => {
    const bytes = [...encodeUtf8(text)];
    for (const [position, what, value] of changes) {
      if (bytes.length === 0) break;
      const at = position % bytes.length;
      if (what === "cut") bytes.length = at;
      else bytes.splice(at, what === "insert" ? 0 : 1, ...(what === "delete" ? [] : [value]));
    }
    return Uint8Array.from(bytes);
  });
}

/** Elements are numbered from the beginning of their block. */
function withoutElementNumbers({ rejects, ...rest }: ReturnType<typeof readDocument>): object {
  return { ...rest, rejects: rejects.map((reject) => reject.replace(/element \d+/, "element")) };
}

describe.each(FORMATS.flatMap(({ elements }) => elements ?? []).map((format) => ({ name: format.name, format })))(
  "$name",
  ({ name, format }) => {
    test("any cutting of the bytes gives the events, rejects and counts of one reading", () => {
      fc.assert(
        fc.property(fc.oneof(documents(name).map(encodeUtf8), damaged(name)), cuts, (bytes, cut) => {
          const whole = withoutElementNumbers(readDocument(name, bytes));
          expect(withoutElementNumbers(readDocument(name, bytes, cut))).toEqual(whole);
        }),
        { numRuns: 250 },
      );
    });

    test("every unit is a record, blank or a reject, and can be shown as it is written", () => {
      fc.assert(
        fc.property(damaged(name), (bytes) => {
          const { counts, rejects } = readDocument(name, bytes);
          expect(counts.lines).toBe(counts.records + counts.blank + counts.rejects);
          const cutTail = rejects.filter((reject) => reject.includes(" F_TRUNC_TAIL ")).length;
          const skips = Array.from({ length: counts.lines + 1 }, (_, line) => line);
          const texts = rawUnits(format, bytes, skips, 0, true);
          expect(texts.map(({ ok }) => ok)).toEqual(skips.map((line) => line < counts.lines - cutTail));
        }),
        { numRuns: 120 },
      );
    });
  },
);

const DEEP = 1_000_000;

test.each([
  ["jaeger", '{"data":[', "]}"],
  ["zipkin", "[", "]"],
  ["otlp", '{"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[', "]}]}]}"],
  ["chrome-trace", '{"traceEvents":[', "]}"],
  ["har", '{"log":{"entries":[', "]}}"],
] as const)("%s: a million levels are refused as one unit, and what follows is read", (name, head, tail) => {
  const deep = `{"ph":"B","spans":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`;
  for (const document of [`${head}${deep},7${tail}`, `${head}${'{"a":['.repeat(DEEP)}`]) {
    const { counts, rejects } = readDocument(name, document, { chunkBytes: 1 << 16, blockBytes: 1 << 20 });
    expect(counts.lines).toBe(counts.rejects);
    expect(rejects.length).toBe(document.endsWith(tail) ? 2 : 1);
    expect(rejects[0]).toMatch(/P_SYNTAX element 0 nests deeper than 512 levels|F_TRUNC_TAIL/);
  }
});

test("a million levels in what stands around the elements overflow nothing", () => {
  const deep = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;
  const wrapper = `{"x":${deep},"resourceSpans":[{"y":${deep},"resource":${deep},"scopeSpans":[{"spans":[${JSON.stringify(otlpSpan)}]}]}]}`;
  const { rejects, counts } = readDocument("otlp", wrapper);
  expect(counts.lines).toBe(1);
  expect(rejects[0]).toMatch(/P_SYNTAX element 0 nests deeper/);
  const xes = `<log><trace>${"<a>".repeat(DEEP)}${xesEvent("complete", "2024-01-02T03:04:05Z")}</trace></log>`;
  expect(readDocument("xes", xes).counts.lines).toBe(1);
});
