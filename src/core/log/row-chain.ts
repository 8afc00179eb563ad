import type { RowJob } from "./parquet/row-job.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { SliceOrder } from "./slice-order.ts";

/**
 * Hands out the stretches of rows that a file told of itself, and accepts them in file order, though they may be parsed
 * in any: at every moment what is accepted is a beginning of the file.
 */
export class RowChain {
  private jobs: readonly RowJob[] | null = null;
  private next = 0;
  private readonly order = new SliceOrder();

  constructor(private readonly fileBytes: number) {}

  /** Whether the file has told its stretches. */
  get isPlanned(): boolean {
    return this.jobs !== null;
  }

  plan(jobs: readonly RowJob[]): void {
    this.jobs = jobs;
  }

  /** The next stretch to parse, null if none is left. */
  take(): RowJob | null {
    return this.jobs?.[this.next] === undefined ? null : this.jobs[this.next++];
  }

  /** Takes a parsed stretch; returns those before which nothing is missing any more, in file order. */
  settle(slice: ParsedSlice): ParsedSlice[] {
    return this.order.settle(slice);
  }

  get done(): boolean {
    return this.order.accepted === this.jobs?.length;
  }

  /** Bytes of the file up to the last row that is accepted; never the whole file before the end. */
  get acceptedBytes(): number {
    if (this.done) return this.fileBytes;
    if (this.order.accepted === 0) return 0;
    return Math.min(this.jobs?.[this.order.accepted - 1].endOffset ?? 0, this.fileBytes - 1);
  }
}
