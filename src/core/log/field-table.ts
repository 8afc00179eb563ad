import { NONE } from "../units.ts";

/** The span is the value. */
export const RAW = 0;
/** Inside CSV quotes, with doubled quotes in it. */
export const DOUBLED_QUOTES = 1;
/** Inside JSON quotes, with backslashes in it. */
export const JSON_ESCAPES = 2;
/** Inside quotes, with the escapes of loggers in it. */
export const TEXT_ESCAPES = 3;
/** The target of a request, whose route is meant: without query, ids masked. */
export const ROUTE = 4;

/**
 * Where the wanted fields of the current record are, by slot: one table per reader, reused for every record.
 *
 *     starts  12   −1   40      −1 = the record has no such field
 *     ends    19    –   77      half-open, bytes of the work buffer
 *     codings  0    –    2      RAW, DOUBLED_QUOTES, …
 */
export class FieldTable {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly codings: Uint8Array;

  constructor(readonly size: number) {
    this.starts = new Int32Array(size).fill(NONE);
    this.ends = new Int32Array(size);
    this.codings = new Uint8Array(size);
  }

  /** Forgets the fields of the last record. */
  clear(): void {
    this.starts.fill(NONE);
    this.codings.fill(RAW);
  }

  set(slot: number, start: number, end: number, coding: number): void {
    this.starts[slot] = start;
    this.ends[slot] = end;
    this.codings[slot] = coding;
  }
}
