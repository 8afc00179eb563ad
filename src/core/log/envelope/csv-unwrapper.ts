import { encodeUtf8, equalsBytes } from "../../bytes.ts";
import { NONE } from "../../units.ts";
import { CsvRecordWalker, RECORD_BAD_QUOTE, RECORD_CUT, RECORD_INCOMPLETE } from "../csv-record.ts";
import { FieldTable, RAW } from "../field-table.ts";
import type { Envelope } from "../source-plan.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** What became of a record of CSV. */
export const CSV_OK = 0;
export const CSV_INCOMPLETE = 1;
export const CSV_REFUSED = 2;

/**
 * Records of CSV that hold lines in one column. The records are framed here, for a quoted field may go on over lines: `walk`
 * comes first, `unwrap` then gives the field of the record walked last.
 */
export class CsvUnwrapper implements Unwrapper {
  readonly fields: FieldTable;
  start = 0;
  end = 0;
  coding = RAW;
  readonly isPartial = false;
  readonly streamSlot = NONE;
  readonly isCut = false;
  /** Of the last record: where the next begins, its physical lines, whether it has a line end. */
  next = 0;
  lines = 1;
  isTerminated = true;
  /** Every byte looked at to judge it lies before. */
  reach = 0;
  /** Why the last record was refused. */
  code = "";
  private seen = 0;
  private readonly walker: CsvRecordWalker;
  private readonly contentSlot: number;
  private readonly columnCount: number;
  private readonly contentName: Uint8Array;

  constructor(
    { columns = [], delimiter = "," }: Envelope,
    names: readonly string[],
    private readonly content: string,
  ) {
    const wanted = [...names, content];
    this.fields = new FieldTable(wanted.length);
    this.contentSlot = names.length;
    this.columnCount = columns.length;
    this.contentName = encodeUtf8(content);
    const slots = Int32Array.from(columns, (column) => wanted.indexOf(column));
    this.walker = new CsvRecordWalker(delimiter.charCodeAt(0), slots, this.fields);
  }

  /** Walks the record at `start`; `atEnd` = the file ends at `limit`. CSV_*. */
  walk(bytes: Uint8Array, start: number, limit: number, atEnd: boolean): number {
    const { walker } = this;
    const problem = walker.walk(bytes, start, limit, atEnd);
    if (problem === RECORD_INCOMPLETE) return CSV_INCOMPLETE;
    this.next = walker.next;
    this.lines = walker.lines;
    this.isTerminated = walker.terminated;
    this.seen = walker.columns;
    this.reach = problem === RECORD_BAD_QUOTE ? walker.reach : walker.next;
    const isCut = problem === RECORD_CUT || (!this.isTerminated && this.seen < this.columnCount);
    if (problem === RECORD_BAD_QUOTE) this.code = "P_QUOTE";
    else if (isCut) this.code = "F_TRUNC_TAIL";
    else if (this.seen !== this.columnCount)
      this.code = this.seen < this.columnCount ? "P_COLUMNS_FEW" : "P_COLUMNS_MANY";
    else return CSV_OK;
    return CSV_REFUSED;
  }

  unwrap(): boolean {
    const { starts, ends, codings } = this.fields;
    this.start = starts[this.contentSlot];
    this.end = ends[this.contentSlot];
    this.coding = codings[this.contentSlot];
    return this.start >= 0;
  }

  /** Whether a line is the name of its column: files put together repeat their header. */
  isNameOfContent(bytes: Uint8Array, start: number, end: number): boolean {
    return equalsBytes(bytes, start, end, this.contentName);
  }

  reason(): string {
    switch (this.code) {
      case "P_QUOTE":
        return "a quote at the start of a field is not closed, or text follows the closing quote; reading went on at the next line";
      case "F_TRUNC_TAIL":
        return "the file ends in the middle of this record";
      default:
        return `${this.seen} columns, expected ${this.columnCount}, of which "${this.content}" holds the line`;
    }
  }
}
