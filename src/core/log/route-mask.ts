const SLASH = 0x2f;
const HASH = 0x23;
const QUESTION = 0x3f;
const SEMICOLON = 0x3b;
const COLON = 0x3a;
const LETTER_V = 0x76;
/** Hexadecimal of this length with a digit in it is an id. */
const MIN_HEX = 8;
/** So is any mix of letters and digits of this length. */
const MIN_OPAQUE = 20;

/**
 * Writes the route of a request target, bytes[start, end), to `target` at `at` and returns the offset behind it: never
 * more bytes than the source has. Scheme, host, query and matrix parameters go; ids become "#".
 *
 *     /api/v1/users/42/orders/9f86d081?x=1    /api/v1/users/#/orders/#
 *     https://shop.example:443/img/p-17.png   /img/p-#.png
 */
export function maskRoute(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let from = behindHost(bytes, start, end);
  let to = at;
  // A target that is only scheme and host means its root.
  if (from > start && (from === end || bytes[from] !== SLASH)) {
    target[to++] = SLASH;
    return to;
  }
  let stop = from;
  while (stop < end && bytes[stop] !== QUESTION && bytes[stop] !== HASH && bytes[stop] !== SEMICOLON) stop++;
  while (from < stop) {
    let segmentEnd = from;
    while (segmentEnd < stop && bytes[segmentEnd] !== SLASH) segmentEnd++;
    to = maskSegment(bytes, from, segmentEnd, target, to);
    if (segmentEnd < stop) target[to++] = SLASH;
    from = segmentEnd + 1;
  }
  return to;
}

/** Where the path begins: behind "scheme://host:port", if that is there. */
function behindHost(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === SLASH) return start;
  let at = start;
  while (at < end && isLetter(bytes[at])) at++;
  if (at === start || at + 2 >= end || bytes[at] !== COLON || bytes[at + 1] !== SLASH || bytes[at + 2] !== SLASH) {
    return start;
  }
  at += 3;
  while (at < end && bytes[at] !== SLASH && bytes[at] !== QUESTION) at++;
  return at;
}

function maskSegment(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let digits = 0;
  let hex = 0;
  let plain = 0;
  for (let from = start; from < end; from++) {
    const byte = bytes[from];
    const lower = byte | 0x20;
    if (isDigit(byte)) digits++;
    if (isDigit(byte) || (lower >= 97 && lower <= 102) || byte === 0x2d) hex++;
    if (isDigit(byte) || isLetter(byte) || byte === 0x2d || byte === 0x5f) plain++;
  }
  const length = end - start;
  if (digits === 0) return copy(bytes, start, end, target, at);
  // Versions of interfaces are part of a route.
  if (bytes[start] === LETTER_V && digits === length - 1) return copy(bytes, start, end, target, at);
  const isId = digits === length || (hex === length && length >= MIN_HEX) || (plain === length && length >= MIN_OPAQUE);
  if (isId) {
    target[at] = HASH;
    return at + 1;
  }
  let to = at;
  for (let from = start; from < end; ) {
    if (!isDigit(bytes[from])) {
      target[to++] = bytes[from++];
      continue;
    }
    let runEnd = from;
    while (runEnd < end && isDigit(bytes[runEnd])) runEnd++;
    // "oauth2" and "s3" are words; a number by itself or of several digits is none.
    const isWord = runEnd - from === 1 && from > start && isLetter(bytes[from - 1]);
    target[to++] = isWord ? bytes[from] : HASH;
    from = runEnd;
  }
  return to;
}

function copy(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  for (let from = start, to = at; from < end; from++, to++) target[to] = bytes[from];
  return at + end - start;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 122;
}
