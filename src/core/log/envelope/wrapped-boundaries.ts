import type { Boundaries } from "../framing.ts";
import { MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "../line-splitter.ts";
import { LINE_INCOMPLETE, LINE_RECORD } from "../line-walker.ts";
import type { SourcePlan } from "../source-plan.ts";
import { WorkBuffer } from "../work-buffer.ts";
import { bareReaders, type LineReaders } from "./line-readers.ts";
import { WrappedWalker } from "./wrapped-walker.ts";

const LINE_FEED = 0x0a;

/**
 * Boundaries of lines in envelopes or of several formats: where a record begins and no line is open that came in pieces. The
 * buffer always begins at such a place.
 */
export class WrappedBoundaries implements Boundaries {
  readonly isDone = false;
  private atFileStart = true;
  private readonly readers: LineReaders;
  private readonly hasHeader: boolean;

  /** The plan has been checked. */
  constructor(plan: SourcePlan) {
    this.readers = bareReaders(plan);
    this.hasHeader = plan.envelopes?.[0]?.header === true;
  }

  last(buffer: Uint8Array, used: number): number {
    const { layers, readers } = this.readers;
    const isPlain = !layers.joins && layers.csv === undefined;
    if (isPlain && !readers.some(({ rules }) => rules.continues)) return lineEndBefore(buffer, used);
    const near = isPlain ? this.backwards(buffer, used) : 0;
    return near > 0 ? near : this.forwards(buffer, used);
  }

  shift(): void {
    this.atFileStart = false;
  }

  /** The last line that is a record by itself, if it is near the end; else 0. */
  private backwards(buffer: Uint8Array, used: number): number {
    const walker = this.walker(buffer, used);
    let end = lineEndBefore(buffer, used);
    const least = Math.max(1, end - MAX_CONTINUATION_BYTES);
    for (let lines = 0; lines <= MAX_CONTINUATIONS && end > least; lines++) {
      const start = lineEndBefore(buffer, end - 1);
      walker.forget();
      if (start > 0 && walker.look(start, 0) === LINE_RECORD) return start;
      end = start;
    }
    return 0;
  }

  /** The last place of this kind, by looking at all lines. */
  private forwards(buffer: Uint8Array, used: number): number {
    const walker = this.walker(buffer, used);
    const { csv } = this.readers.layers;
    let boundary = 0;
    let reach = 0;
    for (let at = 0; ; at = walker.next) {
      while (walker.lookAtLost(at) >= 0);
      const isOpen = walker.openCount > 0;
      const mayContinue = walker.mayContinue(at);
      if (at >= used) {
        if (!isOpen && !mayContinue && at >= reach) boundary = at;
        break;
      }
      const kind = walker.look(at, 0);
      // A record with a bad quote was judged by bytes behind it: who parses the block must see them too.
      if (!isOpen && at >= reach && (!mayContinue || (kind === LINE_RECORD && !walker.isJoined))) boundary = at;
      if (kind === LINE_INCOMPLETE) break;
      if (csv !== undefined) reach = Math.max(reach, csv.reach);
    }
    return boundary;
  }

  private walker(buffer: Uint8Array, used: number): WrappedWalker {
    const work = new WorkBuffer(buffer.subarray(0, used));
    return new WrappedWalker(work, used, false, this.atFileStart, this.readers, this.hasHeader);
  }
}

/** Position behind the last line end before `at`, 0 if there is none. */
function lineEndBefore(buffer: Uint8Array, at: number): number {
  return at <= 0 ? 0 : buffer.lastIndexOf(LINE_FEED, at - 1) + 1;
}
