import { NS_PER_SECOND } from "../units.ts";
import type { StampForm, TimeAssumptions, TimeUnit } from "./source-plan.ts";
import { LocalTime, type LocalTimeProblem } from "./time/local-time.ts";
import { NO_ZONE, StampFields } from "./time/stamp-fields.ts";
import { parseStampPattern } from "./time/stamp-pattern.ts";

/** Why a stamp could not be read: nothing there, not of this form, or of this form but no possible or no known time. */
export type StampProblem = "T_NONE" | "T_UNPARSED" | LocalTimeProblem;

/** Seconds of 9999-12-31T23:59:59Z: what lies beyond is another unit or no epoch. */
const MAX_SECONDS = 253_402_300_799;
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
/** Digits of an epoch below the second. */
const SUB_DIGITS: Record<TimeUnit, number> = { iso: 0, s: 0, ms: 3, us: 6, ns: 9, stamp: 0 };

/**
 * Reads stamps of one unit from bytes as ns relative to a dataset's origin, with no allocation.
 * Digits are split into seconds and nanoseconds before they become numbers, so an epoch in ns keeps every digit:
 * the result is the Float64 nearest to the exact difference within 146 years of the origin (and exact below 104 days).
 */
export class StampReader {
  /** Of the last stamp read: nanoseconds within its second (absolute, not relative to the origin). */
  nanos = 0;
  /** Of the last stamp that failed. */
  problem: StampProblem = "T_NONE";
  /** A moment (s since 1970 UTC) known to be close to the stamps read next, NaN if there is none: see `LocalTime`. */
  near = Number.NaN;
  /** Of the last stamp read: whole seconds since 1970 UTC. */
  seconds = 0;
  /** Turns local times into moments, and counts what had to be assumed. */
  readonly local: LocalTime;

  private readonly originSeconds: number;
  private readonly originNanos: number;
  private readonly subDigits: number;
  private readonly iso: boolean;
  private readonly fields: StampFields | undefined;
  /** The ten digits that `seconds` was read from, as bytes; word 0 is 0 if it was read from something else. */
  private secondWord0 = 0;
  private secondWord1 = 0;
  private secondWord2 = 0;
  /** The array seen last and a view of it, which reads words at any offset. */
  private viewed: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(this.viewed.buffer);

