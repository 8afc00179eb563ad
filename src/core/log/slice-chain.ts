import type { ParsedSlice } from "./parsed-slice.ts";

/** A part of a file that is to be parsed; offsets are bytes of the file. */
export interface SliceJob {
  readonly sliceIndex: number;
  readonly start: number;
  readonly end: number;
  /** A record starts exactly at `start`; otherwise the parser looks for the first line end. */
  readonly startIsRecord: boolean;
}

/**
 * Cuts a file into slices that are parsed in any order, each as if it began outside quotes, and accepts them in file
 * order: a slice whose first record is not where the previous one says the next begins is parsed again from there. What
 * is accepted is exactly one sequential read.
 */
export class SliceChain {
  private next = 0;
  private readonly again: SliceJob[] = [];
  private readonly waiting = new Map<number, ParsedSlice>();
  private accepted = 0;
  private expectedOffset = 0;
  private readonly sliceCount: number;

  constructor(
    private readonly fileBytes: number,
    private readonly sliceBytes: number,
  ) {
    this.sliceCount = Math.max(1, Math.ceil(fileBytes / sliceBytes));
  }

  /** The next slice to parse, null if none is left to hand out (repeats may still come up). */
  take(): SliceJob | null {
    const again = this.again.shift();
    if (again !== undefined) return again;
    if (this.next === this.sliceCount) return null;
    const sliceIndex = this.next++;
    const start = sliceIndex * this.sliceBytes;
    return { sliceIndex, start, end: this.endOf(sliceIndex), startIsRecord: sliceIndex === 0 };
  }

  /** Takes a parsed slice; returns those that are now known to be right, in file order. */
  settle(slice: ParsedSlice): ParsedSlice[] {
    this.waiting.set(slice.sliceIndex, slice);
    const right: ParsedSlice[] = [];
    while (this.accepted < this.sliceCount) {
      const end = this.endOf(this.accepted);
      const candidate = this.waiting.get(this.accepted);
      // A record of an earlier slice reaches beyond this one: nothing starts here.
      if (this.accepted > 0 && this.expectedOffset >= end && end < this.fileBytes) {
        if (candidate === undefined && this.next <= this.accepted) break;
        this.waiting.delete(this.accepted++);
        continue;
      }
      if (candidate === undefined) break;
      this.waiting.delete(this.accepted);
      if (this.accepted > 0 && candidate.firstRecordOffset !== this.expectedOffset) {
        const start = this.expectedOffset;
        this.again.push({ sliceIndex: this.accepted, start, end: Math.max(start, end), startIsRecord: true });
        break;
      }
      this.expectedOffset = candidate.nextRecordOffset;
      this.accepted++;
      right.push(candidate);
    }
    return right;
  }

  get done(): boolean {
    return this.accepted === this.sliceCount;
  }

  /** Bytes of the file that are accepted: whole records, from its beginning. */
  get acceptedBytes(): number {
    return this.done ? this.fileBytes : Math.min(this.fileBytes, this.expectedOffset);
  }

  private endOf(sliceIndex: number): number {
    return Math.min(this.fileBytes, (sliceIndex + 1) * this.sliceBytes);
  }
}
