import { decodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { CsvRecordWalker, RECORD_INCOMPLETE } from "./csv-record.ts";
import type { ElementFormat } from "./element-format.ts";
import { csvEnvelope, isWrapped } from "./envelope/envelope-columns.ts";
import { endOfWrapped } from "./envelope/wrapped-extent.ts";
import { FieldTable } from "./field-table.ts";
import { formatOf } from "./formats/registry.ts";
import type { LineRules, LineSplitter } from "./line-splitter.ts";
import { LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "./line-walker.ts";
import type { SourcePlan } from "./source-plan.ts";
import { WorkBuffer } from "./work-buffer.ts";

const LINE_FEED = 0x0a;

/**
 * The raw text of a record, for showing what a finding rests on.
 * `bytes` begin at a known line (unit) of the file, at `byteOffset`; `skip` lines are passed over: physical lines, or
 * units (spans, events, entries) of a document. `atEnd` = the bytes reach the end of the file. A record is shown with the lines it goes
 * on over. Failures: F_NO_LINE (the file ends before it), F_MORE (it lies beyond `bytes`: call again with more).
 */
export function rawRecord(
  plan: SourcePlan,
  bytes: Uint8Array,
  skip: number,
  byteOffset: number,
  atEnd: boolean,
): Outcome<string> {
  const { framing: inner, lines, elements } = formatOf(plan.format);
  const csv = csvEnvelope(plan);
  const framing = csv ? "csv" : inner;
  if (elements !== undefined && !csv) return rawUnits(elements, bytes, [skip], byteOffset, atEnd)[0];
  let at = 0;
  for (let line = 0; line < skip; line++) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    if (lineFeed < 0) return missing(atEnd);
    at = lineFeed + 1;
  }
  if (at >= bytes.length) return missing(atEnd);
  let end = bytes.indexOf(LINE_FEED, at) + 1;
  if (framing === "csv") {
    const delimiter = (csv ?? plan).delimiter?.charCodeAt(0) ?? 0x2c;
    const walker = new CsvRecordWalker(delimiter, new Int32Array(0), new FieldTable(0));
    if (walker.walk(bytes, at, bytes.length, atEnd) === RECORD_INCOMPLETE) return missing(false);
    end = walker.next;
  } else if (end === 0) {
    if (!atEnd) return missing(false);
    end = bytes.length;
  }
  if (isWrapped(plan)) {
    end = endOfWrapped(plan, bytes, at, end, atEnd, byteOffset === 0);
    if (end < 0) return missing(false);
  } else if (lines?.rules(plan).continues === true) {
    end = endOfContinued(bytes, at, end, atEnd, byteOffset === 0, lines.splitter(plan, []), lines.rules(plan));
    if (end < 0) return missing(false);
  }
  return success(decodeUtf8(bytes, at, end).replace(/\r?\n$|\r$/, ""));
}

/** Where the last line that goes on with the record at `at` ends, its own line at least; −1 if it may lie beyond the bytes. */
function endOfContinued(
  bytes: Uint8Array,
  at: number,
  lineEnd: number,
  atEnd: boolean,
  hasFileStart: boolean,
  splitter: LineSplitter,
  rules: LineRules,
): number {
  const walker = new LineWalker(new WorkBuffer(bytes), bytes.length, atEnd, hasFileStart, splitter, rules);
  if (walker.look(at) !== LINE_RECORD) return lineEnd;
  let end = lineEnd;
  for (let next = lineEnd; walker.mayContinue(next); next = walker.next) {
    if (next >= bytes.length) return atEnd ? end : -1;
    const kind = walker.look(next);
    if (kind === LINE_INCOMPLETE) return -1;
    if (kind === LINE_RECORD) break;
    if (kind === LINE_CONTINUATION) end = walker.next;
  }
  return end;
}

/**
 * The raw texts of many units of a document in one pass; as `rawRecord`, but `skips` may be in any order. Every element
 * is parsed once.
 */
export function rawUnits(
  format: ElementFormat,
  bytes: Uint8Array,
  skips: readonly number[],
  byteOffset: number,
  atEnd: boolean,
): Outcome<string>[] {
  const texts: Outcome<string>[] = [];
  const inOrder = [...skips.keys()].sort((a, b) => skips[a] - skips[b]);
  const reader = format.reader(byteOffset > 0 ? "" : undefined);
  let passed = 0;
  let next = 0;
  for (let at = 0; next < inOrder.length; ) {
    at = reader.next(bytes, at, bytes.length);
    if (at < 0) break;
    const units = reader.texts(bytes);
    for (; next < inOrder.length && skips[inOrder[next]] < passed + units.length; next++) {
      const position = inOrder[next];
      texts[position] = success(units[skips[position] - passed]);
    }
    passed += units.length;
  }
  for (; next < inOrder.length; next++) texts[inOrder[next]] = missing(atEnd || reader.isDone);
  return texts;
}

function missing(atEnd: boolean): Outcome<string> {
  return atEnd
    ? failure("F_NO_LINE", "the file has no such line: has it been changed?")
    : failure("F_MORE", "the record lies beyond the bytes given");
}
