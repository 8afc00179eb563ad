import { decodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { CsvRecordWalker, RECORD_INCOMPLETE } from "./csv-record.ts";
import type { ElementFormat } from "./element-format.ts";
import { FieldTable } from "./field-table.ts";
import { elementFormatOf } from "./formats/element-formats.ts";
import type { SourcePlan } from "./source-plan.ts";

const LINE_FEED = 0x0a;

/**
 * The raw text of a record, for showing what a finding rests on.
 * `bytes` begin at a known line (unit) of the file, at `byteOffset`; `skip` lines are passed over: physical lines, or
 * units (spans, events, entries) of a document. `atEnd` = the bytes reach the end of the file. A CSV record is shown with the lines it goes
 * on over. Failures: F_NO_LINE (the file ends before it), F_MORE (it lies beyond `bytes`: call again with more).
 */
export function rawRecord(
  plan: SourcePlan,
  bytes: Uint8Array,
  skip: number,
  byteOffset: number,
  atEnd: boolean,
): Outcome<string> {
  const format = elementFormatOf(plan.format);
  if (format !== undefined) return rawUnits(format, bytes, [skip], byteOffset, atEnd)[0];
  let at = 0;
  for (let line = 0; line < skip; line++) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    if (lineFeed < 0) return missing(atEnd);
    at = lineFeed + 1;
  }
  if (at >= bytes.length) return missing(atEnd);
  let end = bytes.indexOf(LINE_FEED, at) + 1;
  if (plan.format === "csv") {
    const walker = new CsvRecordWalker(plan.delimiter?.charCodeAt(0) ?? 0x2c, new Int32Array(0), new FieldTable(0));
    if (walker.walk(bytes, at, bytes.length, atEnd) === RECORD_INCOMPLETE) return missing(false);
    end = walker.next;
  } else if (end === 0) {
    if (!atEnd) return missing(false);
    end = bytes.length;
  }
  return success(decodeUtf8(bytes, at, end).replace(/\r?\n$|\r$/, ""));
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
