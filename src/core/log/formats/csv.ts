import { encodeUtf8 } from "../../bytes.ts";
import { skipByteOrderMark } from "../byte-order-mark.ts";
import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import { CodedRecords } from "../coded-records.ts";
import { stampUnit } from "../column-profile.ts";
import { CsvCoder } from "../csv-coder.ts";
import { csvDialect } from "../csv-dialect.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_CUT, RECORD_INCOMPLETE } from "../csv-record.ts";
import { csvSplitter, HAS_QUOTES } from "../csv-splitter.ts";
import type { CompiledPlan } from "../field-plan.ts";
import { RAW } from "../field-table.ts";
import type { Format, NeedMoreBytes, SliceInput } from "../format.ts";
import { compileIgnored } from "../ignored-lines.ts";
import { LineSlice } from "../line-slice.ts";
import { skipNuls } from "../nul-bytes.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import { readCsvSample, type SampleTable } from "../sample-table.ts";
import type { SourcePlan } from "../source-plan.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** Comma-separated values and their kin with another one-byte delimiter. */
export const csvFormat: Format = {
  name: "csv",
  randomAccess: true,
  framing: "csv",
  columnNames: "listed",
  parse,
  detect,
  records,
};

/** Scratch memory of one thread: what it coded is used up before the next slice begins. */
let threadCoder: CsvCoder | null | undefined;

function parse(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  if (threadCoder === undefined) threadCoder = CsvCoder.create();
  return parseCsv(plan, input, threadCoder);
}

/**
 * Reads the records of a slice in one pass over its bytes: most through `CodedRecords` if there is a coder and the plan
 * allows it, those with quotes through `CsvRecordWalker`, the others field by field. The coder changes nothing but speed.
 */
export function parseCsv(plan: CompiledPlan, input: SliceInput, coder: CsvCoder | null): ParsedSlice | NeedMoreBytes {
  const slice = new LineSlice(plan, input);
  const { report, mapper, fields, stop } = slice;
  if (slice.first < 0) return slice.more();
  const { bytes, byteOffset, atEnd } = input;
  const { delimiter, columnCount, slotOfColumn } = plan;
  const { codings } = fields;
  const limit = bytes.length;
  const walker = new CsvRecordWalker(delimiter, slotOfColumn, fields);
  const splitter = csvSplitter(bytes, delimiter, slotOfColumn, fields);
  // The coder knows no NULs before a record.
  let coded = slice.nul >= 0 ? null : CodedRecords.of(plan, coder, slice, input);
  const ignored = compileIgnored(plan.plan.ignored);
  if (!ignored.ok) throw new Error(`${ignored.failure.code}: ${ignored.failure.message}`);
  const takesRest = plan.plan.unmatched === "continuation";
  let line = 0;
  let at = slice.first;
  let codingsSet = false;
  let isHeader = plan.plan.header === true && at + byteOffset === 0;

  while (at < stop) {
    if (coded !== null && !isHeader && at + byteOffset > 0) {
      if (codingsSet) codings.fill(RAW);
      codingsSet = false;
      line += coded.map(at, line);
      at = coded.next;
      if (!coded.isWorthwhile) coded = null;
      if (at >= stop) break;
    }
    const start = at;
    if (line >= report.nextIndexed) report.index(line, start + byteOffset);
    if (at + byteOffset === 0) at = skipByteOrderMark(bytes);
    if (bytes[at] === 0) at = skipNuls(bytes, at, limit);
    if (codingsSet) {
      codings.fill(RAW);
      codingsSet = false;
    }
    const recordStart = at;
    const lineFeed = splitter.split(at);
    const quoted = lineFeed === HAS_QUOTES;
    let column = splitter.columns;
    let lines = 1;
    let terminated = lineFeed < limit;
    let problem = 0;
    if (quoted) {
      codingsSet = true;
      problem = walker.walk(bytes, recordStart, limit, atEnd);
      if (problem === RECORD_INCOMPLETE) return slice.more();
      at = walker.next;
      column = walker.columns;
      lines = walker.lines;
      terminated = walker.terminated;
    } else {
      if (!terminated && !atEnd) return slice.more();
      at = terminated ? lineFeed + 1 : lineFeed;
      if (column === 1 && isBlank(bytes, recordStart, splitter.end)) {
        // Only what stands at offset 0 is the header unseen; behind blank lines it is known by its names.
        isHeader = false;
        report.blank++;
        line++;
        continue;
      }
    }
    const isCut = problem === RECORD_CUT || (problem === 0 && !terminated && column < columnCount);
    const isRefused = problem === RECORD_BAD_QUOTE || column !== columnCount;
    if (isHeader) {
      isHeader = false;
      report.blank += lines;
    } else if (ignored.value?.matches(bytes, recordStart, firstLineEnd(bytes, recordStart, at))) {
      report.blank++;
      report.continuations += lines - 1;
    } else if (takesRest && isRefused && !isCut) {
      report.continuations += lines;
    } else if (problem === RECORD_BAD_QUOTE) {
      report.reject("P_QUOTE", line, badQuote, bytes, recordStart, at);
    } else if (isCut) {
      report.reject("F_TRUNC_TAIL", line, cutTail, bytes, recordStart, at);
      report.continuations += lines - 1;
    } else if (column !== columnCount) {
      const code = column < columnCount ? "P_COLUMNS_FEW" : "P_COLUMNS_MANY";
      report.reject(code, line, columnsReason(column, columnCount), bytes, recordStart, at);
      report.continuations += lines - 1;
    } else {
      mapper.map(line, recordStart, at, !quoted);
      report.continuations += lines - 1;
    }
    line += lines;
  }
  return slice.finish(at);
}

