import type { Boundaries } from "./framing.ts";
import { type LineRules, type LineSplitter, MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "./line-splitter.ts";
import { LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "./line-walker.ts";
import { WorkBuffer } from "./work-buffer.ts";

const LINE_FEED = 0x0a;

/** Boundaries of formats whose every line is a record. */
export class LineBoundaries implements Boundaries {
  readonly isDone = false;

  last(buffer: Uint8Array, used: number): number {
    return used === 0 ? 0 : buffer.lastIndexOf(LINE_FEED, used - 1) + 1;
  }

  shift(): void {}
}

/** Boundaries of formats whose records go on over lines: the last line that is certain to begin one. */
export class ContinuedLineBoundaries implements Boundaries {
  readonly isDone = false;
  private atFileStart = true;

  constructor(
    private readonly splitter: LineSplitter,
    private readonly rules: LineRules,
  ) {}

  last(buffer: Uint8Array, used: number): number {
    const near = this.backwards(buffer, used);
    return near > 0 ? near : this.forwards(buffer, used);
  }

  shift(): void {
    this.atFileStart = false;
  }

  /** The last line that is a record by itself, if it is near the end; else 0. */
  private backwards(buffer: Uint8Array, used: number): number {
    const walker = this.walker(buffer, used);
    let end = used === 0 ? 0 : buffer.lastIndexOf(LINE_FEED, used - 1) + 1;
    const least = Math.max(1, end - MAX_CONTINUATION_BYTES);
    for (let lines = 0; lines <= MAX_CONTINUATIONS && end > least; lines++) {
      const start = end < 2 ? 0 : buffer.lastIndexOf(LINE_FEED, end - 2) + 1;
      walker.forget();
      if (start > 0 && walker.look(start) === LINE_RECORD) return start;
      end = start;
    }
    return 0;
  }

  /** The last line before which a record ends, by looking at all of them: the buffer begins with a record. */
  private forwards(buffer: Uint8Array, used: number): number {
    const walker = this.walker(buffer, used);
    let boundary = 0;
    for (let at = 0; at < used; at = walker.next) {
      const mayContinue = walker.mayContinue(at);
      const kind = walker.look(at);
      if (kind === LINE_INCOMPLETE) break;
      if (kind === LINE_RECORD || !mayContinue) boundary = at;
    }
    return boundary;
  }

  private walker(buffer: Uint8Array, used: number): LineWalker {
    const bytes = buffer.subarray(0, used);
    return new LineWalker(new WorkBuffer(bytes), used, false, this.atFileStart, this.splitter, this.rules);
  }
}
