import { encodePointInto } from "../bytes.ts";

const REPLACEMENT = 0xfffd;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Writes the value of the inside of a JSON string, bytes[start, end), to `target` at `at` and returns the offset after
 * it: never more bytes than the source has. The source must be well-formed (the scanner has seen to that); lone
 * surrogates become U+FFFD.
 */
export function unescapeJson(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let from = start;
  let to = at;
  while (from < end) {
    const byte = bytes[from++];
    if (byte !== BACKSLASH) {
      target[to++] = byte;
      continue;
    }
    const letter = bytes[from++];
    if (letter !== 0x75) {
      target[to++] = simpleEscape(letter);
      continue;
    }
    let point = hexUnit(bytes, from);
    from += 4;
    if (point >= 0xd800 && point <= 0xdfff) {
      const paired = point <= 0xdbff && from + 6 <= end && bytes[from] === BACKSLASH && bytes[from + 1] === 0x75;
      const low = paired ? hexUnit(bytes, from + 2) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = ((point - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
        from += 6;
      } else point = REPLACEMENT;
    }
    to = encodePointInto(point, target, to);
  }
  return to;
}

/** Writes bytes[start, end), the inside of a CSV field in quotes, with its doubled quotes made single; returns the offset after. */
export function undoubleQuotes(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  for (let from = start; from < end; from++) {
    const byte = bytes[from];
    target[to++] = byte;
    if (byte === QUOTE) from++;
  }
  return to;
}

function simpleEscape(letter: number): number {
  switch (letter) {
    case 0x6e:
      return 0x0a;
    case 0x74:
      return 0x09;
    case 0x72:
      return 0x0d;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    default:
      return letter;
  }
}

function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i];
    unit = (unit << 4) | (byte <= 57 ? byte - 48 : (byte | 0x20) - 87);
  }
  return unit;
}
