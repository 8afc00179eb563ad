import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { md5First32 } from "../../md5.ts";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../../units.ts";
import { dictionaryTexts, eventLines } from "../event-lines.ts";
import type { SliceInput } from "../format.ts";
import { parseSlice } from "../parse-slice.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import type { Roles, SourcePlan } from "../source-plan.ts";

const roles: Roles = {
  request: [{ column: "rid" }],
  time: { column: "t", unit: "ns" },
  host: { column: "host" },
  task: [],
  label: [{ column: "label" }],
  keys: [],
  attributes: [],
};

const plan: SourcePlan = {
  format: "csv",
  compression: "none",
  delimiter: ",",
  header: true,
  columns: ["rid", "t", "host", "label"],
  roles,
};

function parse(by: SourcePlan, bytes: Uint8Array, more: Partial<SliceInput> = {}): ParsedSlice {
  const end = (more.byteOffset ?? 0) + bytes.length;
  const input = { fileIndex: 0, sliceIndex: 0, bytes, byteOffset: 0, start: 0, end, startIsRecord: true, atEnd: true };
  const parsed = parseSlice(by, { ...input, originNs: 0n, keepPartitions: 64, ...more });
  if ("needMoreBytes" in parsed) throw new Error("needs more bytes");
  return parsed;
}

function problems(slice: ParsedSlice): string[] {
  return slice.rejects.map((reject) => `${reject.line} ${reject.code}`);
}

test("reads records, skips header, blank lines and the byte order mark", () => {
  const text = "\ufeffrid,t,host,label\r\nr1,5,web-1,recv\r\n\r\nr2,7,db,send\nr1,9,web-2,end";
  const slice = parse(plan, encodeUtf8(text));
  expect(eventLines(slice)).toEqual(["1 r1 5 web-1 web recv", "3 r2 7 db db send", "4 r1 9 web-2 web end"]);
  expect(slice.counts).toEqual({ lines: 5, records: 3, continuations: 0, blank: 2, duplicates: 0, rejects: 0 });
});

test("quoted fields hold delimiters, doubled quotes and line ends", () => {
  const text = 'rid,t,host,label\n"r""1",5,"a,b","x\r\ny"\nr2,6,h"q,z\n';
  const slice = parse(plan, encodeUtf8(text));
  expect(eventLines(slice)).toEqual(['1 r"1 5 a,b a,b x\r\ny', '3 r2 6 h"q h"q z']);
  expect(slice.counts.continuations).toBe(1);
});

test("a duration that leads out of all years is refused, and the sentence names it", () => {
  const spans = { ...plan, roles: { ...roles, duration: { column: "host", unit: "s" as const } } };
  const slice = parse(spans, encodeUtf8("rid,t,host,label\nr1,5,300000000000,a\nr1,5,1,a\n"));
  expect(slice.rejects.map(({ line, code, reason }) => `${line} ${code} ${reason}`)).toEqual([
    '1 T_RANGE the time, or the other end of the duration "host", is outside the years 1970 to 9999 (read "t" as ns, the duration in s: is that right?)',
  ]);
  expect(slice.counts.records).toBe(1);
});

test("rejects name their code and keep their line", () => {
  const lines = ["rid,t,host,label", "-,1,h,a", "r1,,h,a", "r1,x,h,a", "r1,2,h", "r1,2,h,a,b", "0000,1,h,a"];
  const slice = parse(plan, encodeUtf8(`${lines.join("\n")}\nr9,4`));
  expect(problems(slice)).toEqual([
    "1 K_NO_REQ",
    "2 T_NONE",
    "3 T_UNPARSED",
    "4 P_COLUMNS_FEW",
    "5 P_COLUMNS_MANY",
    "6 K_NO_REQ",
    "7 F_TRUNC_TAIL",
  ]);
  expect(slice.rejects[0].reason).toBe('no request id, or a placeholder for one (looked for "rid")');
  expect(slice.rejects[4]).toMatchObject({ sample: "r1,2,h,a,b", reason: "5 columns, expected 4" });
});

test("after a stray quote reading goes on at the next line", () => {
  const open = parse(plan, encodeUtf8('rid,t,host,label\n"r1,1,h,a\nr2,2,h,b\n'));
  expect(problems(open)).toEqual(["1 P_QUOTE"]);
  expect(eventLines(open)).toEqual(["2 r2 2 h h b"]);
  const stray = parse(plan, encodeUtf8('rid,t,host,label\n"r1"x,1,h,a\nr2,2,h,b\n'));
  expect(problems(stray)).toEqual(["1 P_QUOTE"]);
  const long = `rid,t,host,label\n"r1,1,h,a\n${"r2,2,h,b\n".repeat(600)}"`;
  const limited = parse(plan, encodeUtf8(long));
  expect(problems(limited)).toEqual(["1 P_QUOTE", "602 F_TRUNC_TAIL"]);
  expect(limited.eventCount).toBe(600);
});

