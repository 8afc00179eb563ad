import { Zip, ZipDeflate } from "fflate";

/** Bytes that wait in memory before they become part of a Blob, which the browser may keep elsewhere. */
const PENDING_BYTES = 8 << 20;

/** Collects bytes into a Blob. */
export class BlobSink {
  readonly #parts: Blob[] = [];
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;

  push(bytes: Uint8Array<ArrayBuffer>): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= PENDING_BYTES) this.#flush();
  }

  finish(type: string): Blob {
    this.#flush();
    return new Blob(this.#parts, { type });
  }

  #flush(): void {
    this.#parts.push(new Blob(this.#pending));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/** The files of one job on their way into a Blob. */
export class FileSink {
  readonly #sink = new BlobSink();
  readonly #encoder = new TextEncoder();
  readonly #zip: Zip | null;
  #file: ZipDeflate | null = null;
  #bytes = 0;

  constructor(form: "zip" | "plain") {
    this.#zip =
      form === "plain"
        ? null
        : new Zip((error, chunk) => {
            if (error) throw error;
            this.#sink.push(chunk as Uint8Array<ArrayBuffer>);
          });
  }

  /** Begins the next file. */
  begin(name: string): void {
    this.#endFile();
    this.#bytes = 0;
    if (this.#zip === null) return;
    // Level 1: texts of columns shrink to a tenth at once, and each level more costs as much again.
    this.#file = new ZipDeflate(name, { level: 1 });
    this.#zip.add(this.#file);
  }

  /** Appends to the file; returns its bytes so far. */
  write(text: string): number {
    const bytes = this.#encoder.encode(text);
    this.#bytes += bytes.length;
    if (this.#file !== null) this.#file.push(bytes, false);
    else this.#sink.push(bytes);
    return this.#bytes;
  }

  finish(type: string): Blob {
    this.#endFile();
    this.#zip?.end();
    return this.#sink.finish(type);
  }

  #endFile(): void {
    this.#file?.push(new Uint8Array(0), true);
    this.#file = null;
  }
}