  /** Throws if a pattern of stamps is none: plans from outside go through `compilePlan` first. */
  constructor(form: TimeUnit | StampForm, originNs: bigint, assume?: TimeAssumptions) {
    const { unit, stamp }: StampForm = typeof form === "string" ? { unit: form } : form;
    const nanos = ((originNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    this.originNanos = Number(nanos);
    this.originSeconds = Number((originNs - nanos) / 1_000_000_000n);
    this.subDigits = SUB_DIGITS[unit];
    this.iso = unit === "iso";
    this.local = new LocalTime(assume);
    if (unit !== "stamp") return;
    const pattern = parseStampPattern(stamp ?? "");
    if (!pattern.ok) throw new Error(`${pattern.failure.code}: ${pattern.failure.message}`);
    this.fields = new StampFields(pattern.value);
  }

  /** ns since the origin of the stamp in bytes[start, end), blanks around it ignored; NaN (see `problem`) if it is none. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let from = start;
    let to = end;
    while (from < to && bytes[from] <= 0x20) from++;
    while (from < to && bytes[to - 1] <= 0x20) to--;
    if (from === to) return this.fail("T_NONE");
    const read = this.iso
      ? this.readIso(bytes, from, to)
      : this.fields === undefined
        ? this.readEpoch(bytes, from, to)
        : this.readFields(this.fields, bytes, from, to);
    if (!read) return Number.NaN;
    return (this.seconds - this.originSeconds) * NS_PER_SECOND + (this.nanos - this.originNanos);
  }

  private fail(problem: StampProblem): number {
    this.problem = problem;
    return Number.NaN;
  }

  private refuse(problem: StampProblem): false {
    this.problem = problem;
    return false;
  }

  private readEpoch(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes !== this.viewed) {
      this.viewed = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const { view } = this;
    const wholeEnd = end - this.subDigits;
    if (wholeEnd - start > 18) return this.readFractional(bytes, start, end);
    const nanos = readDigits(view, Math.max(start, wholeEnd), end);
    if (nanos < 0) return this.readFractional(bytes, start, end);
    // Ten digits of seconds, the same as last time, are the rule: two and a half words to compare.
    const isTen = wholeEnd - start === 10;
    const sameSecond =
      isTen &&
      view.getInt32(start, true) === this.secondWord0 &&
      view.getInt32(start + 4, true) === this.secondWord1 &&
      view.getInt16(start + 8, true) === this.secondWord2;
    if (!sameSecond) {
      // Nine digits at a time stay small integers, which are faster than doubles.
      const high = wholeEnd - 9 > start ? readDigits(view, start, wholeEnd - 9) : 0;
      const low = readDigits(view, Math.max(start, wholeEnd - 9), wholeEnd);
      if ((high | low) < 0) return this.readFractional(bytes, start, end);
      const seconds = high * 1_000_000_000 + low;
      if (seconds > MAX_SECONDS) return this.refuse("T_RANGE");
      this.seconds = seconds;
      if (isTen) {
        this.secondWord0 = view.getInt32(start, true);
        this.secondWord1 = view.getInt32(start + 4, true);
        this.secondWord2 = view.getInt16(start + 8, true);
      } else this.secondWord0 = 0;
    }
    this.nanos = nanos * POWERS[9 - this.subDigits];
    return true;
  }

  /** Epochs with a fraction ("1690000000.123456"), negative ones, and what is no epoch at all. */
  private readFractional(bytes: Uint8Array, start: number, end: number): boolean {
    const negative = bytes[start] === 0x2d;
    const first = negative ? start + 1 : start;
    let wholeEnd = first;
    while (wholeEnd < end && isDigit(bytes[wholeEnd])) wholeEnd++;
    if (wholeEnd === first) return this.refuse("T_UNPARSED");
    if (wholeEnd < end) {
      if (bytes[wholeEnd] !== 0x2e || wholeEnd + 1 === end || this.subDigits === 9) return this.refuse("T_UNPARSED");
      for (let at = wholeEnd + 1; at < end; at++) if (!isDigit(bytes[at])) return this.refuse("T_UNPARSED");
    }
    if (negative) return this.refuse("T_RANGE");
    const secondsEnd = wholeEnd - this.subDigits;
    let seconds = 0;
    let at = first;
    for (; at < secondsEnd; at++) seconds = seconds * 10 + (bytes[at] - 48);
    if (seconds > MAX_SECONDS) return this.refuse("T_RANGE");
    let nanos = 0;
    let digits = this.subDigits;
    for (; at < wholeEnd; at++) nanos = nanos * 10 + (bytes[at] - 48);
    for (at = wholeEnd + 1; at < end && digits < 9; at++, digits++) nanos = nanos * 10 + (bytes[at] - 48);
    this.seconds = seconds;
    this.secondWord0 = 0;
    this.nanos = nanos * POWERS[9 - digits];
    return true;
  }

  /** `YYYY-MM-DD[T ]HH:MM:SS[.,f…][Z|±hh:mm|±hhmm]`; digits beyond nanoseconds are cut off, as loggers do. */
  private readIso(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < 19) return this.refuse("T_UNPARSED");
    const gap = bytes[start + 10];
    if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d || (gap !== 0x54 && gap !== 0x20 && gap !== 0x74)) {
      return this.refuse("T_UNPARSED");
    }
    if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a) return this.refuse("T_UNPARSED");
    const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
    const month = pair(bytes, start + 5);
    const day = pair(bytes, start + 8);
    const hour = pair(bytes, start + 11);
    const minute = pair(bytes, start + 14);
    const second = pair(bytes, start + 17);
    if (!(year + month + day + hour + minute + second >= 0)) return this.refuse("T_UNPARSED");
    let at = start + 19;
    let nanos = 0;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      const from = ++at;
      for (; at < end && isDigit(bytes[at]); at++) if (at - from < 9) nanos = nanos * 10 + (bytes[at] - 48);
      if (at === from) return this.refuse("T_UNPARSED");
      if (at - from < 9) nanos *= POWERS[9 - (at - from)];
    }
    const offset = at === end ? NO_ZONE : readZone(bytes, at, end);
    if (Number.isNaN(offset)) return this.refuse("T_UNPARSED");
    return this.settle(year, month, day, hour, minute, second, offset, nanos);
  }

  private readFields(fields: StampFields, bytes: Uint8Array, start: number, end: number): boolean {
    if (!fields.read(bytes, start, end)) return this.refuse("T_UNPARSED");
    const { year, month, day, hour, minute, second, offsetSeconds, nanos } = fields;
    return this.settle(year, month, day, hour, minute, second, offsetSeconds, nanos);
  }

  private settle(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    offset: number,
    nanos: number,
  ): boolean {
    // A leap second is written :60 and means the first second of the next minute.
    if (hour > 23 || minute > 59 || second > 60) return this.refuse("T_RANGE");
    const secondOfDay = hour * 3600 + minute * 60 + second;
    const seconds = this.local.utcSeconds(year, month, day, secondOfDay, offset, this.near);
    if (Number.isNaN(seconds)) return this.refuse(this.local.problem);
    this.seconds = seconds;
    this.nanos = nanos;
    return true;
  }
}

/** Whether the moment `afterNs` (negative: before) from `seconds` since 1970 UTC lies in the years 1970 to 9999. */
export function isInRange(seconds: number, afterNs: number): boolean {
  const moment = seconds + afterNs / NS_PER_SECOND;
  return moment >= 0 && moment < MAX_SECONDS + 1;
}

/** Seconds east of UTC of a zone suffix, NaN if it is none. */
function readZone(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start];
  const length = end - start;
  if ((sign === 0x5a || sign === 0x7a) && length === 1) return 0;
  if (sign !== 0x2b && sign !== 0x2d) return Number.NaN;
  const colon = length === 6 && bytes[start + 3] === 0x3a;
  if (!colon && length !== 5) return Number.NaN;
  const hours = pair(bytes, start + 1);
  const minutes = pair(bytes, colon ? start + 4 : start + 3);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === 0x2b ? 1 : -1) * (hours * 3600 + minutes * 60);
}

/** At most nine decimal digits, −1 if there is another byte among them. Four digits a step, side by side in a word. */
function readDigits(view: DataView, start: number, end: number): number {
  let value = 0;
  let bad = 0;
  let at = start;
  for (const whole = end - 3; at < whole; at += 4) {
    const digits = (view.getInt32(at, true) - 0x30303030) | 0;
    // The high bit of a byte: one above 9 gets it by the sum, one below 0 has it.
    bad |= digits | (digits + 0x76767676);
    const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
    value = (Math.imul(value, 10_000) + ((Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff)) | 0;
  }
  for (; at < end; at++) {
    const digit = view.getUint8(at) - 48;
    bad |= digit | (9 - digit);
    value = (Math.imul(value, 10) + digit) | 0;
  }
  return (bad & 0x80808080) !== 0 ? -1 : value;
}

/** Two decimal digits, NaN if they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48;
  const ones = bytes[at + 1] - 48;
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? Number.NaN : tens * 10 + ones;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
