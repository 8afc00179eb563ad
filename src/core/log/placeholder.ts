/** Values that loggers write when they have none. */

const DASH = 0x2d;
const ZERO = 0x30;
const UNIT_SEPARATOR = 0x1f;

/** Whether bytes[start, end) stand for "nothing": empty, "-", "0", "-1", "null" or "none" in any case. No allocation. */
export function isPlaceholder(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0) return true;
  if (length === 1) return bytes[start] === DASH || bytes[start] === ZERO;
  if (length === 2) return bytes[start] === DASH && bytes[start + 1] === 0x31;
  return length === 4 && (isWord(bytes, start, "null") || isWord(bytes, start, "none"));
}

/**
 * Whether bytes[start, end) are no request id: a placeholder, or all zeros (a zero uuid too). Of an id joined from
 * several parts, whether each part is one.
 */
export function isPlaceholderRequest(bytes: Uint8Array, start: number, end: number): boolean {
  if (isPlaceholder(bytes, start, end)) return true;
  const first = bytes[start];
  // Every other kind of placeholder begins like this; ids seldom do.
  if (first !== ZERO && first !== DASH && (first | 0x20) !== 0x6e) return false;
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== UNIT_SEPARATOR) continue;
    if (!isPlaceholder(bytes, from, at) && !isZeros(bytes, from, at)) return false;
    from = at + 1;
  }
  return true;
}

function isZeros(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== ZERO && bytes[at] !== DASH) return false;
  return true;
}

function isWord(bytes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if ((bytes[start + i] | 0x20) !== word.charCodeAt(i)) return false;
  return true;
}
