import type { ParsedSlice } from "./parsed-slice.ts";
import { SliceOrder } from "./slice-order.ts";

/**
 * Accepts the blocks of a streamed file in file order, though they may be parsed in any: at every moment what is accepted
 * is a beginning of the file.
 */
export class BlockChain {
  /** Per block that was handed out: bytes of the file read by then. */
  private readonly bytesRead: number[] = [];
  private readonly order = new SliceOrder();
  private hasEnd = false;

  /** @param fileBytes size of the file as it is stored, compressed or not */
  constructor(private readonly fileBytes: number) {}

  /** Numbers the next block of the file. `bytesRead` = bytes of the (compressed) file that were read for it and before. */
  take(bytesRead: number): number {
    this.bytesRead.push(bytesRead);
    return this.bytesRead.length - 1;
  }

  /** Tells that no block follows those taken. */
  end(): void {
    this.hasEnd = true;
  }

  /** Whether all blocks have been taken. */
  get isEnded(): boolean {
    return this.hasEnd;
  }

  /** Takes a parsed block; returns those before which nothing is missing any more, in file order. */
  settle(slice: ParsedSlice): ParsedSlice[] {
    return this.order.settle(slice);
  }

  get done(): boolean {
    return this.hasEnd && this.order.accepted === this.bytesRead.length;
  }

  /**
   * Bytes of the file that it took to get the accepted blocks. The inflater reads ahead, so before the end this is a
   * little too much; but never the whole file.
   */
  get acceptedBytes(): number {
    if (this.done) return this.fileBytes;
    if (this.order.accepted === 0) return 0;
    return Math.min(this.bytesRead[this.order.accepted - 1], this.fileBytes - 1);
  }
}
