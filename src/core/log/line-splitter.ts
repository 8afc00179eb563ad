import type { FieldTable } from "./field-table.ts";
import type { IgnoredLines } from "./ignored-lines.ts";

/** Finds the fields of one line. Every format of lines brings one; `parseLines` does the rest. */
export interface LineSplitter {
  /** The fields of the last line that was split; slots are the names the splitter was made for. */
  readonly fields: FieldTable;
  /** Whether bytes[start, end), a line without its end, is a record of the format. No allocation. */
  split(bytes: Uint8Array, start: number, end: number): boolean;
  /** What was expected of the line that was refused last, and where; `lineStart` = its first byte. */
  reason(lineStart: number): string;
  /** The line refused last is a record as far as it goes: it may have been cut off. */
  readonly isCut: boolean;
  /** Formats of which a line may hold several records: where the next begins on the line split last, NONE if none does. */
  readonly next?: number;
  /** Splits the record at `next`, as `split` does. */
  splitNext?(bytes: Uint8Array): boolean;
}

/** How the lines of a format follow one another. */
export interface LineRules {
  /** Lines that are no records belong to the record before them: stack traces. */
  readonly continues: boolean;
  /** Lines that begin with this byte are comments; −1 for none. */
  readonly comment: number;
  /** What programs write at the head of their logs: such lines are no records, wherever they stand. */
  readonly headers?: IgnoredLines;
  /** Of a line over 1 MiB only the first 64 KiB are looked at. */
  readonly cutsLongLines: boolean;
  /** Lines that a plan passes over like blank ones. */
  readonly ignored?: IgnoredLines;
  /** Lines that are no records are continuations wherever they stand: a plan says so. */
  readonly takesRest?: boolean;
}

/** At most so many lines belong to a record, its blank ones included … */
export const MAX_CONTINUATIONS = 500;
/** … and they begin at most so many bytes behind its beginning. */
export const MAX_CONTINUATION_BYTES = 1 << 20;
