const ESCAPE = 0x1b;
const OPEN_BRACKET = 0x5b;

/**
 * Writes bytes[start, end) without terminal control sequences (ECMA-48: ESC [ … final byte, as colours are) to `target` at
 * `at`; returns the offset behind it.
 */
export function stripColours(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  let from = start;
  while (from < end) {
    if (bytes[from] !== ESCAPE || from + 1 >= end || bytes[from + 1] !== OPEN_BRACKET) {
      target[to++] = bytes[from++];
      continue;
    }
    from += 2;
    // Parameters and intermediate bytes, then one final byte.
    while (from < end && bytes[from] >= 0x20 && bytes[from] <= 0x3f) from++;
    if (from < end && bytes[from] >= 0x40 && bytes[from] <= 0x7e) from++;
  }
  return to;
}
