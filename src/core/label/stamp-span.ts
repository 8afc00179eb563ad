import { encodeUtf8 } from "../bytes.ts";
import { digitsEnd, isAlphanumeric } from "./byte-class.ts";

const SPACE = 0x20;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const NOT_FOUND = -1;

const MONTHS = wordSet("jan feb mar apr may jun jul aug sep oct nov dec");
const ZONES = wordSet("utc gmt cet est edt pst pdt");
const WEEKDAYS = wordSet("mon tue wed thu fri sat sun");

/**
 * What is looked at may lie behind `end`: `MessageMasker` puts zeros there.
 *
 * End of the date, time or both that begin with the digit at `at`; −1 if none does. Read are ISO 8601 and its kin with
 * slashes or dots, dd/Mon/yyyy:time, dd Mon yyyy, d/m/yyyy, times of day with fractions, each with a zone behind it.
 */
export function stampEndAtDigit(bytes: Uint8Array, at: number, end: number): number {
  const to = digitsEnd(bytes, at, end, 9);
  const mark = bytes[to];
  if (to >= end) return NOT_FOUND;
  if (to - at === 4 && (mark === DASH || mark === SLASH || mark === DOT)) return isoEnd(bytes, to, end, mark);
  if (to - at === 8) return compactEnd(bytes, to, end);
  if (to - at > 2) return NOT_FOUND;
  if (mark === COLON) return timeEnd(bytes, at, end);
  if (mark === SLASH || mark === DASH || mark === SPACE) return dayFirstEnd(bytes, to, end, mark);
  return mark === DOT ? dottedEnd(bytes, to, end) : NOT_FOUND;
}

/**
 * End of the date that begins with the name of a month or weekday at `at`, three letters and the first of them large;
 * −1 if none does.
 */
export function stampEndAtLetter(bytes: Uint8Array, at: number, end: number): number {
  if ((bytes[at] & 0x20) !== 0) return NOT_FOUND;
  const word = wordAt(bytes, at, end);
  if (WEEKDAYS.has(word)) {
    let next = at + 3;
    if (bytes[next] === COMMA) next++;
    if (bytes[next] !== SPACE) return NOT_FOUND;
    next = skipBlanks(bytes, next, end);
    return MONTHS.has(wordAt(bytes, next, end)) ? stampEndAtLetter(bytes, next, end) : dayMonthEnd(bytes, next, end);
  }
  if (!MONTHS.has(word) || bytes[at + 3] !== SPACE) return NOT_FOUND;
  const day = skipBlanks(bytes, at + 3, end);
  const afterDay = digitsEnd(bytes, day, end, 3);
  if (afterDay === day || afterDay - day > 2) return NOT_FOUND;
  // "May 5" alone may be a sentence: only with a time or a year is it a date.
  const to = clockAndYear(bytes, afterDay, end);
  return to > afterDay ? closed(bytes, to, end) : NOT_FOUND;
}

/** Behind "2024" of "2024-01-02", with a time if one follows. */
function isoEnd(bytes: Uint8Array, at: number, end: number, mark: number): number {
  const month = digitsEnd(bytes, at + 1, end, 3);
  if (month - at < 2 || month - at > 3 || bytes[month] !== mark) return NOT_FOUND;
  const day = digitsEnd(bytes, month + 1, end, 3);
  if (day - month < 2 || day - month > 3) return NOT_FOUND;
  return closed(bytes, withTime(bytes, day, end), end);
}

/** Behind "20240102" of "20240102T101112Z" or "20240102-101112". */
function compactEnd(bytes: Uint8Array, at: number, end: number): number {
  const mark = bytes[at] | 0x20;
  if (mark !== 0x74 && bytes[at] !== DASH) return NOT_FOUND;
  const clock = digitsEnd(bytes, at + 1, end, 7);
  if (clock - at !== 7) return NOT_FOUND;
  return closed(bytes, zoneEnd(bytes, fractionEnd(bytes, clock, end), end), end);
}

/** Behind "10" of "10/Oct/2024:13:55:36 -0700", "10 Oct 2024 13:55", "10/12/2024". */
function dayFirstEnd(bytes: Uint8Array, at: number, end: number, mark: number): number {
  if (MONTHS.has(wordAt(bytes, at + 1, end))) {
    if (bytes[at + 4] !== mark) return NOT_FOUND;
    const year = digitsEnd(bytes, at + 5, end, 5);
    if (year - at !== 9) return NOT_FOUND;
    return closed(bytes, withTime(bytes, year, end), end);
  }
  if (mark === SPACE) return NOT_FOUND;
  const month = digitsEnd(bytes, at + 1, end, 3);
  if (month - at < 2 || month - at > 3 || bytes[month] !== mark) return NOT_FOUND;
  const year = digitsEnd(bytes, month + 1, end, 5);
  const digits = year - month - 1;
  if (digits !== 4 && !(digits === 2 && mark === SLASH)) return NOT_FOUND;
  return closed(bytes, withTime(bytes, year, end), end);
}

