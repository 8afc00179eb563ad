import { encodeUtf8 } from "../bytes.ts";
import { FieldTable, RAW, TEXT_ESCAPES } from "./field-table.ts";
import type { LineSplitter } from "./line-splitter.ts";

const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

/**
 * Lines of `key=value key="quoted \"value\"" bare`. A line is one if it begins with a pair and has no more bare keys than
 * pairs. Of repeated keys the last wins; a bare key has no value. One pass, no allocation.
 */
export class LogfmtSplitter implements LineSplitter {
  readonly fields: FieldTable;
  private readonly names: readonly Uint8Array[];
  private problemOffset = 0;
  private expected = "";
  private end = 0;

  constructor(names: readonly string[]) {
    this.names = names.map(encodeUtf8);
    this.fields = new FieldTable(names.length);
  }

  split(bytes: Uint8Array, start: number, end: number): boolean {
    this.end = end;
    this.fields.clear();
    let pairs = 0;
    let bare = 0;
    let at = start;
    for (;;) {
      while (at < end && bytes[at] <= 0x20) at++;
      if (at === end) break;
      const keyStart = at;
      while (at < end && isKey(bytes[at])) at++;
      const keyEnd = at;
      if (keyEnd === keyStart) return this.fail(at, "a key");
      if (at === end || bytes[at] <= 0x20) {
        if (pairs === 0) return this.fail(at, "= behind the first key");
        bare++;
        continue;
      }
      if (bytes[at] !== EQUALS) return this.fail(at, "= or a blank behind a key");
      at++;
      pairs++;
      const slot = this.slotOf(bytes, keyStart, keyEnd);
      if (at < end && bytes[at] === QUOTE) {
        const close = this.quoted(bytes, at + 1, end, slot);
        if (close < 0) return this.fail(end, "a closing quote");
        at = close + 1;
        if (at < end && bytes[at] > 0x20) return this.fail(at, "a blank behind a value in quotes");
      } else {
        const valueStart = at;
        while (at < end && bytes[at] > 0x20) at++;
        if (slot >= 0) this.fields.set(slot, valueStart, at, RAW);
      }
    }
    return pairs > 0 && bare <= pairs ? true : this.fail(start, "pairs of key=value");
  }

  get isCut(): boolean {
    return this.problemOffset >= this.end;
  }

  reason(lineStart: number): string {
    return `not key=value at column ${this.problemOffset - lineStart + 1}: expected ${this.expected}`;
  }

  /** The offset of the closing quote, −1 without one. */
  private quoted(bytes: Uint8Array, start: number, end: number, slot: number): number {
    let coding = RAW;
    for (let at = start; at < end; at++) {
      if (bytes[at] === BACKSLASH) {
        coding = TEXT_ESCAPES;
        at++;
      } else if (bytes[at] === QUOTE) {
        if (slot >= 0) this.fields.set(slot, start, at, coding);
        return at;
      }
    }
    return -1;
  }

  private slotOf(bytes: Uint8Array, start: number, end: number): number {
    const { names } = this;
    const length = end - start;
    for (let slot = 0; slot < names.length; slot++) {
      const name = names[slot];
      if (name.length !== length) continue;
      let same = 0;
      while (same < length && bytes[start + same] === name[same]) same++;
      if (same === length) return slot;
    }
    return -1;
  }

  private fail(at: number, expected: string): false {
    this.problemOffset = at;
    this.expected = expected;
    return false;
  }
}

/** Anything but blanks, = and quotes. */
function isKey(byte: number): boolean {
  return byte > 0x20 && byte !== EQUALS && byte !== QUOTE;
}
