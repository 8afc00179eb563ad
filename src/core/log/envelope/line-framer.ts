import { skipByteOrderMark } from "../byte-order-mark.ts";
import { EscapeSearch } from "../escape-search.ts";
import { skipNuls } from "../nul-bytes.ts";
import type { WorkBuffer } from "../work-buffer.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ESCAPE = 0x1b;

/** Finds the ends of physical lines in the bytes of a work buffer. */
export class LineFramer {
  /** Of the last line: its first byte without a byte order mark and NULs before it, its end without line end, where the next begins. */
  start = 0;
  end = 0;
  next = 0;
  /** Whether it had a line end. */
  isTerminated = true;
  private readonly escapes: EscapeSearch;

  /** The bytes of the file end at `limit`: scratch lies behind. */
  constructor(
    private readonly work: WorkBuffer,
    private readonly limit: number,
    private readonly atFileEnd: boolean,
    private readonly hasFileStart: boolean,
  ) {
    this.escapes = new EscapeSearch(limit);
  }

  /** Frames the line that begins at `at`; false if its end lies beyond the bytes. */
  frame(at: number): boolean {
    const { limit } = this;
    const { bytes } = this.work;
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    this.isTerminated = lineFeed >= 0 && lineFeed < limit;
    if (!this.isTerminated && !this.atFileEnd) return false;
    this.end = this.isTerminated ? lineFeed : limit;
    this.next = this.isTerminated ? lineFeed + 1 : limit;
    if (this.end > at && bytes[this.end - 1] === CARRIAGE_RETURN) this.end--;
    this.start = at === 0 && this.hasFileStart ? Math.min(this.end, skipByteOrderMark(bytes)) : at;
    if (bytes[this.start] === 0) this.start = skipNuls(bytes, this.start, this.end);
    return true;
  }

  /** Whether there may be colours in a span of the bytes or of scratch. Cheap if spans of the bytes ascend. */
  hasEscape(start: number, end: number): boolean {
    const { bytes } = this.work;
    if (start >= this.limit) {
      for (let at = start; at < end; at++) if (bytes[at] === ESCAPE) return true;
      return false;
    }
    return this.escapes.isIn(bytes, start, end);
  }
}
