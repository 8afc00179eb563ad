import { BLANK, CLASS_OF, DELIMITER } from "./byte-class.ts";
import { LIST, PLACEHOLDERS } from "./mask-kinds.ts";

const SPACE = 0x20;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const OPEN_ANGLE = 0x3c;
const CLOSE_ANGLE = 0x3e;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BAR = 0x7c;

/**
 * Makes lists of any length one form, in place: "[a, b, c]" becomes "[<list>]", and a word with a placeholder that is
 * repeated ("blk_<num>, blk_<num>") stands once. Returns the new length, at most the old one.
 */
export function collapseLists(bytes: Uint8Array, length: number): number {
  let from = 0;
  let to = 0;
  // The last piece written, if nothing but separators came behind it: its place, and where the separators begin.
  let pieceStart = -1;
  let pieceEnd = -1;
  while (from < length) {
    const byte = bytes[from];
    if (byte === OPEN_BRACKET) {
      const close = bracketEnd(bytes, from, length);
      pieceStart = -1;
      bytes[to++] = byte;
      if (close > 0) {
        for (const mark of PLACEHOLDERS[LIST]) bytes[to++] = mark;
        from = close;
      } else from++;
    } else if (isSeparator(byte)) {
      bytes[to++] = byte;
      from++;
    } else if (!isPieceByte(byte)) {
      pieceStart = -1;
      bytes[to++] = byte;
      from++;
    } else {
      let next = from;
      let hasPlaceholder = false;
      while (next < length && isPieceByte(bytes[next])) if (bytes[next++] === CLOSE_ANGLE) hasPlaceholder = true;
      const size = pieceEnd - pieceStart;
      const isAgain = pieceStart >= 0 && hasPlaceholder;
      const isRepeated = isAgain && repeats(bytes, pieceStart, pieceEnd, from, next);
      const isAlike = isAgain && !isRepeated && bytes[pieceEnd] === COMMA && isListWord(bytes, pieceStart, pieceEnd);
      if (isAlike && isListWord(bytes, from, next)) {
        to = pieceStart;
        for (const mark of PLACEHOLDERS[LIST]) bytes[to++] = mark;
        pieceEnd = to;
      } else if (isRepeated) {
        to = pieceEnd;
        // What follows the repeated word (a full stop) stays.
        for (let at = from + size; at < next; at++) bytes[to++] = bytes[at];
        pieceStart = next - from > size ? -1 : pieceStart;
      } else {
        pieceStart = hasPlaceholder ? to : -1;
        for (let at = from; at < next; at++) bytes[to++] = bytes[at];
        pieceEnd = to;
      }
      from = next;
    }
  }
  return to;
}

/** Position of the bracket that closes a list of at least two words without blanks; −1 if there is none. */
function bracketEnd(bytes: Uint8Array, open: number, length: number): number {
  let commas = 0;
  let hasWord = false;
  for (let at = open + 1; at < length; at++) {
    const byte = bytes[at];
    if (byte === CLOSE_BRACKET) return commas > 0 && hasWord ? at : -1;
    if (byte === COMMA) {
      if (!hasWord) return -1;
      commas++;
      hasWord = false;
      if (bytes[at + 1] === SPACE) at++;
    } else if (isPieceByte(byte)) hasWord = true;
    else return -1;
  }
  return -1;
}

/** Whether [at, end) is "name:<…>" (of a list with different names), or such a list already. */
function isListWord(bytes: Uint8Array, at: number, end: number): boolean {
  const colon = bytes.indexOf(0x3a, at);
  if (colon > at && colon < end - 1) return bytes[colon + 1] === OPEN_ANGLE;
  const { length } = PLACEHOLDERS[LIST];
  return end - at === length && PLACEHOLDERS[LIST].every((byte, i) => byte === bytes[at + i]);
}

/** Whether [from, next) is the piece again, with no letter, digit or placeholder behind it. */
function repeats(bytes: Uint8Array, start: number, end: number, from: number, next: number): boolean {
  if (next - from < end - start) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== bytes[from + at - start]) return false;
  for (let at = from + end - start; at < next; at++) if (bytes[at] !== 0x2e && bytes[at] !== 0x3a) return false;
  return true;
}

function isSeparator(byte: number): boolean {
  return byte === SPACE || byte === COMMA || byte === SEMICOLON || byte === BAR;
}

/** A byte of a word: placeholders are, other brackets, quotes and equals signs are not. */
function isPieceByte(byte: number): boolean {
  return byte === OPEN_ANGLE || byte === CLOSE_ANGLE || (CLASS_OF[byte] & (BLANK | DELIMITER)) === 0;
}
