/** First size of the scratch tail, and the least by which it grows. */
const SCRATCH_BYTES = 1 << 16;

/**
 * The bytes of a slice followed by a scratch tail, so that fields as written and values made from them (unescaped,
 * extracted, joined) are spans of one array.
 *
 *     bytes  | slice ………………………… | scratch of one record …… | free |
 *            0               inputEnd                   used
 *
 * The slice is copied only when the first value has to be made. After `reserve` read `bytes` again: it may have moved.
 */
export class WorkBuffer {
  bytes: Uint8Array;
  readonly inputEnd: number;
  private used: number;
  /** Scratch before it outlives records. */
  private held: number;

  constructor(input: Uint8Array) {
    this.bytes = input;
    this.inputEnd = input.length;
    this.used = input.length;
    this.held = input.length;
  }

  /** Begins a record: its predecessor's scratch is free again. */
  reset(): void {
    this.used = this.held;
  }

  /** Keeps what has been committed until `release`, whatever records begin. */
  hold(): void {
    this.held = this.used;
  }

  /** Frees all scratch. */
  release(): void {
    this.held = this.inputEnd;
    this.used = this.inputEnd;
  }

  /** Makes room for `count` bytes and returns the offset at which to write them. Offsets handed out before stay valid. */
  reserve(count: number): number {
    const needed = this.used + count;
    if (needed > this.bytes.length) {
      const scratch = Math.max(SCRATCH_BYTES, 2 * (needed - this.inputEnd));
      const grown = new Uint8Array(this.inputEnd + scratch);
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
    }
    return this.used;
  }

  /** Keeps what was written up to `end` until the next record. */
  commit(end: number): void {
    this.used = end;
  }
}
