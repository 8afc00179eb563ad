import { encodeUtf8 } from "../bytes.ts";

/** Lines that begin a document of their own, `{"key":…`, in files of one document a line. */
export class DocumentLines {
  private readonly heads: readonly Uint8Array[];
  /** A line end ends whatever is open. */
  readonly areDocuments: boolean;

  constructor(keys: readonly string[]) {
    this.heads = keys.map((key) => encodeUtf8(`\n{"${key}"`));
    this.areDocuments = keys.length > 0;
  }

  /** Position of the line that begins with `{"key"` and ends just before `at`; −1 if it does not. */
  startBefore(bytes: Uint8Array, at: number): number {
    search: for (const head of this.heads) {
      const from = at - head.length;
      if (from < 0) continue;
      for (let i = head.length - 1; i >= 0; i--) if (bytes[from + i] !== head[i]) continue search;
      return from + 1;
    }
    return -1;
  }
}
