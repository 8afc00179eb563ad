import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileReading, isConserved, readBlocks, readSliced, readWhole } from "../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../bytes.ts";
import { parseSlice } from "./parse-slice.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SourcePlan } from "./source-plan.ts";

const plan: SourcePlan = {
  format: "text",
  compression: "none",
  pattern: "{time:number} {level:level} {?[{request}] }{logger}: {message:rest}",
  roles: {
    request: [{ column: "request" }],
    time: { column: "time", unit: "ms" },
    service: { column: "logger" },
    task: [],
    label: [{ column: "message" }],
    keys: [],
    attributes: [{ column: "level", name: "level" }],
  },
};

function parse(text: string): ParsedSlice {
  const bytes = encodeUtf8(text);
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  return slice;
}

test("records, stack traces, blank lines, comments, colours and cut lines are told apart", () => {
  const text = [
    "\ufeff# comment",
    "orphan",
    "1 INFO [r1] web: \u001b[1mstart\u001b[0m of it",
    "java.lang.Error: boom",
    "\tat a.b.C(C.java:3)\r",
    "",
    "Caused by: x",
    "\u001b[32m2 ERROR\u001b[0m [r1] web: end\r",
    "3 INFO web: no request",
    "4 INFO [r2] web: cut",
    "5 INF",
  ].join("\n");
  const { events, rejects, counts } = readWhole(plan, encodeUtf8(text));
  expect(events).toEqual([
    "2 r1 1000000  web start of it INFO",
    "7 r1 2000000  web end ERROR",
    "9 r2 4000000  web cut INFO",
  ]);
  expect(rejects).toEqual(["1 P_SYNTAX", "8 K_NO_REQ"]);
  expect(counts).toEqual({ lines: 11, records: 3, continuations: 4, blank: 2, duplicates: 0, rejects: 2 });
  expect(parse("orphan\n1 INFO [r1]").rejects.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
    "P_SYNTAX not as the pattern says at column 1: expected {time:number}",
    "F_TRUNC_TAIL the file ends in the middle of this record",
  ]);
});

test("header lines of glog are blank wherever they stand, and never a record that fits", () => {
  const header = ["Log file created at: 2024/03/05 14:07:09", "Running on machine: a", "Log line format: [IWEF]mmdd x"];
  const text = [...header, "1 INFO [r1] web: Running on machine: a", ...header, "\tat a.b.C(C.java:3)", "orphan"];
  const { events, rejects, counts } = readWhole(plan, encodeUtf8(text.join("\n")));
  expect(events).toEqual(["3 r1 1000000  web Running on machine: a INFO"]);
  expect(rejects).toEqual([]);
  expect(counts).toEqual({ lines: 9, records: 1, continuations: 2, blank: 6, duplicates: 0, rejects: 0 });
});

test("a long line gives its fields from its beginning", () => {
  const long = `1 INFO [r1] web: x${"y".repeat(1 << 20)}\n2 INFO [r1] web: z\n`;
  const slice = parse(long);
  expect(slice.warnings).toEqual([{ code: "F_LONG_LINE", count: 1 }]);
  expect(slice.counts).toMatchObject({ records: 2, rejects: 0 });
});

const line = fc.constantFrom(
  "1 INFO [r1] web: start",
  "\u001b[32m2 WARN\u001b[0m [r2] db: x",
  "3 INFO web: none",
  "\tat a.b.C",
  "Caused by: x",
  "",
  "  ",
  "# note",
  "Running on machine: web-1",
  "1 INFO [r1",
  "é".repeat(9),
  "\0\0\x004 INFO [r1] web: nuls before",
  "\0\0",
  "\0bad \0 here",
);
const text = fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\n")), { maxLength: 25 }).chain((lines) =>
  fc.boolean().map((cut) =>
    lines
      .map((parts) => parts.join(""))
      .join("")
      .slice(0, cut ? -1 : undefined),
  ),
);

test("any slicing and any blocks give the lines of one sequential read, and every line is accounted for", () => {
  fc.assert(
    fc.property(
      text,
      fc.boolean(),
      fc.array(fc.nat(300), { maxLength: 6 }),
      fc.nat(30),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 90 }),
      (lines, marked, cuts, reach, chunk, target) => {
        const bytes = encodeUtf8((marked ? "\ufeff" : "") + lines);
        const whole = readWhole(plan, bytes);
        expect(isConserved(whole, bytes)).toBe(true);
        expect(readSliced(plan, bytes, cuts, reach)).toEqual(whole);
        expect(readBlocks(plan, bytes, chunk, target)).toEqual(whole);
      },
    ),
    { numRuns: 500 },
  );
});

/** Without the samples of rejects, of which each slice keeps a hundred. */
function eventsAndCounts({ events, counts }: FileReading): Pick<FileReading, "events" | "counts"> {
  return { events, counts };
}

test("at most 500 lines belong to a record, wherever slices and blocks begin", () => {
  const trace = (lines: number) => "1 INFO [r1] web: start\n" + "  at x\n".repeat(lines);
  const bytes = encodeUtf8(`${trace(1200)}\n${trace(3)}${trace(499)}${trace(700)}`);
  const whole = readWhole(plan, bytes);
  expect(whole.counts).toMatchObject({ records: 4, continuations: 500 + 3 + 499 + 500, blank: 1, rejects: 700 + 200 });
  for (const cuts of [[10], [3000], [4000, 9000], [8400, 8410, 12_000], [bytes.length - 3]]) {
    expect(eventsAndCounts(readSliced(plan, bytes, cuts, 100, 1000))).toEqual(eventsAndCounts(whole));
  }
  for (const target of [50, 700, 4000, 20_000]) {
    expect(eventsAndCounts(readBlocks(plan, bytes, 333, target))).toEqual(eventsAndCounts(whole));
  }
});

test("any bytes give results, and the same in any slicing", () => {
  const mutated = fc
    .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
    .map(([lines, changes]) => {
      const bytes = encodeUtf8(lines);
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(mutated, fc.array(fc.nat(300), { maxLength: 4 }), (bytes, cuts) => {
      const whole = readWhole(plan, bytes);
      expect(isConserved(whole, bytes)).toBe(true);
      expect(readSliced(plan, bytes, cuts, 5)).toEqual(whole);
    }),
    { numRuns: 400 },
  );
});