/** Behind "02" of "02.01.2024". */
function dottedEnd(bytes: Uint8Array, at: number, end: number): number {
  const month = digitsEnd(bytes, at + 1, end, 3);
  if (month - at !== 3 || bytes[month] !== DOT) return NOT_FOUND;
  const year = digitsEnd(bytes, month + 1, end, 5);
  return year - month === 5 ? closed(bytes, withTime(bytes, year, end), end) : NOT_FOUND;
}

/** "02 Jan 2024 10:11:12 GMT" */
function dayMonthEnd(bytes: Uint8Array, at: number, end: number): number {
  const day = digitsEnd(bytes, at, end, 3);
  if (day === at || day - at > 2 || (bytes[day] !== SPACE && bytes[day] !== DASH)) return NOT_FOUND;
  return dayFirstEnd(bytes, day, end, bytes[day]);
}

/** A time behind a date, divided from it by T, a blank, a colon, a dash or an underscore; `at` if there is none. */
function withTime(bytes: Uint8Array, at: number, end: number): number {
  const mark = bytes[at];
  const isDivided = mark === SPACE || mark === COLON || mark === DASH || mark === 0x5f || (mark | 0x20) === 0x74;
  if (at >= end || !isDivided) return at;
  const time = timeEnd(bytes, at + 1, end);
  return time === NOT_FOUND ? at : time;
}

/** "10:11:12 2024", "2024 10:11:12", "10:11:12" or nothing behind a day. */
function clockAndYear(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  if (bytes[to] === COMMA) to++;
  if (bytes[to] !== SPACE) return at;
  const first = skipBlanks(bytes, to, end);
  const time = timeEnd(bytes, first, end);
  if (time !== NOT_FOUND) return yearEnd(bytes, time, end);
  const year = digitsEnd(bytes, first, end, 5);
  return year - first === 4 ? withTime(bytes, year, end) : at;
}

function yearEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== SPACE) return at;
  const year = digitsEnd(bytes, at + 1, end, 5);
  return year - at === 5 && (bytes[at + 1] === 0x31 || bytes[at + 1] === 0x32) ? year : at;
}

/** "10:11", "10:11:12", "10:11:12,123 +0200"; −1 if there is none at `at`. */
function timeEnd(bytes: Uint8Array, at: number, end: number): number {
  const hour = digitsEnd(bytes, at, end, 3);
  if (hour === at || hour - at > 2 || bytes[hour] !== COLON) return NOT_FOUND;
  const minute = digitsEnd(bytes, hour + 1, end, 3);
  if (minute - hour !== 3 || bytes[hour + 1] > 0x35) return NOT_FOUND;
  let to = minute;
  if (bytes[to] === COLON) {
    const second = digitsEnd(bytes, to + 1, end, 3);
    if (second - to !== 3 || bytes[to + 1] > 0x36) return NOT_FOUND;
    to = fractionEnd(bytes, second, end);
  }
  return closed(bytes, zoneEnd(bytes, to, end), end);
}

function fractionEnd(bytes: Uint8Array, at: number, end: number): number {
  const mark = bytes[at];
  if (at >= end || (mark !== DOT && mark !== COMMA && mark !== COLON)) return at;
  const to = digitsEnd(bytes, at + 1, end, 10);
  // A comma or colon may just as well end a clause: fractions behind them have at least three digits.
  return to - at >= (mark === DOT ? 2 : 4) && to - at <= 10 ? to : at;
}

function zoneEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return at;
  if ((bytes[at] | 0x20) === 0x7a) return at + 1;
  const sign = bytes[at] === SPACE ? at + 1 : at;
  if (bytes[sign] === 0x2b || bytes[sign] === DASH) {
    const hours = digitsEnd(bytes, sign + 1, end, 5);
    if (hours - sign === 5) return hours;
    if (hours - sign === 3 && bytes[hours] === COLON) {
      const minutes = digitsEnd(bytes, hours + 1, end, 3);
      if (minutes - hours === 3) return minutes;
    }
    return at;
  }
  if (sign === at) return at;
  const word = wordAt(bytes, sign, end);
  return ZONES.has(word) ? sign + 3 : at;
}

/** `to` if no letter or digit follows, nor another colon, else −1: what goes on is something else. */
function closed(bytes: Uint8Array, to: number, end: number): number {
  if (isAlphanumeric(bytes, to, end)) return NOT_FOUND;
  return bytes[to] === COLON && isAlphanumeric(bytes, to + 1, end) ? NOT_FOUND : to;
}

function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && bytes[to] === SPACE) to++;
  return to;
}

/** Three letters in lower case that no further letter or digit follows, as one number; 0 for anything else. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 > end || isAlphanumeric(bytes, at + 3, end)) return 0;
  return ((bytes[at] | 0x20) << 16) | ((bytes[at + 1] | 0x20) << 8) | bytes[at + 2] | 0x20;
}

/** The same number for each of some words. */
function wordSet(words: string): ReadonlySet<number> {
  return new Set(words.split(" ").map((word) => wordAt(encodeUtf8(word), 0, 3)));
}
