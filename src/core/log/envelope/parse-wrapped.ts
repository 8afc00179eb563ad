import { NONE } from "../../units.ts";
import type { CompiledPlan } from "../field-plan.ts";
import type { NeedMoreBytes, SliceInput } from "../format.ts";
import { LineSlice } from "../line-slice.ts";
import { MAX_CONTINUATION_BYTES, MAX_CONTINUATIONS } from "../line-splitter.ts";
import { LINE_BLANK, LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD } from "../line-walker.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import { RecordMapper } from "../record-mapper.ts";
import { goesOn } from "../text/stack-trace.ts";
import { mapExtras } from "./extra-records.ts";
import { lineReaders } from "./line-readers.ts";
import { LINE_OPENED, LINE_PIECE, WrappedWalker } from "./wrapped-walker.ts";

/**
 * Parses a slice of lines that are wrapped in envelopes or of several formats: as `parseLines`, but a slice ends only where
 * no line is open that came in pieces.
 */
export function parseWrapped(plan: CompiledPlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  const lines = lineReaders(plan, plan.others);
  const [main, ...others] = lines.readers;
  const slice = new LineSlice(plan, input, main.splitter.fields);
  const { report, work, stop } = slice;
  if (slice.first < 0) return slice.more();
  const { bytes, byteOffset, atEnd, originNs } = input;
  const hasHeader = plan.plan.envelopes?.[0]?.header === true;
  const walker = new WrappedWalker(work, bytes.length, atEnd, byteOffset === 0, lines, hasHeader);
  const mappers = [
    slice.mapper,
    ...others.map(
      ({ question, splitter }) => new RecordMapper(question, splitter.fields, work, slice.sink, report, originNs),
    ),
  ];
  const records = mappers.map(() => 0);
  // A plan that says so leaves nothing to be told.
  const takesRest = main.rules.takesRest === true;

  /** Counts the line that was looked at last as what it is. */
  const settle = (kind: number): void => {
    if (kind === LINE_RECORD) {
      const { format } = walker;
      const mapper = mappers[format];
      const before = report.records;
      mapper.map(walker.line, walker.start, walker.end, false);
      records[format] += report.records - before;
      mapExtras(lines.readers[format].splitter, mapper, report, work, walker.line, walker.end);
    } else if (kind === LINE_BLANK) report.blank++;
    else if (kind === LINE_CONTINUATION) {
      report.continuations++;
      const isTold = takesRest || !walker.isOpened || goesOn(work.bytes, walker.innerStart, walker.innerEnd);
      if (!isTold) report.warn("S_CONTINUED");
    } else report.reject(walker.code, walker.line, () => walker.reason(), work.bytes, walker.start, walker.end);
    if (walker.isLong && kind !== LINE_CONTINUATION) report.warn("F_LONG_LINE");
  };

  if (!input.startIsRecord && (lines.layers.joins || lines.readers.some(({ rules }) => rules.continues))) {
    const first = findRecord(walker, slice.first, bytes.length, atEnd);
    if (first < 0) return slice.more();
    slice.first = first;
  }
  let line = 0;
  let at = slice.first;
  for (;;) {
    for (let lost = walker.lookAtLost(at); lost !== NONE; lost = walker.lookAtLost(at)) settle(lost);
    const isClean = at >= stop && walker.openCount === 0;
    if (isClean && (input.endIsRecord === true || !walker.mayContinue(at))) break;
    if (at >= bytes.length) {
      if (!atEnd) return slice.more();
      for (let rest = walker.lookAtRest(at); rest !== NONE; rest = walker.lookAtRest(at)) settle(rest);
      break;
    }
    const kind = walker.look(at, line);
    if (kind === LINE_INCOMPLETE) return slice.more();
    if (isClean && kind === LINE_RECORD) break;
    if (line >= report.nextIndexed) report.index(line, at + byteOffset);
    if (kind === LINE_PIECE) report.continuations++;
    else if (kind !== LINE_OPENED) {
      settle(kind);
      report.continuations += walker.lines - 1 + (walker.isJoined ? 1 : 0);
    }
    line += walker.lines;
    at = walker.next;
  }
  for (const mapper of mappers.slice(1)) mapper.finish();
  if (others.length > 0) report.formats = records;
  return slice.finish(at);
}

/** Where a slice that begins anywhere is taken to begin: as in `parseLines`, at the first line that is a record by itself. */
function findRecord(walker: WrappedWalker, from: number, limit: number, atEnd: boolean): number {
  let at = from;
  for (let lines = 0; lines <= MAX_CONTINUATIONS && at - from <= MAX_CONTINUATION_BYTES; lines++) {
    if (at >= limit && !atEnd) return -1;
    if (at >= limit) break;
    const kind = walker.look(at, 0);
    const isRecord = kind === LINE_RECORD && !walker.isJoined;
    walker.forget();
    if (kind === LINE_INCOMPLETE) return -1;
    if (isRecord) return at;
    at = walker.next;
  }
  return from;
}
