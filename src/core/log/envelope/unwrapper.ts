import type { FieldTable } from "../field-table.ts";

/** Takes one layer off a line. */
export interface Unwrapper {
  /** Fields of the layer found in the last line; slots are the names the unwrapper was made for. */
  readonly fields: FieldTable;
  /** The inner line, in the bytes given last, as its coding in `FieldTable` says. */
  readonly start: number;
  readonly end: number;
  readonly coding: number;
  /** The inner line goes on in a later line of the same stream. */
  readonly isPartial: boolean;
  /** Slot of the field that tells the stream, NONE if none does. */
  readonly streamSlot: number;
  /** Whether bytes[start, end), a line without its end, is of this layer. No allocation. */
  unwrap(bytes: Uint8Array, start: number, end: number): boolean;
  /** What was expected of the line that was refused last, and where; `lineStart` = its first byte. */
  reason(lineStart: number): string;
  /** The line refused last is of this layer as far as it goes: it may have been cut off. */
  readonly isCut: boolean;
}
