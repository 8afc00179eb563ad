import { NONE } from "../units.ts";
import { ByteMarks, MARK_BYTES, MARK_LINE_FEED } from "./byte-marks.ts";
import type { FieldTable } from "./field-table.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A field begins with a quote: the record is one for `CsvRecordWalker`. */
export const HAS_QUOTES = -1;

/** Splits CSV records without quotes: nearly all records of nearly all files. The same fields as `CsvRecordWalker` gives. */
export interface CsvSplitter {
  /** Of the last record: its number of columns, and the end of its last field (a carriage return before the line end is none). */
  readonly columns: number;
  readonly end: number;
  /**
   * Position of the line feed that ends the record at `start` (length of the bytes if there is none), or HAS_QUOTES.
   * Starts ascend.
   */
  split(start: number): number;
}

/** Scratch memory of one thread: a splitter is used up before the next one is made. */
let byteMarks: ByteMarks | null | undefined;

export function csvSplitter(
  bytes: Uint8Array,
  delimiter: number,
  slotOfColumn: Int32Array,
  fields: FieldTable,
): CsvSplitter {
  if (byteMarks === undefined) byteMarks = ByteMarks.create();
  if (byteMarks === null) return new PlainSplitter(bytes, delimiter, slotOfColumn, fields);
  return new MarkedSplitter(byteMarks, bytes, delimiter, slotOfColumn, fields);
}

/** Goes from mark to mark. */
export class MarkedSplitter implements CsvSplitter {
  columns = 0;
  end = 0;
  /** The piece of text whose marks are at hand, and the next of these. */
  private from = 0;
  private to = 0;
  private next = 0;
  private count = 0;

  constructor(
    private readonly byteMarks: ByteMarks,
    private readonly bytes: Uint8Array,
    private readonly delimiter: number,
    private readonly slotOfColumn: Int32Array,
    private readonly fields: FieldTable,
  ) {}

  split(start: number): number {
    const { bytes, slotOfColumn } = this;
    const { marks } = this.byteMarks;
    const { starts, ends } = this.fields;
    const columnCount = slotOfColumn.length;
    let { from, next, count } = this;
    while (next < count && from + (marks[next] >>> 2) < start) next++;
    let column = 0;
    let fieldStart = start;
    for (;;) {
      if (next === count) {
        // Behind records with quotes, the rest of a piece may have been passed already.
        this.advance(Math.max(this.to, start));
        ({ from, next, count } = this);
      }
      let at = bytes.length;
      let isLast = true;
      if (next < count) {
        const mark = marks[next++];
        at = from + (mark >>> 2);
        if ((mark & 2) !== 0) {
          if (at === fieldStart) {
            this.next = next;
            return HAS_QUOTES;
          }
          continue;
        }
        isLast = (mark & MARK_LINE_FEED) !== 0;
      }
      const end = isLast && at > fieldStart && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      const slot = column < columnCount ? slotOfColumn[column] : NONE;
      if (slot !== NONE) {
        starts[slot] = fieldStart;
        ends[slot] = end;
      }
      column++;
      if (isLast) {
        this.next = next;
        this.columns = column;
        this.end = end;
        return at;
      }
      fieldStart = at + 1;
    }
  }

  /** Marks text from `from` on, until there is a mark or no text. */
  private advance(from: number): void {
    const { length } = this.bytes;
    this.next = 0;
    for (;;) {
      this.from = from;
      this.to = Math.min(length, from + MARK_BYTES);
      this.count = from < length ? this.byteMarks.mark(this.bytes, from, this.delimiter) : 0;
      if (this.count > 0 || this.to >= length) return;
      from = this.to;
    }
  }
}

/** Byte by byte: where there is no WebAssembly. */
export class PlainSplitter implements CsvSplitter {
  columns = 0;
  end = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly delimiter: number,
    private readonly slotOfColumn: Int32Array,
    private readonly fields: FieldTable,
  ) {}

  split(start: number): number {
    const { bytes, delimiter, slotOfColumn } = this;
    const { starts, ends } = this.fields;
    const limit = bytes.length;
    const columnCount = slotOfColumn.length;
    let column = 0;
    let fieldStart = start;
    for (;;) {
      let at = fieldStart;
      if (at < limit && bytes[at] === QUOTE) return HAS_QUOTES;
      while (at < limit && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++;
      const isLast = at >= limit || bytes[at] === LINE_FEED;
      const end = isLast && at > fieldStart && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      const slot = column < columnCount ? slotOfColumn[column] : NONE;
      if (slot !== NONE) {
        starts[slot] = fieldStart;
        ends[slot] = end;
      }
      column++;
      if (isLast) {
        this.columns = column;
        this.end = end;
        return at;
      }
      fieldStart = at + 1;
    }
  }
}
