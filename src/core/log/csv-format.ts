import { NONE } from "../units.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_CUT, RECORD_INCOMPLETE } from "./csv-record.ts";
import type { CompiledPlan } from "./field-plan.ts";
import type { Format, NeedMoreBytes, SliceInput } from "./format.ts";
import { LineSlice } from "./line-slice.ts";
import type { ParsedSlice } from "./parsed-slice.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
/** A byte in each place of a word. */
const ONES = 0x01010101;
const HIGHS = 0x80808080 | 0;
const LINE_FEEDS = 0x0a0a0a0a;

/** Comma-separated values and their kin with another one-byte delimiter. */
export const csvFormat: Format = { name: "csv", randomAccess: true, parse };

/**
 * Reads the records of a slice in one pass over its bytes. A record without quotes at a field start (nearly all) is
 * split in this loop; any other goes through `CsvRecordWalker`.
 */
function parse(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  const slice = new LineSlice(plan, input);
  const { report, mapper, fields, stop } = slice;
  if (slice.first < 0) return slice.more();
  const { bytes, byteOffset, atEnd } = input;
  const { delimiter, columnCount, slotOfColumn } = plan;
  const { starts, ends, codings } = fields;
  const limit = bytes.length;
  const walker = new CsvRecordWalker(delimiter, slotOfColumn, fields);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiters = Math.imul(delimiter, ONES);
  const wordLimit = limit - 3;
  let line = 0;
  let at = slice.first;
  let codingsSet = false;
  let isHeader = plan.plan.header === true && at + byteOffset === 0;

  while (at < stop) {
    const start = at;
    report.index(line, start + byteOffset);
    if (at + byteOffset === 0) at = skipByteOrderMark(bytes);
    if (codingsSet) {
      codings.fill(0);
      codingsSet = false;
    }
    const recordStart = at;
    let column = 0;
    let fieldStart = at;
    let quoted = at < limit && bytes[at] === QUOTE;
    while (!quoted) {
      // Four bytes a step: a byte of `a` or `b` is zero where a delimiter or line feed is, and the lowest bit of `hit`
      // tells where (exactly so; higher bits may be false).
      let hit = 0;
      for (; at < wordLimit; at += 4) {
        const word = view.getInt32(at, true);
        const a = word ^ delimiters;
        const b = word ^ LINE_FEEDS;
        hit = (((a - ONES) & ~a) | ((b - ONES) & ~b)) & HIGHS;
        if (hit !== 0) break;
      }
      if (hit !== 0) at += (32 - Math.clz32(~hit & (hit - 1))) >> 3;
      else while (at < limit && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++;
      if (at >= limit || bytes[at] === LINE_FEED) break;
      if (column < columnCount) {
        const slot = slotOfColumn[column];
        if (slot !== NONE) {
          starts[slot] = fieldStart;
          ends[slot] = at;
        }
      }
      column++;
      fieldStart = ++at;
      quoted = at < limit && bytes[at] === QUOTE;
    }
    let lines = 1;
    let terminated = true;
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
      terminated = at < limit;
      if (!terminated && !atEnd) return slice.more();
      const end = at > fieldStart && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      if (column < columnCount && slotOfColumn[column] !== NONE) {
        starts[slotOfColumn[column]] = fieldStart;
        ends[slotOfColumn[column]] = end;
      }
      column++;
      if (terminated) at++;
      if (column === 1 && isBlank(bytes, recordStart, end)) {
        // Only what stands at offset 0 is the header unseen; behind blank lines it is known by its names.
        isHeader = false;
        report.blank++;
        line++;
        continue;
      }
    }
    if (isHeader) {
      isHeader = false;
      report.blank += lines;
    } else if (problem === RECORD_BAD_QUOTE) {
      report.reject("P_QUOTE", line, badQuote, bytes, recordStart, at);
    } else if (problem === RECORD_CUT || (!terminated && column < columnCount)) {
      report.reject("F_TRUNC_TAIL", line, cutTail, bytes, recordStart, at);
      report.continuations += lines - 1;
    } else if (column !== columnCount) {
      const code = column < columnCount ? "P_COLUMNS_FEW" : "P_COLUMNS_MANY";
      report.reject(code, line, columnsReason(column, columnCount), bytes, recordStart, at);
      report.continuations += lines - 1;
    } else {
      mapper.map(line, recordStart, at);
      report.continuations += lines - 1;
    }
    line += lines;
  }
  return slice.finish(at);
}

/** 3 after a UTF-8 byte order mark at the start of a file, else 0. */
export function skipByteOrderMark(bytes: Uint8Array): number {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE && bytes[at] !== CARRIAGE_RETURN) return false;
  return true;
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
