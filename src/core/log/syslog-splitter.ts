import { encodeUtf8 } from "../bytes.ts";
import { NONE } from "../units.ts";
import { FieldTable, RAW, TEXT_ESCAPES } from "./field-table.ts";
import type { LineSplitter } from "./line-splitter.ts";

const SPACE = 0x20;
const DASH = 0x2d;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUOTE = 0x22;
const EQUALS = 0x3d;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const BACKSLASH = 0x5c;

/** Fields of the header in their order; parameters of structured data are "sd." and their name. */
export const SYSLOG_HEADER = ["pri", "version", "time", "host", "app", "procid", "msgid"] as const;
const STRUCTURED = "sd.";

/**
 * Lines of RFC 5424, with or without the octet count of RFC 6587 before them:
 *
 *     <34>1 2003-10-11T22:14:15.003Z host app 123 ID47 [ex@1 user="jo"] message
 *
 * "-" stands for a field that is missing. Of parameters of one name the last wins. One pass, no allocation.
 */
export class SyslogSplitter implements LineSplitter {
  readonly fields: FieldTable;
  private readonly headerSlots: readonly number[];
  private readonly messageSlot: number;
  private readonly parameters: readonly { readonly name: Uint8Array; readonly slot: number }[];
  private problemOffset = 0;
  private expected = "";
  private end = 0;

  constructor(names: readonly string[]) {
    this.fields = new FieldTable(names.length);
    this.headerSlots = SYSLOG_HEADER.map((name) => names.indexOf(name));
    this.messageSlot = names.indexOf("message");
    this.parameters = names.flatMap((name, slot) =>
      name.startsWith(STRUCTURED) ? [{ name: encodeUtf8(name.slice(STRUCTURED.length)), slot }] : [],
    );
  }

  split(bytes: Uint8Array, start: number, end: number): boolean {
    this.end = end;
    this.fields.clear();
    let at = afterCount(bytes, start, end);
    if (bytes[at] !== LESS) return this.fail(at, "< and a priority");
    const close = digitsEnd(bytes, at + 1, end);
    if (close === at + 1 || close === end || bytes[close] !== GREATER) return this.fail(close, "a priority and >");
    this.keep(0, at + 1, close);
    at = close + 1;
    const version = digitsEnd(bytes, at, end);
    if (version === at || bytes[version] !== SPACE) return this.fail(version, "a version and a blank");
    for (let field = 1; field < SYSLOG_HEADER.length; field++) {
      const from = at;
      while (at < end && bytes[at] !== SPACE) at++;
      if (at === from || at === end) return this.fail(at, `${SYSLOG_HEADER[field]} and a blank`);
      if (at - from > 1 || bytes[from] !== DASH) this.keep(field, from, at);
      at++;
    }
    at = this.structured(bytes, at, end);
    if (at < 0) return false;
    if (at < end && bytes[at] !== SPACE) return this.fail(at, "a blank before the message");
    let from = Math.min(end, at + 1);
    if (bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf && from + 3 <= end) from += 3;
    if (this.messageSlot >= 0 && from < end) this.fields.set(this.messageSlot, from, end, RAW);
    return true;
  }

  get isCut(): boolean {
    return this.problemOffset >= this.end;
  }

  reason(lineStart: number): string {
    return `not as RFC 5424 says at column ${this.problemOffset - lineStart + 1}: expected ${this.expected}`;
  }

  /** The offset behind "-" or elements in brackets, −1 if there are none. */
  private structured(bytes: Uint8Array, start: number, end: number): number {
    if (bytes[start] === DASH && start < end) return start + 1;
    let at = start;
    if (at === end || bytes[at] !== OPEN) return this.missing(at, '"-" or structured data in brackets');
    while (at < end && bytes[at] === OPEN) {
      at++;
      while (at < end && bytes[at] !== SPACE && bytes[at] !== CLOSE) at++;
      for (;;) {
        while (at < end && bytes[at] === SPACE) at++;
        if (at < end && bytes[at] === CLOSE) break;
        at = this.parameter(bytes, at, end);
        if (at < 0) return NONE;
      }
      at++;
    }
    return at;
  }

  /** The offset behind `name="value"`. */
  private parameter(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && bytes[at] !== EQUALS && bytes[at] !== SPACE && bytes[at] !== CLOSE) at++;
    const nameEnd = at;
    if (at + 1 >= end || bytes[at] !== EQUALS || bytes[at + 1] !== QUOTE) return this.missing(at, '=" behind a name');
    at += 2;
    const from = at;
    let coding = RAW;
    for (; at < end && bytes[at] !== QUOTE; at++) {
      if (bytes[at] !== BACKSLASH) continue;
      coding = TEXT_ESCAPES;
      at++;
    }
    if (at >= end) return this.missing(end, "a closing quote");
    for (const { name, slot } of this.parameters) {
      if (name.length !== nameEnd - start) continue;
      let same = 0;
      while (same < name.length && bytes[start + same] === name[same]) same++;
      if (same === name.length) this.fields.set(slot, from, at, coding);
    }
    return at + 1;
  }

  private keep(field: number, start: number, end: number): void {
    const slot = this.headerSlots[field];
    if (slot >= 0) this.fields.set(slot, start, end, RAW);
  }

  private fail(at: number, expected: string): false {
    this.problemOffset = at;
    this.expected = expected;
    return false;
  }

  private missing(at: number, expected: string): number {
    this.fail(at, expected);
    return NONE;
  }
}

/** Behind the octet count, if the line begins with one. */
function afterCount(bytes: Uint8Array, start: number, end: number): number {
  const at = digitsEnd(bytes, start, end);
  return at > start && at + 1 < end && bytes[at] === SPACE && bytes[at + 1] === LESS ? at + 1 : start;
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] >= 48 && bytes[at] <= 57) at++;
  return at;
}
