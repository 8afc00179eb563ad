import { encodeUtf8Into } from "../../bytes.ts";
import { unsupported } from "./parquet-problem.ts";

/** Texts of one stretch of rows beyond this are no log: a record of 64 MiB is refused elsewhere too. */
const MAX_BYTES = 1 << 29;

/** Bytes of many texts one after the other: all values of a stretch of rows, of all its columns. */
export class TextArena {
  bytes = new Uint8Array(1 << 16);
  length = 0;

  /** Makes room for `count` more bytes. After it read `bytes` again: it may have moved. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    if (needed > MAX_BYTES) {
      throw unsupported("the texts of one stretch of rows of this Parquet file take more than 512 MiB: are they logs?");
    }
    const grown = new Uint8Array(Math.min(MAX_BYTES, Math.max(needed, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends source[start, end). */
  append(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    const { bytes, length } = this;
    // A call costs more than a short loop.
    if (count > 64) bytes.set(source.subarray(start, end), length);
    else for (let i = 0; i < count; i++) bytes[length + i] = source[start + i];
    this.length = length + count;
  }

  appendText(text: string): void {
    this.reserve(text.length * 3);
    this.length = encodeUtf8Into(text, this.bytes, this.length);
  }
}
