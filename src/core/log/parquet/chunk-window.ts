import type { ByteSource } from "../file-reading.ts";
import { corrupt, ParquetProblem } from "./parquet-problem.ts";

/** Read at once: a few pages of a column. */
const WINDOW_BYTES = 1 << 20;

/** Where the pages of one column of one row group lie. Bytes of the file; plain data. */
export interface ChunkPlace {
  readonly offset: number;
  readonly bytes: number;
  readonly codec: string;
}

/** The bytes of one column chunk, read a window at a time and never kept beyond the next. */
export class ChunkWindow {
  private bytes: Uint8Array = new Uint8Array(0);
  /** Offset of bytes[0] in the chunk. */
  private start = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly place: ChunkPlace,
  ) {}

  /** Bytes that are left from `at` on. */
  left(at: number): number {
    return this.place.bytes - at;
  }

  /** Exactly bytes [at, at + count) of the chunk, valid until the next call. */
  async read(at: number, count: number): Promise<Uint8Array> {
    if (count > this.left(at)) {
      throw corrupt(`a page needs ${count} bytes at byte ${this.place.offset + at}, where its column ends`);
    }
    if (at < this.start || at + count > this.start + this.bytes.length) {
      const end = Math.min(this.place.bytes, at + Math.max(count, WINDOW_BYTES));
      const { offset } = this.place;
      this.bytes = await this.source.read(offset + at, offset + end);
      this.start = at;
      if (this.bytes.length !== end - at) {
        const seen = `expected ${end - at} bytes at ${offset + at}, got ${this.bytes.length}`;
        throw new ParquetProblem("I_READ", `${seen}: has the file changed?`);
      }
    }
    return this.bytes.subarray(at - this.start, at - this.start + count);
  }
}
