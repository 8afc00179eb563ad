import type { StampForm, TimeAssumptions } from "../source-plan.ts";
import { type StampProblem, StampReader } from "../time-stamp.ts";
import { epochUnitOf } from "./epoch-magnitude.ts";

/**
 * Reads the stamps of one column. Mostly they have one form; of several, an epoch is read in the unit that its magnitude
 * tells, anything else by the first form that takes it. As `StampReader`, no allocation.
 */
export class ColumnStamps {
  /** Of the last stamp read, as in `StampReader`. */
  nanos = 0;
  seconds = 0;
  problem: StampProblem = "T_NONE";
  /** A moment (s since 1970 UTC) known to be close to the stamps read next, NaN if there is none. */
  near = Number.NaN;

  private readonly first: StampReader;
  private readonly readers: readonly StampReader[];
  /** Stamps that were not of the first form. */
  private others = 0;

  /** @param forms at least one; see `StampReader` for failures */
  constructor(
    private readonly forms: readonly StampForm[],
    originNs: bigint,
    assume?: TimeAssumptions,
  ) {
    this.readers = forms.map((form) => new StampReader(form, originNs, assume));
    this.first = this.readers[0];
  }

  /** ns since the origin of the stamp in bytes[start, end); NaN (see `problem`) if it is none. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (this.readers.length === 1) return this.readAs(this.first, bytes, start, end);
    const unit = epochUnitOf(bytes, start, end);
    let problem: StampProblem | undefined;
    for (let i = 0; i < this.readers.length; i++) {
      const form = this.forms[i].unit;
      const isEpoch = form !== "iso" && form !== "stamp";
      if (isEpoch && form !== unit) continue;
      const ns = this.readAs(this.readers[i], bytes, start, end);
      if (Number.isNaN(ns)) {
        // Of the form but impossible says more than not of the form.
        if (problem === undefined || this.problem !== "T_UNPARSED") problem = this.problem;
        continue;
      }
      if (i > 0) this.others++;
      return ns;
    }
    this.problem = problem ?? this.emptyOrUnparsed(bytes, start, end);
    return Number.NaN;
  }

  /** Codes and counts of what the stamps read so far took for granted. */
  get warnings(): readonly (readonly [string, number])[] {
    const sum = (count: (reader: StampReader) => number) => this.readers.reduce((total, one) => total + count(one), 0);
    return [
      ["T_NO_ZONE", sum(({ local }) => local.zoneless)],
      ["T_NO_YEAR", sum(({ local }) => local.yearless)],
      ["T_NO_DATE", sum(({ local }) => local.dateless)],
      ["T_DST_FOLD", sum(({ local }) => local.folded)],
      ["T_MIXED_UNIT", this.others],
    ];
  }

  private readAs(reader: StampReader, bytes: Uint8Array, start: number, end: number): number {
    reader.near = this.near;
    const ns = reader.read(bytes, start, end);
    this.nanos = reader.nanos;
    this.seconds = reader.seconds;
    this.problem = reader.problem;
    return ns;
  }

  private emptyOrUnparsed(bytes: Uint8Array, start: number, end: number): StampProblem {
    for (let at = start; at < end; at++) if (bytes[at] > 0x20) return "T_UNPARSED";
    return "T_NONE";
  }
}
