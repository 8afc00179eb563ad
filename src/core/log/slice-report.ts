import { decodeUtf8 } from "../bytes.ts";
import type { LineCounts, Reject, RejectCount } from "./parsed-slice.ts";

const MAX_SAMPLES = 100;
const MAX_SAMPLE_CHARACTERS = 400;
/** One entry of the line index per this many lines. */
export const LINES_PER_OFFSET = 1024;

/** Counts the lines of a slice by what became of them, keeps samples of rejects, and indexes line offsets. */
export class SliceReport {
  records = 0;
  continuations = 0;
  blank = 0;
  /** Records behind the first of their line. */
  extra = 0;
  /** What is counted now is such a record: its line has been counted, and must not be again. */
  isExtra = false;
  /** Records by format, of plans with several. */
  formats: readonly number[] | undefined;

  /** The first line that `index` would keep. */
  nextIndexed = 0;

  private rejectTotal = 0;
  private readonly samples: Reject[] = [];
  private readonly rejectCounts = new Map<string, number>();
  private readonly warningCounts = new Map<string, number>();
  private readonly offsets: number[] = [];
  private readonly offsetLines: number[] = [];

  /** @param keepsAll samples of all rejects, not of the first hundred of each code */
  constructor(private readonly keepsAll = false) {}

  /** Lines accounted for so far: the number of the next line. */
  get lines(): number {
    return this.records + this.continuations + this.blank + this.rejectTotal;
  }

  /** Tells where a line (or unit) begins; keeps one in 1,024. Lines inside a record are not indexed. */
  index(line: number, byteOffset: number): void {
    if (line < this.nextIndexed) return;
    this.offsets.push(byteOffset);
    this.offsetLines.push(line);
    this.nextIndexed = (Math.floor(line / LINES_PER_OFFSET) + 1) * LINES_PER_OFFSET;
  }

  countRecord(): void {
    if (this.isExtra) this.extra++;
    else this.records++;
  }

  /** Counts the record that begins at `line` as rejected. `reason` is called only for the samples that are kept. */
  reject(code: string, line: number, reason: () => string, bytes: Uint8Array, start: number, end: number): void {
    if (this.isExtra) {
      this.warn("P_EXTRA");
      return;
    }
    this.rejectTotal++;
    const count = (this.rejectCounts.get(code) ?? 0) + 1;
    this.rejectCounts.set(code, count);
    if (count > MAX_SAMPLES && !this.keepsAll) return;
    // Four bytes at most per UTF-16 pair: enough bytes for the characters wanted, never a whole long line.
    const text = decodeUtf8(bytes, start, Math.min(end, start + MAX_SAMPLE_CHARACTERS * 4));
    const sample = text.slice(0, MAX_SAMPLE_CHARACTERS).replace(/[\r\n]+$/, "");
    this.samples.push({ code, line, reason: reason(), sample });
  }

  /** Counts something odd about a record that was kept. */
  warn(code: string, count = 1): void {
    this.warningCounts.set(code, (this.warningCounts.get(code) ?? 0) + count);
  }

  finish(): FinishedReport {
    const { records, continuations, blank, rejectTotal, extra, formats } = this;
    const counts = { lines: this.lines, records, continuations, blank, duplicates: 0, rejects: rejectTotal };
    return {
      counts: extra > 0 ? { ...counts, extra } : counts,
      ...(formats && { formats }),
      rejects: this.samples.sort((a, b) => a.line - b.line),
      rejectCounts: sortedCounts(this.rejectCounts),
      warnings: sortedCounts(this.warningCounts),
      lineOffsets: Float64Array.from(this.offsets),
      lineOffsetLines: Uint32Array.from(this.offsetLines),
    };
  }
}

export interface FinishedReport {
  readonly counts: LineCounts;
  readonly formats?: readonly number[];
  readonly rejects: readonly Reject[];
  readonly rejectCounts: readonly RejectCount[];
  readonly warnings: readonly RejectCount[];
  readonly lineOffsets: Float64Array;
  readonly lineOffsetLines: Uint32Array;
}

function sortedCounts(counts: ReadonlyMap<string, number>): RejectCount[] {
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => (a.code < b.code ? -1 : 1));
}