test("a record without a label is kept, for the odd ones out are often the errors, and counted", () => {
  const slice = parse({ ...plan, header: false }, encodeUtf8("r1,3,h, \n"));
  expect(eventLines(slice)).toEqual(["0 r1 3 h h (unlabelled)"]);
  expect(slice.warnings).toEqual([{ code: "K_NO_LABEL", count: 1 }]);
});

test("a header repeated in the middle of a file is blank", () => {
  const slice = parse(plan, encodeUtf8("rid,t,host,label\nr1,1,h,a\nrid,t,host,label\nr1,2,h,b\n"));
  expect(slice.counts).toMatchObject({ records: 2, blank: 2, rejects: 0 });
});

test("spans give a start and an end; odd ones are kept as points and counted", () => {
  const span: SourcePlan = {
    ...plan,
    columns: ["rid", "span", "pod", "op", "start", "end"],
    header: false,
    roles: {
      ...roles,
      time: { column: "start", unit: "ns" },
      endTime: { column: "end", unit: "ns" },
      host: { column: "pod" },
      task: [{ column: "span" }],
      label: [{ column: "op" }],
    },
  };
  const pod = "ts-gateway-service-6f6cfc45b-h5m2n";
  const text = `r,s1,${pod},GET,10,30\nr,s2,${pod},GET,20,15\nr,s3,${pod},GET,40,40\nr,s4,${pod},GET,50,\n`;
  const slice = parse(span, encodeUtf8(text));
  const name = `${pod} ts-gateway-service GET`;
  expect(eventLines(slice)).toEqual([
    `0 r 10 ${name} start task=s1`,
    `0 r 30 ${name} end task=s1`,
    `1 r 20 ${name} point task=s2`,
    `2 r 40 ${name} start task=s3`,
    `2 r 40 ${name} end task=s3`,
    `3 r 50 ${name} start task=s4`,
  ]);
  expect([...slice.order]).toEqual([PHASE_START, PHASE_END, PHASE_POINT, PHASE_POINT, PHASE_POINT, PHASE_START]);
  expect(slice.warnings).toEqual([{ code: "S_NEG_DUR", count: 1 }]);
});

test("JSON inside a column, patterns, composite ids and attributes", () => {
  const rich: SourcePlan = {
    ...plan,
    roles: {
      request: [{ column: "rid" }, { column: "label", json: "ctx.seq" }],
      time: { column: "t", unit: "us" },
      task: [{ column: "host" }, { column: "label", json: "span" }],
      label: [{ column: "label", json: "log", pattern: "\\s([\\w.]+#\\d+)\\s" }],
      outcome: { column: "label", json: "status" },
      keys: [{ column: "label", json: "user", name: "user" }],
      attributes: [],
    },
    outcomeInLabel: true,
  };
  const json = { log: '12:00 "INFO" t.s.Impl#532 done\n', ctx: { seq: 7 }, span: "439bc949a9eeb0cc", status: 200 };
  const text = `r1,5,pay-2,"${JSON.stringify(json).replaceAll('"', '""')}"\n`;
  const slice = parse({ ...rich, header: false }, encodeUtf8(text));
  expect(eventLines(slice)).toEqual(["0 r1\u001f7 5000  pay t.s.Impl#532 200 task=pay-2\u001f439bc949a9eeb0cc 200 –"]);
});

test("rows lie by partition of the md5 of their request, in file order inside", () => {
  const text = Array.from({ length: 500 }, (_, i) => `r${i % 90},${i},h,a\n`).join("");
  const slice = parse({ ...plan, header: false }, encodeUtf8(text));
  const requests = dictionaryTexts(slice.requests).map(encodeUtf8);
  for (let p = 0; p < 64; p++) {
    let before = -1;
    for (let row = slice.partitionOffsets[p]; row < slice.partitionOffsets[p + 1]; row++) {
      const bytes = requests[slice.request[row]];
      expect(md5First32(bytes, 0, bytes.length) >>> 26).toBe(p);
      expect(slice.requestHash[slice.request[row]] >>> 26).toBe(p);
      expect(slice.line[row]).toBeGreaterThan(before);
      before = slice.line[row];
    }
  }
  const sample = parse({ ...plan, header: false }, encodeUtf8(text), { keepPartitions: 16 });
  expect(sample.eventCount).toBe(slice.partitionOffsets[16]);
  expect(sample.droppedEvents).toBe(500 - sample.eventCount);
  expect(sample.counts).toEqual(slice.counts);
  const inSample = (event: string) => {
    const bytes = encodeUtf8(event.split(" ")[1]);
    return md5First32(bytes, 0, bytes.length) >>> 26 < 16;
  };
  expect(eventLines(sample)).toEqual(eventLines(slice).filter(inSample));
});

