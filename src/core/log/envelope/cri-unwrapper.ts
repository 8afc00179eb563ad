import { NONE } from "../../units.ts";
import { FieldTable, RAW } from "../field-table.ts";
import { LineUnwrapper } from "./line-unwrapper.ts";

const SPACE = 0x20;
const COLON = 0x3a;
const PARTIAL = 0x50;
const FULL = 0x46;
/** `2016-10-06T` */
const DATE_LENGTH = 11;

/**
 * Lines of the container runtime interface: `time stream tags text`, one blank between, the text as it was written. Tags are
 * split by colons, the first is P (the line goes on in the next of the same stream) or F (here it ends).
 *
 *     2016-10-06T00:17:09.669794202Z stdout P begin of a long line
 *     2016-10-06T00:17:09.669794203Z stdout F  and its end
 */
export class CriUnwrapper extends LineUnwrapper {
  readonly fields: FieldTable;
  readonly streamSlot: number;
  private readonly timeSlot: number;
  private readonly tagsSlot: number;

  constructor(names: readonly string[]) {
    super("no CRI line");
    this.fields = new FieldTable(names.length);
    this.timeSlot = names.indexOf("time");
    this.streamSlot = names.indexOf("stream");
    this.tagsSlot = names.indexOf("tags");
  }

  unwrap(bytes: Uint8Array, start: number, end: number): boolean {
    const timeEnd = wordEnd(bytes, start, end);
    if (!startsWithDate(bytes, start, timeEnd)) {
      return this.refuse(start, end, "the time of a CRI line, like 2016-10-06T00:17:09.669794202Z");
    }
    const stream = timeEnd + 1;
    const streamEnd = wordEnd(bytes, stream, end);
    if (streamEnd <= stream || streamEnd >= end) return this.refuse(stream, end, "stdout or stderr");
    const tags = streamEnd + 1;
    const tagsEnd = wordEnd(bytes, tags, end);
    const tag = tags < end ? bytes[tags] : 0;
    const isTag = (tag === PARTIAL || tag === FULL) && (tagsEnd === tags + 1 || bytes[tags + 1] === COLON);
    if (!isTag) return this.refuse(tags, end, "P or F");
    this.keep(this.timeSlot, start, timeEnd);
    this.keep(this.streamSlot, stream, streamEnd);
    this.keep(this.tagsSlot, tags, tagsEnd);
    this.isPartial = tag === PARTIAL;
    this.start = Math.min(end, tagsEnd + 1);
    this.end = end;
    return true;
  }

  private keep(slot: number, start: number, end: number): void {
    if (slot !== NONE) this.fields.set(slot, start, end, RAW);
  }

  private refuse(at: number, end: number, expected: string): false {
    return this.fail(Math.min(at, end), at >= end, expected);
  }
}

function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SPACE) at++;
  return at;
}

function startsWithDate(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DATE_LENGTH) return false;
  return isDigit(bytes[start]) && isDigit(bytes[start + 3]) && bytes[start + 4] === 0x2d && bytes[start + 10] === 0x54;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
