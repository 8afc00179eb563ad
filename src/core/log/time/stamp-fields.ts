import type { StampPattern } from "./stamp-pattern.ts";
import { BLANKS, compileStamp, FIELD_CODES, LITERAL, OPTIONAL } from "./stamp-program.ts";
import { MONTH_KEYS, skipLetters, ZONE_SECONDS } from "./stamp-words.ts";

/** `offsetSeconds` of a stamp that tells no zone. */
export const NO_ZONE = -1e9;
/** `year` and `month` of a stamp that tells none. */
export const NO_PART = -1;

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const MAX_ZONE_LETTERS = 5;

/**
 * Reads the parts of stamps of one pattern from bytes, with no allocation: the pattern is a short program.
 */
export class StampFields {
  year = NO_PART;
  month = NO_PART;
  day = 0;
  hour = 0;
  minute = 0;
  /** 60 is a leap second. */
  second = 0;
  nanos = 0;
  offsetSeconds = NO_ZONE;

  private readonly codes: Uint8Array;
  /** Byte of a literal; length of an optional part. */
  private readonly operands: Int32Array;
  private readonly isOpen: boolean;
  /** Behind the last thing read; −1: the bytes are not of the form. */
  private at = 0;
  /** Hour of a half day; 12 is added for its second half. */
  private halfHour = NO_PART;
  private isAfternoon = false;

  constructor(pattern: StampPattern) {
    const { codes, operands } = compileStamp(pattern.steps);
    this.codes = codes;
    this.operands = operands;
    this.isOpen = pattern.isOpen;
  }

  /** Reads bytes[start, end), which have no blanks around them; false if they are not of the form. Ranges are not checked. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.year = NO_PART;
    this.month = NO_PART;
    this.day = 0;
    this.hour = 0;
    this.minute = 0;
    this.second = 0;
    this.nanos = 0;
    this.offsetSeconds = NO_ZONE;
    this.halfHour = NO_PART;
    this.isAfternoon = false;
    this.at = start;
    this.run(bytes, end, 0, this.codes.length);
    if (this.at < 0 || (this.at < end && !this.isOpen)) return false;
    // Hours of a half day are 1 to 12, and 12 comes first.
    if (this.halfHour !== NO_PART) {
      this.hour = this.halfHour < 1 || this.halfHour > 12 ? 99 : (this.halfHour % 12) + (this.isAfternoon ? 12 : 0);
    }
    return true;
  }

  private run(bytes: Uint8Array, end: number, from: number, to: number): void {
    const { codes, operands } = this;
    for (let step = from; step < to && this.at >= 0; step++) {
      switch (codes[step]) {
        case LITERAL:
          this.at = this.at < end && bytes[this.at] === operands[step] ? this.at + 1 : -1;
          break;
        case BLANKS:
          this.at = skipBlanks(bytes, this.at, end);
          break;
        case OPTIONAL:
          this.tryPart(bytes, end, step + 1, step + 1 + operands[step]);
          step += operands[step];
          break;
        default:
          this.field(codes[step], bytes, end);
      }
    }
  }

  private tryPart(bytes: Uint8Array, end: number, from: number, to: number): void {
    const before = this.at;
    this.run(bytes, end, from, to);
    if (this.at >= 0) return;
    this.at = before;
    // Parts that may be missing hold fractions and zones only.
    for (let step = from; step < to; step++) {
      if (this.codes[step] === FIELD_CODES.fraction) this.nanos = 0;
      else if (this.codes[step] === FIELD_CODES.zone) this.offsetSeconds = NO_ZONE;
    }
  }

  private field(code: number, bytes: Uint8Array, end: number): void {
    switch (code) {
      case FIELD_CODES.year4:
        this.year = this.two(bytes, end) * 100;
        this.year += this.two(bytes, end);
        break;
      case FIELD_CODES.year2: {
        const year = this.two(bytes, end);
        this.year = year + (year < 70 ? 2000 : 1900);
        break;
      }
      case FIELD_CODES.month2:
        this.month = this.two(bytes, end);
        break;
      case FIELD_CODES.month1:
        this.month = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.monthName:
        this.readMonth(bytes, end);
        break;
      case FIELD_CODES.monthWord:
        this.readMonth(bytes, end);
        if (this.at >= 0) this.at = skipLetters(bytes, this.at, end);
        break;
      case FIELD_CODES.day2:
        this.day = this.two(bytes, end);
        break;
      case FIELD_CODES.day1:
        this.day = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.hour2:
        this.hour = this.two(bytes, end);
        break;
      case FIELD_CODES.hour1:
        this.hour = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.half2:
        this.halfHour = this.two(bytes, end);
        break;
      case FIELD_CODES.half1:
        this.halfHour = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.minute2:
        this.minute = this.two(bytes, end);
        break;
      case FIELD_CODES.minute1:
        this.minute = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.second2:
        this.second = this.two(bytes, end);
        break;
      case FIELD_CODES.second1:
        this.second = this.oneOrTwo(bytes, end);
        break;
      case FIELD_CODES.fraction:
        this.readFraction(bytes, end);
        break;
      case FIELD_CODES.halfDay:
        this.readHalfDay(bytes, end);
        break;
      case FIELD_CODES.zone:
        this.readZone(bytes, end);
        break;
      default: {
        const word = skipLetters(bytes, this.at, end);
        this.at = word - this.at < 3 ? -1 : word;
      }
    }
  }

  private two(bytes: Uint8Array, end: number): number {
    const { at } = this;
    if (at < 0) return 0;
    const tens = bytes[at] - 48;
    const ones = bytes[at + 1] - 48;
    if (at + 2 > end || tens >>> 0 > 9 || ones >>> 0 > 9) {
      this.at = -1;
      return 0;
    }
    this.at = at + 2;
    return tens * 10 + ones;
  }

  private oneOrTwo(bytes: Uint8Array, end: number): number {
    const { at } = this;
    const first = at < end ? bytes[at] - 48 : 10;
    if (first >>> 0 > 9) {
      this.at = -1;
      return 0;
    }
    const second = at + 1 < end ? bytes[at + 1] - 48 : 10;
    this.at = second >>> 0 > 9 ? at + 1 : at + 2;
    return second >>> 0 > 9 ? first : first * 10 + second;
  }

  private readMonth(bytes: Uint8Array, end: number): void {
    const { at } = this;
    const key = at + 3 > end ? 0 : bytes[at] | 0x20 | ((bytes[at + 1] | 0x20) << 8) | ((bytes[at + 2] | 0x20) << 16);
    this.month = MONTH_KEYS.indexOf(key) + 1;
    this.at = this.month === 0 ? -1 : at + 3;
  }

  /** Digits beyond nanoseconds are cut off, as loggers do. */
  private readFraction(bytes: Uint8Array, end: number): void {
    const from = this.at;
    let { at } = this;
    let nanos = 0;
    for (; at < end && bytes[at] >= 48 && bytes[at] <= 57; at++) {
      if (at - from < 9) nanos = nanos * 10 + (bytes[at] - 48);
    }
    this.nanos = at - from < 9 ? nanos * POWERS[9 - (at - from)] : nanos;
    this.at = at === from ? -1 : at;
  }

