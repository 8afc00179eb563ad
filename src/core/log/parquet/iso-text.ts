import { SECONDS_PER_DAY } from "../calendar.ts";
import type { TextArena } from "./text-arena.ts";
import { appendDigits } from "./wide-integer.ts";

/** Days from 0000-03-01 to 1970-01-01: years counted from March put the leap day last. */
const EPOCH_SHIFT = 719_468;
const DAYS_PER_ERA = 146_097;
const MIN_DAY = -719_528;
const MAX_DAY = 2_932_896;

/** Whether a day, counted from 1970-01-01, lies in the years 0 … 9999, which can be written. */
export function isWritableDay(day: number): boolean {
  return day >= MIN_DAY && day <= MAX_DAY;
}

/** Appends "2024-02-29" for a day counted from 1970-01-01. */
export function appendDate(arena: TextArena, day: number): void {
  const shifted = day + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  appendDigits(arena, era * 400 + yearOfEra + (month <= 2 ? 1 : 0), 4);
  appendByte(arena, 0x2d);
  appendDigits(arena, month, 2);
  appendByte(arena, 0x2d);
  appendDigits(arena, dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1, 2);
}

/** Appends "08:42:22" for seconds since midnight. */
export function appendClock(arena: TextArena, seconds: number): void {
  appendDigits(arena, Math.floor(seconds / 3600), 2);
  appendByte(arena, 0x3a);
  appendDigits(arena, Math.floor(seconds / 60) % 60, 2);
  appendByte(arena, 0x3a);
  appendDigits(arena, seconds % 60, 2);
}

/** Writes stamps in ISO 8601; date and clock of the last second are copied, for stamps of a log lie close. */
export class IsoWriter {
  private second = Number.NaN;
  private readonly head = new Uint8Array(19);

  /**
   * Appends "2024-02-29T08:42:22.000123Z". The fraction has as many digits as told; without "Z" the stamp has no zone.
   * @param seconds since 1970, of a writable day
   */
  append(arena: TextArena, seconds: number, fraction: number, digits: number, isUtc: boolean): void {
    arena.reserve(32);
    if (seconds === this.second) arena.append(this.head, 0, 19);
    else {
      const start = arena.length;
      const day = Math.floor(seconds / SECONDS_PER_DAY);
      appendDate(arena, day);
      appendByte(arena, 0x54);
      appendClock(arena, seconds - day * SECONDS_PER_DAY);
      this.head.set(arena.bytes.subarray(start, arena.length));
      this.second = seconds;
    }
    appendByte(arena, 0x2e);
    appendDigits(arena, fraction, digits);
    if (isUtc) appendByte(arena, 0x5a);
  }
}

function appendByte(arena: TextArena, byte: number): void {
  arena.reserve(1);
  arena.bytes[arena.length++] = byte;
}
