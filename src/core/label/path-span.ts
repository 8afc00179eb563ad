import { isTrailing } from "./address-span.ts";
import { ALPHANUMERIC, BLANK, CLASS_OF, DELIMITER, isAlphanumeric, LETTER } from "./byte-class.ts";

const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const TILDE = 0x7e;
const NOT_FOUND = -1;

/**
 * End of the path at `at`: "/var/log", "./a", "~/b", "C:\dir", or one without a root that has at least two slashes; −1
 * if there is none. A query ("?a=b") belongs to its path.
 */
export function pathEnd(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at];
  if (first === SLASH) return rooted(bytes, at, end);
  if (first === DOT || first === TILDE) {
    const slash = bytes[at + 1] === DOT ? at + 2 : at + 1;
    return bytes[slash] === SLASH ? rooted(bytes, slash, end) : NOT_FOUND;
  }
  const isLetter = (CLASS_OF[first] & LETTER) !== 0;
  if (isLetter && bytes[at + 1] === COLON && bytes[at + 2] === BACKSLASH) return runEnd(bytes, at + 2, end);
  const to = runEnd(bytes, at, end);
  let slashes = 0;
  let hasLetter = false;
  for (let i = at; i < to; i++) {
    if (bytes[i] === SLASH) {
      // "a//b" is no path, and neither is what goes on behind a colon.
      if (bytes[i + 1] === SLASH) return NOT_FOUND;
      slashes++;
    } else if (bytes[i] === COLON || bytes[i] === 0x40) return NOT_FOUND;
    else if ((CLASS_OF[bytes[i]] & LETTER) !== 0) hasLetter = true;
  }
  return slashes >= 2 && hasLetter ? to : NOT_FOUND;
}

/** End of what begins with the slash at `at`; −1 unless a name follows. */
function rooted(bytes: Uint8Array, at: number, end: number): number {
  const next = bytes[at + 1];
  const isName = isAlphanumeric(bytes, at + 1, end) || next === 0x5f || next === DOT || next === 0x2d;
  if (!isName) return NOT_FOUND;
  const to = runEnd(bytes, at, end);
  for (let i = at + 1; i < to; i++) if ((CLASS_OF[bytes[i]] & ALPHANUMERIC) !== 0) return to;
  return NOT_FOUND;
}

function runEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end) {
    const kind = CLASS_OF[bytes[to]];
    if ((kind & BLANK) !== 0) break;
    if ((kind & DELIMITER) !== 0 && bytes[to] !== EQUALS) break;
    to++;
  }
  while (to > at + 1 && (isTrailing(bytes[to - 1]) || bytes[to - 1] === EQUALS)) to--;
  return to;
}
