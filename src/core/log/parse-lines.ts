import { mapExtras } from "./envelope/extra-records.ts";
import type { CompiledPlan } from "./field-plan.ts";
import type { NeedMoreBytes, SliceInput } from "./format.ts";
import { LineSlice } from "./line-slice.ts";
import { type LineRules, type LineSplitter, MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "./line-splitter.ts";
import { LINE_BLANK, LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "./line-walker.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { goesOn } from "./text/stack-trace.ts";

/** Parses a slice of a format of lines: one pass over its bytes, a little further for the lines of its last record. */
export function parseLines(
  plan: CompiledPlan,
  input: SliceInput,
  splitter: LineSplitter,
  rules: LineRules,
): ParsedSlice | NeedMoreBytes {
  const slice = new LineSlice(plan, input, splitter.fields);
  const { report, mapper, stop } = slice;
  if (slice.first < 0) return slice.more();
  const { bytes, byteOffset, atEnd } = input;
  const walker = new LineWalker(slice.work, bytes.length, atEnd, byteOffset === 0, splitter, rules);
  if (rules.continues && !input.startIsRecord) {
    const first = findRecord(walker, slice.first, bytes.length, atEnd);
    if (first < 0) return slice.more();
    slice.first = first;
  }
  // A plan that says so leaves nothing to be told.
  const takesRest = rules.takesRest === true;
  let line = 0;
  let at = slice.first;
  for (;;) {
    const isBehind = at >= stop;
    if (isBehind && (input.endIsRecord === true || !walker.mayContinue(at))) break;
    if (at >= bytes.length) {
      if (atEnd) break;
      return slice.more();
    }
    const kind = walker.look(at);
    if (kind === LINE_INCOMPLETE) return slice.more();
    if (isBehind && kind === LINE_RECORD) break;
    if (line >= report.nextIndexed) report.index(line, at + byteOffset);
    if (kind === LINE_RECORD) {
      mapper.map(line, walker.start, walker.end, false);
      mapExtras(splitter, mapper, report, slice.work, line, walker.end);
    } else if (kind === LINE_BLANK) report.blank++;
    else if (kind === LINE_CONTINUATION) {
      report.continuations++;
      if (!takesRest && !goesOn(walker.bytes, walker.start, walker.end)) report.warn("S_CONTINUED");
    } else if (!walker.isTerminated && splitter.isCut) {
      report.reject("F_TRUNC_TAIL", line, cutTail, walker.bytes, walker.start, walker.end);
    } else {
      const reason = () => splitter.reason(walker.start);
      report.reject("P_SYNTAX", line, reason, walker.bytes, walker.start, walker.end);
    }
    if (walker.isLong && kind !== LINE_CONTINUATION) report.warn("F_LONG_LINE");
    line++;
    at = walker.next;
  }
  return slice.finish(at);
}

/**
 * Where a slice that begins anywhere is taken to begin: at the first line that is a record by itself, for the lines before
 * it may belong to a record of the slice before. If none is near, at its first line. −1: the bytes do not tell.
 */
function findRecord(walker: LineWalker, from: number, limit: number, atEnd: boolean): number {
  let at = from;
  for (let lines = 0; lines <= MAX_CONTINUATIONS && at - from <= MAX_CONTINUATION_BYTES; lines++) {
    if (at >= limit && !atEnd) return -1;
    if (at >= limit) break;
    const kind = walker.look(at);
    walker.forget();
    if (kind === LINE_INCOMPLETE) return -1;
    if (kind === LINE_RECORD) return at;
    at = walker.next;
  }
  return from;
}

function cutTail(): string {
  return "the file ends in the middle of this record";
}