function records(plan: SourcePlan, head: Uint8Array, count: number, isWhole: boolean): SampleTable {
  const skip = plan.header === true ? 1 : 0;
  const table = readCsvSample(head, encodeUtf8(plan.delimiter ?? ",")[0], count + skip, isWhole);
  return { columns: plan.columns ?? table.columns, rows: table.rows.slice(skip) };
}

/** Text of even columns under one of the customary delimiters; without a header it takes a column of stamps to be sure. */
function detect(sample: FormatSample): Candidate | null {
  if (sample.kind !== "text") return null;
  const dialect = csvDialect(sample.head, SAMPLE_RECORDS, sample.isWhole);
  if (dialect === undefined || dialect.table.rows.length === 0) return null;
  const { table, delimiter, header, consistency } = dialect;
  const columns = [...table.columns];
  const late = sample.tail && readCsvSample(sample.tail, delimiter.charCodeAt(0), SAMPLE_RECORDS, true);
  const character = delimiter === "\t" ? "tab" : `"${delimiter}"`;
  const named = header ? "named by the first line" : "without a header line";
  const isTable = columns.length > 2 && table.rows[0].some((cell) => stampUnit(cell ?? "") !== undefined);
  return {
    plan: { format: "csv", delimiter, header, columns },
    table,
    ...(late && { late: { columns, rows: late.rows } }),
    score: consistency * (header ? 0.97 : isTable ? 0.84 : 0.6),
    reasons: [`${columns.length} columns split by ${character}, ${named}`],
  };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE && bytes[at] !== CARRIAGE_RETURN) return false;
  return true;
}

function firstLineEnd(bytes: Uint8Array, start: number, end: number): number {
  const lineFeed = bytes.indexOf(LINE_FEED, start);
  const to = lineFeed >= 0 && lineFeed < end ? lineFeed : end;
  return to > start && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
}

function badQuote(): string {
  return "a quote at the start of a field is not closed, or text follows the closing quote; reading went on at the next line";
}

function cutTail(): string {
  return "the file ends in the middle of this record";
}

function columnsReason(seen: number, expected: number): () => string {
  return () => `${seen} columns, expected ${expected}`;
}
