import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { eventLines } from "../event-lines.ts";
import { parseSlice } from "../parse-slice.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import type { SourcePlan } from "../source-plan.ts";

const plan: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: {
    request: [{ column: "trace.id" }],
    time: { column: "ts", unit: "iso" },
    host: { column: "host" },
    service: { column: "logger" },
    task: [{ column: "thread" }],
    label: [{ column: "msg", pattern: "^\\w+ \\w+" }],
    keys: [{ column: "user", name: "user" }],
    attributes: [],
  },
};

function parse(bytes: Uint8Array, atEnd = true): ParsedSlice {
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const parsed = parseSlice(plan, { ...place, bytes, atEnd, originNs: 1674981742_000000000n, keepPartitions: 64 });
  if ("needMoreBytes" in parsed) throw new Error("needs more bytes");
  return parsed;
}

test("reads nested, escaped and missing values", () => {
  const lines = [
    '{"ts":"2023-01-29T08:42:22.5Z","trace":{"id":"r1"},"host":"web-1","thread":"exec-3","msg":"load page 7","user":42}',
    '{"ts":"2023-01-29T08:42:23Z","trace.id":"r\\u0031","host":null,"logger":"t.s.Impl","msg":"send \\u0061nswer"}',
  ];
  expect(eventLines(parse(encodeUtf8(lines.join("\r\n"))))).toEqual([
    "0 r1 500000000 web-1 exec load page task=exec-3 42",
    "1 r1 1000000000  t.s.Impl send answer –",
  ]);
});

test("whole seconds and nanoseconds in two columns are one stamp, exact to the digit", () => {
  const roles = plan.roles && { ...plan.roles, time: { column: "t.seconds", unit: "s" as const, nanos: "t.nanos" } };
  const stamps = [
    '{"seconds":"1674981742","nanos":7}',
    '{"seconds":1674981743,"nanos":123456789}',
    '{"seconds":1674981744}',
    '{"seconds":1674981744,"nanos":"1234567890"}',
  ];
  const bytes = encodeUtf8(stamps.map((stamp) => `{"t":${stamp},"trace.id":"r","msg":"a b"}`).join("\n"));
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const input = { ...place, bytes, atEnd: true, originNs: 1674981742_000000000n, keepPartitions: 64 };
  const slice = parseSlice({ ...plan, ...(roles && { roles }) }, input);
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  expect([...slice.timeNs]).toEqual([7, 1_123_456_789, 2_000_000_000]);
  expect(slice.rejectCounts).toEqual([{ code: "T_NONE", count: 1 }]);
});

test("what is no JSON object is rejected with its column; a cut last line as cut", () => {
  const good = '{"ts":"2023-01-29T08:42:22Z","trace":{"id":"r"},"msg":"a b"}';
  const slice = parse(encodeUtf8(`\ufeff${good}\n[1]\n\n{"a":1,}\n${good}${good}\n   \n${good.slice(0, 40)}`));
  expect(slice.counts).toEqual({
    lines: 7,
    records: 2,
    continuations: 0,
    blank: 2,
    duplicates: 0,
    rejects: 3,
    extra: 1,
  });
  expect(slice.rejects.map(({ line, code, reason }) => `${line} ${code} ${reason}`)).toEqual([
    "1 P_SYNTAX expected a JSON object, which begins with {",
    "3 P_SYNTAX not JSON at column 8: expected a key in quotes",
    "6 F_TRUNC_TAIL the file ends in the middle of this record",
  ]);
});

test("lines are conserved, whatever the bytes", () => {
  const line = fc.oneof(
    fc.constantFrom(
      '{"ts":"2023-01-29T08:42:22Z","trace":{"id":"r"},"msg":"a b"}',
      "",
      "  ",
      "{",
      "\r",
      "{}",
      '{"ts":1}',
    ),
    fc.json(),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => String.fromCharCode(...bytes)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.boolean(), (lines, terminated) => {
      const bytes = encodeUtf8(lines.join("\n") + (terminated ? "\n" : ""));
      const { counts } = parse(bytes);
      const lineFeeds = bytes.filter((byte) => byte === 10).length;
      expect(counts.lines).toBe(lineFeeds + (bytes.length > 0 && bytes[bytes.length - 1] !== 10 ? 1 : 0));
      expect(counts.records + counts.continuations + counts.blank + counts.duplicates + counts.rejects).toBe(
        counts.lines,
      );
    }),
    { numRuns: 500 },
  );
});