test("resolution is that of the absolute stamps, per source", () => {
  const text = "r,1000,h,a\nr,5000,h,a\nr,1200,h,b\nr,3000000000,h,c\n";
  const slice = parse({ ...plan, header: false }, encodeUtf8(text), { originNs: 7n });
  expect([...slice.sourceResolution]).toEqual([3, 2, 9]);
  expect([...slice.sourceStamps]).toEqual([2, 1, 1]);
});

/** CSV-like text with every trouble: quotes, stray quotes, line ends of both kinds, bytes that are no UTF-8. */
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("r1,1,h,a\n", "r2,2,h,b\r\n", 'r3,3,"h,\n1",c\n', '"r""4",4,h,"d"\r\n') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('"', ",", "\n", "\r\n", "\r", '""', 'x"y', " ", "\0", "\0\0\n", "rid,t,host,label\n"),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const csvText = fc.array(piece, { maxLength: 30 }).map((pieces) => encodeUtf8(pieces.join("")));
const garbage = fc.oneof(
  csvText,
  fc.uint8Array({ maxLength: 120 }),
  fc.tuple(csvText, fc.uint8Array({ maxLength: 9 })).map(([text, tail]) => Uint8Array.from([...text, ...tail])),
);

test("lines are conserved, whatever the bytes", () => {
  fc.assert(
    fc.property(garbage, fc.boolean(), (bytes, header) => {
      const { counts, rejectCounts } = parse({ ...plan, header }, bytes);
      const lineFeeds = bytes.filter((byte) => byte === 10).length;
      const lines = lineFeeds + (bytes.length > 0 && bytes[bytes.length - 1] !== 10 ? 1 : 0);
      expect(counts.lines).toBe(lines);
      expect(counts.records + counts.continuations + counts.blank + counts.duplicates + counts.rejects).toBe(lines);
      expect(rejectCounts.reduce((sum, { count }) => sum + count, 0)).toBe(counts.rejects);
    }),
    { numRuns: 1500 },
  );
});

interface Whole {
  readonly rows: string[];
  readonly lines: number;
  readonly rejects: string[];
}

/** Reads in slices as a coordinator does: each as if outside quotes, again where the slice before says otherwise. */
function readInSlices(bytes: Uint8Array, cuts: readonly number[], reach: number): Whole {
  const rows: string[] = [];
  const rejects: string[] = [];
  let lines = 0;
  let next = 0;
  const bounds = [0, ...cuts, bytes.length];
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [start, end] = [bounds[i], bounds[i + 1]];
    const once = (from: number, startIsRecord: boolean): ParsedSlice => {
      for (let to = end + reach; ; ) {
        const byteOffset = startIsRecord ? Math.min(from, bytes.length) : from - 1;
        const part = bytes.slice(byteOffset, to);
        const atEnd = to >= bytes.length;
        const input = { fileIndex: 0, sliceIndex: i, bytes: part, byteOffset, start: from, end, startIsRecord, atEnd };
        const parsed = parseSlice(plan, { ...input, originNs: 0n, keepPartitions: 64 });
        if (!("needMoreBytes" in parsed)) return parsed;
        expect(atEnd).toBe(false);
        to += Math.min(parsed.needMoreBytes, 7);
      }
    };
    let slice = once(start, start === 0);
    if (slice.firstRecordOffset !== next) slice = once(next, true);
    expect(slice.firstRecordOffset).toBe(next);
    next = slice.nextRecordOffset;
    for (const event of eventLines(slice)) rows.push(event.replace(/^\d+/, (line) => String(Number(line) + lines)));
    for (const { line, code } of slice.rejects) rejects.push(`${line + lines} ${code}`);
    lines += slice.counts.lines;
  }
  expect(next).toBe(bytes.length);
  return { rows, lines, rejects };
}

test("any slicing gives the rows of one sequential read", () => {
  fc.assert(
    fc.property(garbage, fc.array(fc.nat(200), { maxLength: 6 }), fc.nat(9), (bytes, cutAt, reach) => {
      const cuts = cutAt.filter((cut) => cut > 0 && cut < bytes.length).sort((a, b) => a - b);
      const whole = parse(plan, bytes);
      const sliced = readInSlices(bytes, [...new Set(cuts)], reach);
      expect(sliced).toEqual({ rows: eventLines(whole), lines: whole.counts.lines, rejects: problems(whole) });
    }),
    { numRuns: 1500 },
  );
});

test("line offsets lead back to the lines they name", () => {
  const text = Array.from({ length: 3000 }, (_, i) => (i % 7 === 0 ? `r,${i},h,"a\nb"\n` : `r,${i},h,a\n`)).join("");
  const bytes = encodeUtf8(text);
  const slice = parse({ ...plan, header: false }, bytes);
  expect(slice.lineOffsets.length).toBeGreaterThan(2);
  slice.lineOffsets.forEach((offset, i) => {
    const before = text.slice(0, offset).split("\n").length - 1;
    expect(before).toBe(slice.lineOffsetLines[i]);
  });
});
