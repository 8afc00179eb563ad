import { encodeUtf8 } from "../bytes.ts";
import type { ElementFormat, ElementReader } from "./element-format.ts";
import type { SliceInput } from "./format.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import { SpanWriter, type UnitProblem } from "./span-writer.ts";

/** A slice of a document: its elements one after the other, each unit of them through a `SpanWriter`. */
export function parseElements(format: ElementFormat, input: SliceInput): ParsedSlice {
  const { bytes, byteOffset, fileIndex, sliceIndex } = input;
  const stop = Math.min(input.end - byteOffset, bytes.length);
  const slice = new ElementSlice(format, input);
  const reader = format.reader(input.start > 0 ? (input.carry ?? "") : undefined);
  let at = input.start - byteOffset;
  while (at < stop) {
    const after = reader.next(bytes, at, bytes.length);
    if (after < 0) {
      const pending = reader.pendingStart;
      if (pending >= 0 && input.atEnd) slice.cut(bytes, pending);
      else if (pending >= 0) {
        // Streams are cut behind elements, so this one ends with its block.
        reader.interrupt(bytes.length);
        slice.element(reader, bytes);
      }
      at = bytes.length;
      break;
    }
    slice.element(reader, bytes);
    at = after;
  }
  const { report, sink } = slice.writer;
  if (input.atEnd) for (const { code, count } of reader.finish()) report.warn(code, count);
  return {
    fileIndex,
    sliceIndex,
    firstRecordOffset: input.start,
    nextRecordOffset: Math.max(at, stop) + byteOffset,
    ...report.finish(),
    ...sink.finish(),
  };
}

class ElementSlice {
  readonly writer: SpanWriter;
  private readonly byteOffset: number;
  private line = 0;
  private count = 0;

  constructor(
    private readonly format: ElementFormat,
    input: SliceInput,
  ) {
    this.writer = new SpanWriter(format, input);
    this.byteOffset = input.byteOffset;
  }

  /** The file ends inside the element that begins at `start`. */
  cut(bytes: Uint8Array, start: number): void {
    const reason = () => "the file ends in the middle of this element";
    this.writer.report.reject("F_TRUNC_TAIL", this.line++, reason, bytes, start, bytes.length);
  }

  /** Writes all units of the element found last. */
  element(reader: ElementReader, bytes: Uint8Array): void {
    const { report } = this.writer;
    const { elementStart, elementEnd } = reader;
    const index = this.count++;
    report.index(this.line, elementStart + this.byteOffset);
    const units = reader.units(bytes, this.byteOffset);
    if ("code" in units) {
      const reason = () => `element ${index} ${units.reason}`;
      report.reject(units.code, this.line++, reason, bytes, elementStart, elementEnd);
      return;
    }
    let texts: readonly string[] | undefined;
    for (const [i, unit] of units.entries()) {
      const problem = unit === undefined ? "P_SYNTAX" : this.writer.write(unit, this.line);
      if (problem !== undefined) {
        // One unit of many: its own text is more use than the beginning of its element.
        texts ??= reader.texts(bytes);
        const text = encodeUtf8(texts[i]);
        const reason = () => `element ${index}: ${this.reasonFor(problem)}`;
        report.reject(problem, this.line, reason, text, 0, text.length);
      }
      this.line++;
    }
  }

  private reasonFor(problem: UnitProblem | "P_SYNTAX"): string {
    const { words, timeUnit } = this.format;
    const unit = timeUnit === "us" ? "µs" : timeUnit;
    switch (problem) {
      case "P_SYNTAX":
        return words.broken;
      case "K_NO_REQ":
        return `no request id, or a placeholder for one (looked for ${words.request})`;
      case "T_NONE":
        return `no time (looked for ${words.start})`;
      case "T_RANGE":
        return `${words.start}, or the end that ${words.length} tells, is outside the years 1970 to 9999 if read as ${unit}`;
      default:
        return `${words.start} or ${words.length} is not ${timeUnit === "iso" ? "an ISO stamp" : `a number of ${unit}`}`;
    }
  }
}
