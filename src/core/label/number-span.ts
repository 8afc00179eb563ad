import { encodeUtf8 } from "../bytes.ts";
import { CLASS_OF, DIGIT, digitsEnd, isAlphanumeric, LETTER } from "./byte-class.ts";

const SPACE = 0x20;
const PERCENT = 0x25;
const COMMA = 0x2c;
const DOT = 0x2e;
const SLASH = 0x2f;
const NOT_FOUND = -1;
const NO_LIMIT = 1 << 30;
const LONGEST_UNIT = 7;

/** Units that stand right behind a number. */
const UNITS = unitSet(
  "ns us \u00b5s \u03bcs ms s m h d w sec secs min mins hr hrs day days b kb mb gb tb pb kib mib gib tib k g t hz khz mhz ghz " +
    "bps kbps mbps gbps rps qps tps ops px pt kw mw v mv x \u00b0c \u00b0f msec usec nsec seconds minutes hours bytes",
);
/** Units of the parts of a duration. */
const DURATIONS = unitSet("ns us \u00b5s \u03bcs ms s m h d w sec min");
/** Units behind a blank: only those that programs choose by magnitude, so that one statement writes several. */
const APART = unitSet(
  "ns us \u00b5s \u03bcs ms s sec secs second seconds min mins minute minutes hour hours day days b kb mb gb tb kib mib gib " +
    "tib byte bytes msec",
);

/** End of the number at `at` (the sign already passed): digits, groups of thousands, dotted parts, an exponent. */
export function numberEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = digitsEnd(bytes, at, end, NO_LIMIT);
  if (to - at <= 3) to = thousandsEnd(bytes, to, end);
  while (bytes[to] === DOT && to + 1 < end && CLASS_OF[bytes[to + 1]] === DIGIT) {
    to = digitsEnd(bytes, to + 1, end, NO_LIMIT);
  }
  if ((bytes[to] | 0x20) === 0x65 && to < end) {
    const sign = bytes[to + 1] === 0x2b || bytes[to + 1] === 0x2d ? to + 2 : to + 1;
    const exponent = digitsEnd(bytes, sign, end, 4);
    if (exponent > sign && !isAlphanumeric(bytes, exponent, end)) return exponent;
  }
  return to;
}

function thousandsEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (bytes[to] === COMMA) {
    const next = digitsEnd(bytes, to + 1, end, 4);
    if (next - to !== 4) break;
    to = next;
  }
  return to;
}

/**
 * End of the number and unit whose number lies in [at, to): "12ms", "1h3m2.5s", "3.2 MB", "80%", "5MB/s"; −1 if no
 * unit follows.
 */
export function amountEnd(bytes: Uint8Array, to: number, end: number): number {
  if (to >= end) return NOT_FOUND;
  if (bytes[to] === PERCENT) return isAlphanumeric(bytes, to + 1, end) ? NOT_FOUND : to + 1;
  if (bytes[to] === SPACE) {
    const unit = lettersEnd(bytes, to + 1, end);
    if (!isUnit(bytes, to + 1, unit, APART) || isAlphanumeric(bytes, unit, end)) return NOT_FOUND;
    return perSecondEnd(bytes, unit, end);
  }
  let unit = lettersEnd(bytes, to, end);
  if (!isUnit(bytes, to, unit, UNITS)) return NOT_FOUND;
  // A duration may go on: 1h3m2.5s.
  let first = to;
  while (unit < end && CLASS_OF[bytes[unit]] === DIGIT) {
    const number = numberEnd(bytes, unit, end);
    const next = lettersEnd(bytes, number, end);
    if (!isUnit(bytes, first, unit, DURATIONS) || !isUnit(bytes, number, next, DURATIONS)) return NOT_FOUND;
    first = number;
    unit = next;
  }
  return perSecondEnd(bytes, unit, end);
}

function perSecondEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== SLASH) return at;
  const to = lettersEnd(bytes, at + 1, end);
  return isUnit(bytes, at + 1, to, UNITS) && !isAlphanumeric(bytes, to, end) ? to : at;
}

function lettersEnd(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + LONGEST_UNIT + 2);
  let to = at;
  while (to < limit && (CLASS_OF[bytes[to]] & LETTER) !== 0) to++;
  return to;
}

function isUnit(bytes: Uint8Array, at: number, to: number, units: ReadonlySet<number>): boolean {
  return to > at && to - at <= LONGEST_UNIT && units.has(keyOf(bytes, at, to));
}

/** A number for a unit whatever its case: at most seven bytes of seven bits. */
function keyOf(bytes: Uint8Array, at: number, to: number): number {
  let key = 0;
  for (let i = at; i < to; i++) key = key * 128 + ((bytes[i] | 0x20) & 0x7f);
  return key;
}

function unitSet(words: string): ReadonlySet<number> {
  return new Set(
    words.split(" ").map((word) => {
      const bytes = encodeUtf8(word);
      return keyOf(bytes, 0, bytes.length);
    }),
  );
}
