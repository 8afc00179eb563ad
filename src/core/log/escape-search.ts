import { NONE } from "../units.ts";

const ESCAPE = 0x1b;

/** Finds terminal escapes in spans of the same bytes: one search between two escapes where spans ascend, one more where they do not. */
export class EscapeSearch {
  /** The first escape at or behind `searchedFrom`, infinite without one. */
  private nextEscape = NONE;
  private searchedFrom = 0;

  /** What stands at `limit` and behind is not of the file. */
  constructor(private readonly limit: number) {}

  /** Whether there is an escape in bytes[start, end), `end` at most the limit. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.nextEscape < start || start < this.searchedFrom) {
      this.searchedFrom = start;
      const found = bytes.indexOf(ESCAPE, start);
      this.nextEscape = found < 0 || found >= this.limit ? Number.POSITIVE_INFINITY : found;
    }
    return this.nextEscape < end;
  }
}
