import { encodePointInto } from "../bytes.ts";

const BACKSLASH = 0x5c;
const REPLACEMENT = 0xfffd;

/**
 * Writes bytes[start, end), the inside of a quoted value as loggers write it (escapes of Go, C and JSON: \n \t \" \\ \xHH \uHHHH
 * \UHHHHHHHH), to `target` at `at`; returns the offset behind it, never more bytes than the source has. What is no escape
 * stands for itself, without its backslash.
 */
export function unescapeText(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let from = start;
  let to = at;
  while (from < end) {
    const byte = bytes[from++];
    if (byte !== BACKSLASH || from === end) {
      target[to++] = byte;
      continue;
    }
    const letter = bytes[from++];
    const digits = letter === 0x78 ? 2 : letter === 0x75 ? 4 : letter === 0x55 ? 8 : 0;
    if (digits === 0) {
      target[to++] = simpleEscape(letter);
      continue;
    }
    const value = from + digits <= end ? hexValue(bytes, from, from + digits) : -1;
    if (value < 0) {
      target[to++] = letter;
      continue;
    }
    from += digits;
    // \xHH is a byte, the others are characters.
    if (digits === 2) target[to++] = value;
    else if (value > 0x10ffff) to = encodePointInto(REPLACEMENT, target, to);
    else {
      const low = digits === 4 && value >= 0xd800 && value <= 0xdbff ? lowSurrogate(bytes, from, end) : -1;
      if (low >= 0) from += 6;
      const isLone = low < 0 && value >= 0xd800 && value <= 0xdfff;
      const point = low >= 0 ? ((value - 0xd800) << 10) + (low - 0xdc00) + 0x10000 : isLone ? REPLACEMENT : value;
      to = encodePointInto(point, target, to);
    }
  }
  return to;
}

function lowSurrogate(bytes: Uint8Array, at: number, end: number): number {
  if (at + 6 > end || bytes[at] !== BACKSLASH || bytes[at + 1] !== 0x75) return -1;
  const value = hexValue(bytes, at + 2, at + 6);
  return value >= 0xdc00 && value <= 0xdfff ? value : -1;
}

/** The number in bytes[start, end), −1 if there is anything but hexadecimal digits. */
function hexValue(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    const lower = byte | 0x20;
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function simpleEscape(letter: number): number {
  switch (letter) {
    case 0x6e:
      return 0x0a;
    case 0x74:
      return 0x09;
    case 0x61:
      return 0x07;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x76:
      return 0x0b;
    case 0x72:
      return 0x0d;
    default:
      return letter;
  }
}