  private readHalfDay(bytes: Uint8Array, end: number): void {
    const { at } = this;
    const letter = at + 2 > end ? 0 : bytes[at] | 0x20;
    const isHalfDay = (letter === 0x61 || letter === 0x70) && (bytes[at + 1] | 0x20) === 0x6d;
    this.isAfternoon = letter === 0x70;
    this.at = isHalfDay ? at + 2 : -1;
  }

  /** ±hh, ±hhmm, ±hh:mm or a name; a name that means several zones or none tells no zone. */
  private readZone(bytes: Uint8Array, end: number): void {
    const { at } = this;
    const sign = at < end ? bytes[at] : 0;
    if (sign !== 0x2b && sign !== 0x2d) {
      const word = skipLetters(bytes, at, end);
      let key = 0;
      for (let i = word - 1; i >= at; i--) key = key * 256 + (bytes[i] | 0x20);
      this.offsetSeconds = ZONE_SECONDS.get(key) ?? NO_ZONE;
      this.at = word === at || word - at > MAX_ZONE_LETTERS ? -1 : word;
      return;
    }
    this.at = at + 1;
    const hours = this.two(bytes, end);
    if (this.at < 0) return;
    const hasColon = this.at < end && bytes[this.at] === 0x3a;
    const next = hasColon ? this.at + 1 : this.at;
    const hasMinutes = next < end && bytes[next] >= 48 && bytes[next] <= 57;
    if (hasColon && hasMinutes) this.at = next;
    const minutes = hasMinutes ? this.two(bytes, end) : 0;
    if (hours > 23 || minutes > 59) this.at = -1;
    this.offsetSeconds = (sign === 0x2b ? 1 : -1) * (hours * 3600 + minutes * 60);
  }
}

function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at === start ? -1 : at;
}
