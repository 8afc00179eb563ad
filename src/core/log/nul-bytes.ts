const LINE_FEED = 0x0a;

/**
 * The first of bytes[at, limit) that is no NUL. What logrotate's copytruncate, a sparse file or a crash leaves before a line is
 * passed over as if it were not there.
 */
export function skipNuls(bytes: Uint8Array, at: number, limit: number): number {
  let first = at;
  while (first < limit && bytes[first] === 0) first++;
  return first;
}

/** How many of the lines of bytes[start, end) hold a NUL. */
export function linesWithNul(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; lines++) {
    const nul = bytes.indexOf(0, at);
    if (nul < 0 || nul >= end) break;
    const lineFeed = bytes.indexOf(LINE_FEED, nul);
    at = lineFeed < 0 ? end : lineFeed + 1;
  }
  return lines;
}
