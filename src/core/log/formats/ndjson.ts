import { skipByteOrderMark } from "../byte-order-mark.ts";
import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import type { CompiledPlan } from "../field-plan.ts";
import type { Format, NeedMoreBytes, SliceInput } from "../format.ts";
import { JsonScanner } from "../json-scanner.ts";
import { LineSlice } from "../line-slice.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import { readNdjsonSample } from "../sample-table.ts";

const LINE_FEED = 0x0a;
const OPEN_BRACE = 0x7b;

/** One JSON object per line. Columns are dotted paths. */
export const ndjsonFormat: Format = {
  name: "ndjson",
  randomAccess: true,
  framing: "lines",
  columnNames: "paths",
  parse,
  detect,
  records: (_plan, head, count, isWhole) => readNdjsonSample(head, count, isWhole),
};

function detect(sample: FormatSample): Candidate | null {
  if (sample.kind !== "ndjson") return null;
  const table = readNdjsonSample(sample.head, SAMPLE_RECORDS, sample.isWhole);
  if (table.rows.length === 0) return null;
  return {
    plan: { format: "ndjson" },
    table,
    ...(sample.tail && { late: readNdjsonSample(sample.tail, SAMPLE_RECORDS, true) }),
    score: 0.98,
    reasons: [`${table.rows.length} JSON objects, one per line`],
  };
}

function parse(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  const scanner = new JsonScanner(plan.slotNames);
  const slice = new LineSlice(plan, input, scanner.fields);
  const { report, mapper, stop } = slice;
  if (slice.first < 0) return slice.more();
  const { bytes, byteOffset, atEnd } = input;
  let line = 0;
  let at = slice.first;
  while (at < stop) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    if (lineFeed < 0 && !atEnd) return slice.more();
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    report.index(line, at + byteOffset);
    let start = at + byteOffset === 0 ? skipByteOrderMark(bytes) : at;
    while (start < end && bytes[start] <= 0x20) start++;
    if (start === end) report.blank++;
    else if (bytes[start] === OPEN_BRACE && scanner.scan(bytes, start, end)) mapper.map(line, start, end, false);
    else if (lineFeed < 0 && bytes[start] === OPEN_BRACE && scanner.problemOffset === end) {
      report.reject("F_TRUNC_TAIL", line, cutTail, bytes, start, end);
    } else {
      const reason = syntaxReason(scanner, bytes[start] === OPEN_BRACE, at);
      report.reject("P_SYNTAX", line, reason, bytes, start, end);
    }
    line++;
    at = lineFeed < 0 ? end : lineFeed + 1;
  }
  return slice.finish(at);
}

function syntaxReason(scanner: JsonScanner, isObject: boolean, lineStart: number): () => string {
  if (!isObject) return () => "expected a JSON object, which begins with {";
  return () => `not JSON at column ${scanner.problemOffset - lineStart + 1}: expected ${scanner.problem}`;
}

function cutTail(): string {
  return "the file ends in the middle of this record";
}
