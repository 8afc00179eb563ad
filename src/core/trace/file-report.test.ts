import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { encodeUtf8 } from "../bytes.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { fileReports } from "./file-report.ts";

const roles = basicRoles({ request: [{ column: "id" }] });
const mixed: SourcePlan = { format: "ndjson", compression: "none", roles, others: [{ format: "logfmt", roles }] };

function slice(plan: SourcePlan, fileIndex: number, sliceIndex: number, text: string): ParsedSlice {
  const bytes = encodeUtf8(text);
  const place = { fileIndex, sliceIndex, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true, bytes };
  const parsed = parseSlice(plan, { ...place, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in parsed) throw new Error("needs more bytes");
  return parsed;
}

test("counts of slices add up per file: lines, extra records, records by format", () => {
  const slices = [
    slice(mixed, 0, 0, '{"id":"a","t":1}{"id":"b","t":2}\nid=c t=3\nplain\n'),
    slice(mixed, 0, 1, "id=d t=4\n{}\n"),
    slice({ format: "ndjson", compression: "none", roles }, 1, 0, '{"id":"a","t":1}\n'),
  ].map((one) => ({ slice: one, hostOf: new Int32Array(0), baseOf: new Int32Array(0) }));
  const [first, second] = fileReports(slices, Float64Array.of(0, 3, 0), 2);
  expect(first.counts).toEqual({
    lines: 5,
    records: 3,
    continuations: 1,
    blank: 0,
    duplicates: 0,
    rejects: 1,
    extra: 1,
  });
  expect(first.formats).toEqual([1, 2]);
  expect(first.rejects.map(({ code, count, samples }) => [code, count, samples[0].line])).toEqual([["K_NO_REQ", 1, 5]]);
  expect(second.counts).toEqual({ lines: 1, records: 1, continuations: 0, blank: 0, duplicates: 0, rejects: 0 });
  expect(second.formats).toBeUndefined();
});

test("lines taken for the rest of a record are told where they are more than a fifth and no stack traces", () => {
  const text: SourcePlan = {
    format: "text",
    compression: "none",
    pattern: "{t:number} {id} {what:rest}",
    roles: { ...roles, label: [{ column: "what" }] },
  };
  const told = (plan: SourcePlan, rest: string) => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i} r${i} said\n${i % 3 === 0 ? rest : ""}`);
    const parts = [lines.slice(0, 20), lines.slice(20)].map((part, at) => slice(plan, 0, at, part.join("")));
    const stored = parts.map((one) => ({ slice: one, hostOf: new Int32Array(0), baseOf: new Int32Array(0) }));
    const [{ counts, warnings }] = fileReports(stored, Float64Array.of(0, parts[0].counts.lines), 1);
    return [counts.continuations, warnings.find(({ code }) => code === "S_CONTINUED")?.count];
  };
  expect(told(text, "%%%% garbage\n")).toEqual([14, 14]);
  expect(told(text, "java.lang.Error: boom\n\tat a.b.C(C.java:3)\n")).toEqual([28, undefined]);
  expect(told(text, "a word\n\tx\n\ty\n\tz\n")).toEqual([56, undefined]);
  expect(told({ ...text, unmatched: "continuation" }, "%%%% garbage\n")).toEqual([14, undefined]);
  const mixture: SourcePlan = { ...text, others: [{ format: "ndjson", roles }] };
  expect(told(mixture, "%%%% garbage\n")).toEqual([14, 14]);
});
