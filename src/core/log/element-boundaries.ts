import type { ElementReader } from "./element-format.ts";
import type { Boundaries } from "./framing.ts";

/** Cuts a stream of a document behind its elements, and behind whole documents. */
export class ElementBoundaries implements Boundaries {
  private scanned = 0;
  private lastEnd = 0;
  private cutBehindArray = false;

  constructor(private readonly elements: ElementReader) {}

  get isDone(): boolean {
    return this.cutBehindArray;
  }

  last(buffer: Uint8Array, used: number): number {
    for (;;) {
      const after = this.elements.next(buffer, this.scanned, used);
      this.scanned = after < 0 ? used : after;
      if (after < 0) break;
      this.lastEnd = after;
    }
    return this.elements.isDone ? used : Math.max(this.lastEnd, this.elements.documentEnd);
  }

  shift(count: number): void {
    // The block that holds the end of the array was the last one of interest.
    this.cutBehindArray = this.elements.isDone;
    this.scanned = Math.max(0, this.scanned - count);
    this.lastEnd = 0;
    this.elements.shift(count);
  }

  carry(): string {
    return this.elements.carry();
  }
}
