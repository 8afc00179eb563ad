import { NONE } from "../../units.ts";
import { FieldTable, RAW, TEXT_ESCAPES } from "../field-table.ts";
import type { LineSplitter } from "../line-splitter.ts";
import { levelEnd } from "./level-word.ts";
import { AFTER_ANY, AFTER_BLANK } from "./pattern-stops.ts";
import { matchStampShape } from "./stamp-shape.ts";
import {
  BLANKS,
  compileSteps,
  LEVEL,
  LITERAL,
  NUMBER,
  OPTIONAL,
  OPTIONAL_END,
  type Operation,
  REST,
  WORD,
  type WordStop,
} from "./text-operations.ts";
import type { TextPattern } from "./text-pattern.ts";

const BACKSLASH = 0x5c;

/**
 * Finds the fields of lines by a pattern. Literals, blanks and fields are walked from left to right; only an optional part
 * that does not fit is taken back as a whole. One pass over the part before `rest`, no allocation.
 */
export class TextMatcher implements LineSplitter {
  readonly fields: FieldTable;
  private readonly alternatives: readonly (readonly Operation[])[];
  private readonly waiting: Int32Array;
  /** The farthest that the last line was understood. */
  private problemOffset = 0;
  private expected = "";
  private end = 0;

  constructor(pattern: TextPattern, names: readonly string[]) {
    this.fields = new FieldTable(names.length);
    this.alternatives = pattern.alternatives.map((steps) => compileSteps(steps, names));
    const most = Math.max(...this.alternatives.map((operations) => operations.length));
    this.waiting = new Int32Array(2 * most);
  }

  split(bytes: Uint8Array, start: number, end: number): boolean {
    let last = end;
    while (last > start && bytes[last - 1] <= 0x20) last--;
    this.end = last;
    this.problemOffset = start - 1;
    for (let i = 0; i < this.alternatives.length; i++) {
      if (this.match(this.alternatives[i], bytes, start, last)) return true;
    }
    return false;
  }

  get isCut(): boolean {
    return this.problemOffset >= this.end;
  }

  reason(lineStart: number): string {
    return `not as the pattern says at column ${this.problemOffset - lineStart + 1}: expected ${this.expected}`;
  }

  private match(operations: readonly Operation[], bytes: Uint8Array, start: number, end: number): boolean {
    const { fields, waiting } = this;
    fields.clear();
    let at = start;
    let depth = 0;
    for (let i = 0; i < operations.length; ) {
      const operation = operations[i];
      const after = this.step(operation, bytes, at, end);
      if (after >= 0) {
        if (operation.code === OPTIONAL) {
          waiting[depth++] = i;
          waiting[depth++] = at;
        } else if (operation.code === OPTIONAL_END) depth -= 2;
        at = after;
        i++;
        continue;
      }
      if (at > this.problemOffset) this.note(operation.expects, at);
      if (depth === 0) return false;
      at = waiting[--depth];
      const optional = operations[waiting[--depth]];
      for (let inside = waiting[depth] + 1; inside < optional.skipTo; inside++) {
        if (operations[inside].slot !== NONE) fields.starts[operations[inside].slot] = NONE;
      }
      i = optional.skipTo;
    }
    if (at === end) return true;
    if (at > this.problemOffset) this.note("the end of the line", at);
    return false;
  }

  private note(expected: string, at: number): void {
    this.problemOffset = at;
    this.expected = expected;
  }

  /** Offset behind what the operation takes, −1 if it does not fit. */
  private step(operation: Operation, bytes: Uint8Array, at: number, end: number): number {
    switch (operation.code) {
      case LITERAL:
        return startsWith(bytes, at, end, operation.literal) ? at + operation.literal.length : -1;
      case BLANKS: {
        let to = at;
        while (to < end && bytes[to] <= 0x20) to++;
        // Blanks at the end of the line have been cut off.
        return to > at || at === end ? to : -1;
      }
      case WORD:
        return this.word(operation, bytes, at, end);
      case REST:
        this.keep(operation, at, end, RAW);
        return end;
      case OPTIONAL:
      case OPTIONAL_END:
        return at;
      default:
        return this.typed(operation, bytes, at, end);
    }
  }

  /** Numbers, levels and stamps: they end by themselves. */
  private typed(operation: Operation, bytes: Uint8Array, at: number, end: number): number {
    let from = at;
    if (operation.enclosed) while (from < end && bytes[from] <= 0x20) from++;
    let to = -1;
    if (operation.code === LEVEL) to = levelEnd(bytes, from, end);
    else if (operation.code === NUMBER) to = numberEnd(bytes, from, end);
    else if (operation.shape !== undefined) to = matchStampShape(operation.shape, bytes, from, end);
    if (to < 0) return -1;
    this.keep(operation, from, to, RAW);
    if (operation.enclosed) while (to < end && bytes[to] <= 0x20) to++;
    return to;
  }

  private word(operation: Operation, bytes: Uint8Array, at: number, end: number): number {
    const { stops, stopByte, enclosed, quoted } = operation;
    let to = at;
    let coding = operation.coding;
    for (; to < end; to++) {
      const byte = bytes[to];
      if (byte <= 0x20) {
        if (enclosed) continue;
        if (!operation.blankStops) return -1;
        break;
      }
      if (byte === stopByte || stopByte < 0) {
        if (isStop(stops, bytes, to, end)) break;
      } else if (quoted && byte === BACKSLASH) {
        if (coding === RAW) coding = TEXT_ESCAPES;
        to++;
      }
    }
    if (to >= end) {
      if (!operation.endStops) return -1;
      to = end;
    }
    if (to === at && !operation.mayBeEmpty) return -1;
    this.keep(operation, at, to, coding);
    return to;
  }

  private keep(operation: Operation, start: number, end: number, coding: number): void {
    if (operation.slot !== NONE) this.fields.set(operation.slot, start, end, coding);
  }
}

function isStop(stops: readonly WordStop[], bytes: Uint8Array, at: number, end: number): boolean {
  for (let i = 0; i < stops.length; i++) {
    const { bytes: literal, after } = stops[i];
    if (bytes[at] !== literal[0] || !startsWith(bytes, at, end, literal)) continue;
    const behind = at + literal.length;
    if (after === AFTER_ANY || behind === end || (after === AFTER_BLANK && bytes[behind] <= 0x20)) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, at: number, end: number, literal: Uint8Array): boolean {
  if (at + literal.length > end) return false;
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false;
  return true;
}

/** `-1`, `12`, `0.25`; −1 if no number begins here. */
function numberEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (at < end && (bytes[at] === 0x2d || bytes[at] === 0x2b)) at++;
  const first = at;
  while (at < end && isDigit(bytes[at])) at++;
  if (at === first) return -1;
  if (at + 1 < end && bytes[at] === 0x2e && isDigit(bytes[at + 1])) {
    at++;
    while (at < end && isDigit(bytes[at])) at++;
  }
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
