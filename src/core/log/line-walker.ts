import { skipByteOrderMark } from "./byte-order-mark.ts";
import { EscapeSearch } from "./escape-search.ts";
import { isComment } from "./ignored-lines.ts";
import { type LineRules, type LineSplitter, MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "./line-splitter.ts";
import { skipNuls } from "./nul-bytes.ts";
import { stripColours } from "./text-colours.ts";
import type { WorkBuffer } from "./work-buffer.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LONG_LINE_BYTES = 1 << 20;
const LOOKED_AT_BYTES = 64 << 10;

/** What a line is. */
export const LINE_RECORD = 0;
export const LINE_BLANK = 1;
export const LINE_CONTINUATION = 2;
export const LINE_REJECT = 3;
/** The bytes end inside the line. */
export const LINE_INCOMPLETE = 4;

/**
 * Tells of one line after the other what it is: the one place that knows where records of lines begin.
 *
 *     10:00 ERROR boom          record
 *       at a.b.C(C.java:3)      continuation, while at most 500 lines and 1 MiB follow the record
 *                               blank (does not end the record)
 *     10:01 INFO ok             record
 *
 * A record, and a line that belongs to none, may be where reading begins; a continuation may not. Positions are indices
 * of the bytes given, whatever their offset in the file, so that any slicing tells the same lines.
 */
export class LineWalker {
  /** Of the last line: its end without line end and what was cut off … */
  end = 0;
  /** … its first byte without a byte order mark and NULs before it … */
  start = 0;
  /** … where the next begins … */
  next = 0;
  /** … whether it had a line end, and whether it was cut for its length. */
  isTerminated = false;
  isLong = false;
  /** The array that start and end belong to: a copy if colours were taken out. */
  bytes: Uint8Array;

  private hasCopy = false;
  private linesLeft = 0;
  private lastStart = 0;
  private readonly escapes: EscapeSearch;

  constructor(
    private readonly work: WorkBuffer,
    private readonly limit: number,
    private readonly atFileEnd: boolean,
    private readonly hasFileStart: boolean,
    private readonly splitter: LineSplitter,
    private readonly rules: LineRules,
  ) {
    this.bytes = work.bytes;
    this.escapes = new EscapeSearch(limit);
  }

  /** Whether the line at `at`, if it is no record, would belong to the record before it. */
  mayContinue(at: number): boolean {
    return this.linesLeft > 0 && at <= this.lastStart;
  }

  /** Looks at the line that begins at `at`, which must be before the end of the bytes. */
  look(at: number): number {
    if (!this.frame(at)) return LINE_INCOMPLETE;
    const { bytes, start, end, rules } = this;
    const inRecord = this.mayContinue(at);
    if (start === end || (bytes[start] <= 0x20 && isBlank(bytes, start, end))) return this.blank();
    if (rules.ignored?.matches(bytes, start, end)) return this.blank();
    if (this.splitter.split(bytes, start, end)) {
      this.linesLeft = rules.continues ? MAX_CONTINUATIONS : 0;
      this.lastStart = at + MAX_CONTINUATION_BYTES;
      return LINE_RECORD;
    }
    if (isComment(rules, bytes, start, end)) return this.blank();
    if (inRecord) {
      this.linesLeft--;
      return LINE_CONTINUATION;
    }
    this.linesLeft = 0;
    const isCut = !this.isTerminated && this.splitter.isCut;
    return rules.takesRest === true && !isCut ? LINE_CONTINUATION : LINE_REJECT;
  }

  /** Lines up to `at` belong to no known record: what follows is judged as the beginning of one. */
  forget(): void {
    this.linesLeft = 0;
  }

  private blank(): number {
    this.linesLeft--;
    return LINE_BLANK;
  }

  /** Finds the ends of the line; false if they lie beyond the bytes. */
  private frame(at: number): boolean {
    const { work, limit } = this;
    if (this.hasCopy) {
      this.hasCopy = false;
      work.release();
    }
    const input = work.bytes;
    const lineFeed = input.indexOf(LINE_FEED, at);
    // The work buffer has scratch behind the bytes of the file.
    this.isTerminated = lineFeed >= 0 && lineFeed < limit;
    if (!this.isTerminated && !this.atFileEnd) return false;
    let end = this.isTerminated ? lineFeed : limit;
    this.next = this.isTerminated ? lineFeed + 1 : limit;
    if (end > at && input[end - 1] === CARRIAGE_RETURN) end--;
    let start = at;
    if (at === 0 && this.hasFileStart) start = Math.min(end, skipByteOrderMark(input));
    if (input[start] === 0) start = skipNuls(input, start, end);
    this.isLong = this.rules.cutsLongLines && end - start > LONG_LINE_BYTES;
    if (this.isLong) end = start + LOOKED_AT_BYTES;
    this.bytes = input;
    this.start = start;
    this.end = end;
    if (this.escapes.isIn(input, start, end)) this.strip(start, end);
    return true;
  }

  private strip(start: number, end: number): void {
    const at = this.work.reserve(end - start);
    this.bytes = this.work.bytes;
    this.end = stripColours(this.bytes, start, end, this.bytes, at);
    this.start = at;
    this.work.commit(this.end);
    this.work.hold();
    this.hasCopy = true;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] > 0x20) return false;
  return true;
}
