/** UTF-8 without TextDecoder: core is compiled without DOM types, and spans inside a buffer need no subarray. */

const REPLACEMENT = 0xfffd;
/** Below the argument limit of `String.fromCharCode` of every engine. */
const CHUNK = 4096;

/** Engines spread short plain arrays much faster than typed ones: most texts are a field long, and ASCII. */
const ASCII_CHUNK = 256;

const units = new Uint16Array(CHUNK);

/**
 * Text of bytes[start, end). Invalid sequences become U+FFFD, one for each byte that cannot be part of a character;
 * never throws. One pass; allocates the string only.
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  let at = start;
  while (at < end) {
    const chunk = asciiText(bytes, at, Math.min(end, at + ASCII_CHUNK));
    if (chunk === undefined) return text + decodeWide(bytes, at, end);
    text += chunk;
    at += chunk.length;
  }
  return text;
}

/** Undefined if there is another byte than ASCII. */
function asciiText(bytes: Uint8Array, start: number, end: number): string | undefined {
  const codes = new Array<number>(end - start);
  for (let at = start; at < end; at++) {
    if (bytes[at] >= 0x80) return undefined;
    codes[at - start] = bytes[at];
  }
  return String.fromCharCode.apply(null, codes);
}

function decodeWide(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  let filled = 0;
  let at = start;
  while (at < end) {
    if (filled > CHUNK - 2) {
      text += String.fromCharCode.apply(null, units.subarray(0, filled) as unknown as number[]);
      filled = 0;
    }
    const first = bytes[at];
    if (first < 0x80) {
      units[filled++] = first;
      at++;
      continue;
    }
    const length = sequenceLength(bytes, at, end);
    if (length === 0) {
      units[filled++] = REPLACEMENT;
      at++;
      continue;
    }
    let point = first & (0x7f >> length);
    for (let i = 1; i < length; i++) point = (point << 6) | (bytes[at + i] & 0x3f);
    at += length;
    if (point < 0x10000) {
      units[filled++] = point;
    } else {
      units[filled++] = 0xd7c0 + (point >> 10);
      units[filled++] = 0xdc00 | (point & 0x3ff);
    }
  }
  return text + String.fromCharCode.apply(null, units.subarray(0, filled) as unknown as number[]);
}

/** Length of the well-formed multi-byte sequence at `at`, 0 if there is none (Unicode standard, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at];
  let length = 0;
  let low = 0x80;
  let high = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) length = 2;
  else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first === 0xe0) low = 0xa0;
    else if (first === 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first === 0xf0) low = 0x90;
    else if (first === 0xf4) high = 0x8f;
  } else return 0;
  if (at + length > end) return 0;
  if (bytes[at + 1] < low || bytes[at + 1] > high) return 0;
  for (let i = 2; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  return length;
}

/** UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const ascii = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return encodeWide(text);
    ascii[i] = unit;
  }
  return ascii;
}

function encodeWide(text: string): Uint8Array {
  const target = new Uint8Array(text.length * 3);
  return target.slice(0, encodeUtf8Into(text, target, 0));
}

/** Writes the UTF-8 bytes of `text` at `offset` and returns the offset after them. Needs up to 3 bytes per UTF-16 unit. */
export function encodeUtf8Into(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point >= 0xd800 && point <= 0xdfff) {
      const next = point <= 0xdbff && i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next <= 0xdfff) {
        point = ((point - 0xd800) << 10) + (next - 0xdc00) + 0x10000;
        i++;
      } else point = REPLACEMENT;
    }
    at = encodePointInto(point, target, at);
  }
  return at;
}

/** Writes one code point as UTF-8 at `at` and returns the offset after it. */
export function encodePointInto(point: number, target: Uint8Array, at: number): number {
  if (point < 0x80) {
    target[at++] = point;
  } else if (point < 0x800) {
    target[at++] = 0xc0 | (point >> 6);
    target[at++] = 0x80 | (point & 0x3f);
  } else if (point < 0x10000) {
    target[at++] = 0xe0 | (point >> 12);
    target[at++] = 0x80 | ((point >> 6) & 0x3f);
    target[at++] = 0x80 | (point & 0x3f);
  } else {
    target[at++] = 0xf0 | (point >> 18);
    target[at++] = 0x80 | ((point >> 12) & 0x3f);
    target[at++] = 0x80 | ((point >> 6) & 0x3f);
    target[at++] = 0x80 | (point & 0x3f);
  }
  return at;
}

/** Whether bytes[start, end) equal `other`. */
export function equalsBytes(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  if (end - start !== other.length) return false;
  for (let i = 0; i < other.length; i++) if (bytes[start + i] !== other[i]) return false;
  return true;
}
