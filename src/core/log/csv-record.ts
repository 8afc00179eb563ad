import { NONE } from "../units.ts";
import { DOUBLED_QUOTES, type FieldTable, RAW } from "./field-table.ts";
import { skipNuls } from "./nul-bytes.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A quoted record longer than this is a stray quote: reading resumes at the line after its first. */
export const MAX_QUOTED_LINES = 500;
export const MAX_QUOTED_BYTES = 1 << 20;

/** The record is complete and well quoted. */
export const RECORD_OK = 0;
/** The bytes end inside the record, and the file does not. */
export const RECORD_INCOMPLETE = 1;
/** A quote is never closed, or text follows a closing quote: only the first line is taken. */
export const RECORD_BAD_QUOTE = 2;
/** The file ends inside a quoted field of its last line. */
export const RECORD_CUT = 3;

/**
 * Reads one CSV record with quotes in it (RFC 4180): the slow, complete way; records without quotes take a shorter one.
 * A quote is special only at the start of a field; NULs before the record belong to none. The same walk frames blocks, so framing and parsing cannot differ.
 */
export class CsvRecordWalker {
  /** Of the last record: position after its line end, its physical lines, its fields. */
  next = 0;
  lines = 0;
  columns = 0;
  /** Whether the record ends with a line feed (the last of a file may not). */
  terminated = false;
  /** After RECORD_BAD_QUOTE: every byte looked at to decide so lies before this position. */
  reach = 0;

  constructor(
    private readonly delimiter: number,
    private readonly slotOfColumn: Int32Array,
    private readonly fields: FieldTable,
  ) {}

  /** Walks the record at `start`; `atEnd` = the file ends at `limit`. Fields go to the table. RECORD_*. */
  walk(bytes: Uint8Array, start: number, limit: number, atEnd: boolean): number {
    const { delimiter } = this;
    let at = skipNuls(bytes, start, limit);
    let column = 0;
    let lines = 1;
    this.fields.clear();
    for (;;) {
      if (at < limit && bytes[at] === QUOTE) {
        const opening = at + 1;
        let doubled = false;
        for (at = opening; ; at++) {
          if (at >= limit) return this.openEnd(bytes, start, limit, atEnd);
          const byte = bytes[at];
          if (byte === LINE_FEED) {
            lines++;
            if (lines > MAX_QUOTED_LINES) return this.resume(bytes, start, limit, atEnd, at);
          } else if (byte === QUOTE) {
            if (at + 1 < limit && bytes[at + 1] === QUOTE) {
              doubled = true;
              at++;
            } else break;
          }
          if (at - start > MAX_QUOTED_BYTES) return this.resume(bytes, start, limit, atEnd, at);
        }
        if (at + 1 >= limit && !atEnd) return RECORD_INCOMPLETE;
        this.keep(column++, opening, at, doubled ? DOUBLED_QUOTES : RAW);
        at++;
        if (at < limit && bytes[at] === CARRIAGE_RETURN) {
          if (at + 1 >= limit && !atEnd) return RECORD_INCOMPLETE;
          if (at + 1 >= limit || bytes[at + 1] === LINE_FEED) at++;
        }
        if (at < limit && bytes[at] !== delimiter && bytes[at] !== LINE_FEED)
          return this.resume(bytes, start, limit, atEnd, at);
      } else {
        const fieldStart = at;
        while (at < limit && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++;
        if (at >= limit && !atEnd) return RECORD_INCOMPLETE;
        const last = at >= limit || bytes[at] === LINE_FEED;
        const strip = last && at > fieldStart && bytes[at - 1] === CARRIAGE_RETURN;
        this.keep(column++, fieldStart, strip ? at - 1 : at, RAW);
      }
      if (at >= limit || bytes[at] === LINE_FEED) {
        this.terminated = at < limit;
        this.next = at < limit ? at + 1 : limit;
        this.lines = lines;
        this.columns = column;
        return RECORD_OK;
      }
      at++;
    }
  }

  private keep(column: number, start: number, end: number, coding: number): void {
    const slot = column < this.slotOfColumn.length ? this.slotOfColumn[column] : NONE;
    if (slot !== NONE) this.fields.set(slot, start, end, coding);
  }

  /** The bytes end inside quotes. */
  private openEnd(bytes: Uint8Array, start: number, limit: number, atEnd: boolean): number {
    if (!atEnd) return RECORD_INCOMPLETE;
    const code = this.resume(bytes, start, limit, atEnd, limit);
    return this.terminated ? code : RECORD_CUT;
  }

  /** Gives up the record and goes on after its first line. */
  private resume(bytes: Uint8Array, start: number, limit: number, atEnd: boolean, at: number): number {
    const lineEnd = bytes.indexOf(LINE_FEED, start);
    this.terminated = lineEnd >= 0 && lineEnd < limit;
    if (!this.terminated && !atEnd) return RECORD_INCOMPLETE;
    this.next = this.terminated ? lineEnd + 1 : limit;
    this.lines = 1;
    // Two bytes of look-ahead behind a closing quote (a carriage return, then what follows it).
    this.reach = at + 3;
    return RECORD_BAD_QUOTE;
  }
}
