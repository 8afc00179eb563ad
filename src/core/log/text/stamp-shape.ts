import { encodeUtf8 } from "../../bytes.ts";
import { failure, type Outcome, success } from "../../outcome.ts";

const DIGITS = 0;
const LETTERS = 1;
const HALF_DAY = 2;
const ZONE = 3;
const LITERAL = 4;
const BLANKS = 5;
const OPTIONAL = 6;

/** One step of a shape; a single class, so that the loop over it stays fast. */
interface ShapeStep {
  readonly kind: number;
  /** Digits or letters, at least and at most. */
  readonly least: number;
  readonly most: number;
  readonly bytes: Uint8Array;
  readonly steps: readonly ShapeStep[];
}

/** Where a stamp ends, by its form; what moment it means is read by others. */
export interface StampShape {
  readonly text: string;
  readonly steps: readonly ShapeStep[];
}

const NO_BYTES = new Uint8Array(0);
const MOST_FRACTION = 18;
const MOST_LETTERS = 12;

const FIELDS: ReadonlyMap<string, readonly [kind: number, least: number, most: number]> = new Map([
  ["yyyy", [DIGITS, 4, 4]],
  ["yy", [DIGITS, 2, 2]],
  ["MM", [DIGITS, 2, 2]],
  ["M", [DIGITS, 1, 2]],
  ["MMM", [LETTERS, 3, 3]],
  ["MMMM", [LETTERS, 3, MOST_LETTERS]],
  ["dd", [DIGITS, 2, 2]],
  ["d", [DIGITS, 1, 2]],
  ["HH", [DIGITS, 2, 2]],
  ["H", [DIGITS, 1, 2]],
  ["hh", [DIGITS, 2, 2]],
  ["h", [DIGITS, 1, 2]],
  ["mm", [DIGITS, 2, 2]],
  ["m", [DIGITS, 1, 2]],
  ["ss", [DIGITS, 2, 2]],
  ["s", [DIGITS, 1, 2]],
  ["a", [HALF_DAY, 2, 2]],
  ["Z", [ZONE, 1, 6]],
  ["EEE", [LETTERS, 3, MOST_LETTERS]],
]);

/**
 * Takes the form of a stamp apart: "yyyy-MM-dd'T'HH:mm:ss[.SSS]Z". Letters mean digits, names or a zone, a blank one blank
 * or more, [ … ] may be missing, S… is a fraction of any length, 'text' and signs stand for themselves. On failure the
 * message ends a sentence that names the pattern.
 */
export function parseStampShape(text: string): Outcome<StampShape> {
  const steps: ShapeStep[] = [];
  let inside: ShapeStep[] | undefined;
  for (let at = 0; at < text.length; ) {
    const into: ShapeStep[] = inside ?? steps;
    const character = text[at];
    if (/[a-zA-Z]/.test(character)) {
      let end = at;
      while (text[end] === character) end++;
      const name = text.slice(at, end);
      const field = character === "S" ? ([DIGITS, 1, MOST_FRACTION] as const) : FIELDS.get(name);
      if (field === undefined)
        return failure("R_PATTERN", `${name} means nothing in a time: put words into quotes, as in 'T'`);
      into.push(step(field[0], field[1], field[2]));
      at = end;
    } else if (character === " ") {
      while (text[at] === " ") at++;
      into.push(step(BLANKS, 1, 1));
    } else if (character === "'") {
      const end = text[at + 1] === "'" ? at + 1 : text.indexOf("'", at + 1);
      if (end < 0) return failure("R_PATTERN", "a quote of the time is not closed");
      into.push(step(LITERAL, 1, 1, encodeUtf8(end === at + 1 ? "'" : text.slice(at + 1, end))));
      at = end + 1;
    } else if (character === "[" && inside === undefined) {
      inside = [];
      at++;
    } else if (character === "]" && inside !== undefined) {
      steps.push({ kind: OPTIONAL, least: 0, most: 1, bytes: NO_BYTES, steps: inside });
      inside = undefined;
      at++;
    } else if (character === "[" || character === "]") {
      return failure("R_PATTERN", `${character} of the time has no partner, or stands inside [ ]`);
    } else {
      const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
      into.push(step(LITERAL, 1, 1, encodeUtf8(sign)));
      at += sign.length;
    }
  }
  if (inside !== undefined) return failure("R_PATTERN", "[ of the time is not closed");
  if (!steps.some(({ kind }) => kind === DIGITS))
    return failure("R_PATTERN", "a time needs digits, for example HH:mm:ss");
  return success({ text, steps });
}

function step(kind: number, least: number, most: number, bytes: Uint8Array = NO_BYTES): ShapeStep {
  return { kind, least, most, bytes, steps: [] };
}

/** The offset behind a stamp of this form that begins at `at`, −1 if there is none. No allocation. */
export function matchStampShape(shape: StampShape, bytes: Uint8Array, at: number, end: number): number {
  return matchSteps(shape.steps, bytes, at, end);
}

function matchSteps(steps: readonly ShapeStep[], bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (let i = 0; i < steps.length && at >= 0; i++) {
    const step = steps[i];
    switch (step.kind) {
      case DIGITS: {
        const from = at;
        const limit = Math.min(end, at + step.most);
        while (at < limit && bytes[at] >= 48 && bytes[at] <= 57) at++;
        if (at - from < step.least) at = -1;
        break;
      }
      case LETTERS:
        at = letterRun(bytes, at, end, step.least, step.most);
        break;
      case HALF_DAY:
        at = at + 2 <= end && (bytes[at + 1] | 0x20) === 0x6d && /* a, p */ isHalf(bytes[at]) ? at + 2 : -1;
        break;
      case ZONE:
        at = zoneEnd(bytes, at, end);
        break;
      case BLANKS: {
        const from = at;
        while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
        if (at === from) at = -1;
        break;
      }
      case LITERAL:
        at = literalEnd(step.bytes, bytes, at, end);
        break;
      default: {
        const after = matchSteps(step.steps, bytes, at, end);
        if (after >= 0) at = after;
      }
    }
  }
  return at;
}

function letterRun(bytes: Uint8Array, start: number, end: number, least: number, most: number): number {
  let at = start;
  const limit = Math.min(end, start + most);
  while (at < limit && isLetter(bytes[at])) at++;
  return at - start < least ? -1 : at;
}

function literalEnd(literal: Uint8Array, bytes: Uint8Array, at: number, end: number): number {
  if (at + literal.length > end) return -1;
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return -1;
  return at + literal.length;
}

/** Z, +0800, +08:00, +08, or a word of one to five letters. */
function zoneEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (at < end && (sign === 0x2b || sign === 0x2d)) {
    if (!isPair(bytes, at + 1, end)) return -1;
    at += 3;
    const minutes = bytes[at] === 0x3a ? at + 1 : at;
    return isPair(bytes, minutes, end) ? minutes + 2 : at;
  }
  while (at < end && at - start < 5 && isLetter(bytes[at])) at++;
  return at === start ? -1 : at;
}

function isPair(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 2 <= end && isDigit(bytes[at]) && isDigit(bytes[at + 1]);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 122;
}

function isHalf(byte: number): boolean {
  const lower = byte | 0x20;
  return lower === 0x61 || lower === 0x70;
}
