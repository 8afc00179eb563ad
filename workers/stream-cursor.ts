import { ArchiveTrouble, corrupt } from "../src/core/log/archive/archive-trouble.ts";

/** Reads a stream forward, piece by piece: stretches must ascend. */
export class StreamCursor {
  /** Bytes of the stream that have been given or passed over. */
  position = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest = new Uint8Array(0) as Uint8Array;
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes [offset, offset + length), as they come; fewer if the stream ends. Offset ≥ position. */
  async *stretch(offset: number, length: number): AsyncGenerator<Uint8Array> {
    const end = offset + length;
    while (this.position < end && (await this.#fill())) {
      const rest = this.#rest;
      const skipped = Math.min(rest.length, Math.max(0, offset - this.position));
      const taken = Math.min(rest.length, end - this.position) - skipped;
      const used = skipped + Math.max(0, taken);
      this.#rest = rest.subarray(used);
      this.position += used;
      if (taken > 0) yield rest.subarray(skipped, skipped + taken);
    }
  }

  /** The same as one array. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let at = 0;
    for await (const piece of this.stretch(offset, length)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes.subarray(0, at);
  }

  /** Ends the stream, so that its file is let go. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0 && !this.#ended) {
      const { done, value } = await this.#chunks.next();
      if (done === true) this.#ended = true;
      else this.#rest = value;
    }
    return this.#rest.length > 0;
  }
}

/** Cursors of archives that are read member by member: the next one is mostly further on. */
export class CursorPool {
  #idle: { readonly key: string; readonly cursor: StreamCursor } | null = null;

  /** Bytes [offset, offset + length) of the stream named `key`; throws I_CORRUPT_ARCHIVE if it ends before. */
  async *stretch(
    key: string,
    open: () => AsyncIterable<Uint8Array>,
    offset: number,
    length: number,
  ): AsyncGenerator<Uint8Array> {
    const cursor = this.#take(key, offset) ?? new StreamCursor(open());
    let given = 0;
    let isFine = false;
    try {
      for await (const piece of cursor.stretch(offset, length)) {
        given += piece.length;
        isFine = true;
        yield piece;
        isFine = false;
      }
      isFine = given === length;
      if (!isFine) throw new ArchiveTrouble(corrupt("the archive ends inside one of its files"));
    } finally {
      // Whoever stops in the middle may want what follows.
      if (isFine) await this.#keep(key, cursor);
      else await cursor.close();
    }
  }

  #take(key: string, offset: number): StreamCursor | null {
    const idle = this.#idle;
    if (idle === null || idle.key !== key || idle.cursor.position > offset) return null;
    this.#idle = null;
    return idle.cursor;
  }

  async #keep(key: string, cursor: StreamCursor): Promise<void> {
    const before = this.#idle;
    this.#idle = { key, cursor };
    if (before !== null) await before.cursor.close();
  }
}
