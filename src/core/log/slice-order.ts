import type { ParsedSlice } from "./parsed-slice.ts";

/** Puts slices that were parsed in any order back into that of the file. */
export class SliceOrder {
  /** Slices given out: those numbered below it. */
  accepted = 0;
  private readonly waiting = new Map<number, ParsedSlice>();

  /** Takes a slice; returns those before which nothing is missing any more, in file order. */
  settle(slice: ParsedSlice): ParsedSlice[] {
    this.waiting.set(slice.sliceIndex, slice);
    const right: ParsedSlice[] = [];
    for (let next = this.waiting.get(this.accepted); next !== undefined; next = this.waiting.get(this.accepted)) {
      this.waiting.delete(this.accepted++);
      right.push(next);
    }
    return right;
  }
}
