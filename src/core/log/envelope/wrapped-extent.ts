import { LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD } from "../line-walker.ts";
import type { SourcePlan } from "../source-plan.ts";
import { WorkBuffer } from "../work-buffer.ts";
import { bareReaders } from "./line-readers.ts";
import { LINE_OPENED, WrappedWalker } from "./wrapped-walker.ts";

/**
 * Where the last line of the record at `at` ends: of the pieces that it was cut in (with what stands between them), and of
 * the lines that it goes on over. Its first line, which ends at `lineEnd`, at least; −1 if it may lie beyond the bytes.
 */
export function endOfWrapped(
  plan: SourcePlan,
  bytes: Uint8Array,
  at: number,
  lineEnd: number,
  atEnd: boolean,
  hasFileStart: boolean,
): number {
  const hasHeader = plan.envelopes?.[0]?.header === true;
  const work = new WorkBuffer(bytes);
  const walker = new WrappedWalker(work, bytes.length, atEnd, hasFileStart, bareReaders(plan), hasHeader);
  let isOpen = walker.look(at, 0) === LINE_OPENED;
  let end = lineEnd;
  for (let next = lineEnd, line = 1; isOpen || walker.mayContinue(next); next = walker.next, line++) {
    if (next >= bytes.length) return atEnd ? end : -1;
    if (isOpen && walker.lookAtLost(next) >= 0) return end;
    const kind = walker.look(next, line);
    if (kind === LINE_INCOMPLETE) return -1;
    if (isOpen) {
      // Numbered 0 is the line in pieces that the record began with.
      isOpen = !(walker.isJoined && walker.line === 0);
      if (!isOpen) end = walker.next;
    } else if (kind === LINE_RECORD) break;
    else if (kind === LINE_CONTINUATION) end = walker.next;
  }
  return end;
}
