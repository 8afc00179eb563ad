import type { TextArena } from "./text-arena.ts";

const BILLION = 1_000_000_000;

/** Divides integers of 64 bits, given as two words, with no bigint: an epoch in ns keeps every digit. */
export class WideDivision {
  /** Of the last division: rounded towards −∞; exact below 2^53. */
  quotient = 0;
  /** 0 … divisor − 1. */
  remainder = 0;

  /** Divides high · 2^32 + low, two's complement if `isSigned`, by a divisor of 1 … 10^9. */
  divide(low: number, high: number, isSigned: boolean, divisor: number): void {
    const isNegative = isSigned && high < 0;
    this.split(isNegative ? -low | 0 : low, isNegative ? ~high + (low === 0 ? 1 : 0) : high, divisor);
    if (!isNegative) return;
    this.quotient = -this.quotient;
    if (this.remainder === 0) return;
    this.quotient--;
    this.remainder = divisor - this.remainder;
  }

  /** Divides an unsigned number, sixteen bits a step. */
  private split(low: number, high: number, divisor: number): void {
    const unsigned = high >>> 0;
    let quotient = Math.floor(unsigned / divisor);
    let rest = unsigned % divisor;
    rest = rest * 65536 + (low >>> 16);
    quotient = quotient * 65536 + Math.floor(rest / divisor);
    rest = (rest % divisor) * 65536 + (low & 0xffff);
    this.quotient = quotient * 65536 + Math.floor(rest / divisor);
    this.remainder = rest % divisor;
  }
}

const division = new WideDivision();

/** Appends the decimal digits of high · 2^32 + low, two's complement if `isSigned`. */
export function appendWide(arena: TextArena, low: number, high: number, isSigned: boolean): void {
  arena.reserve(20);
  const isNegative = isSigned && high < 0;
  let lowWord = low;
  let highWord = high;
  if (isNegative) {
    arena.bytes[arena.length++] = 0x2d;
    highWord = ~high + (low === 0 ? 1 : 0);
    lowWord = -low | 0;
  }
  if (highWord === 0) {
    appendDigits(arena, lowWord >>> 0, 1);
    return;
  }
  division.divide(lowWord, highWord, false, BILLION);
  const { quotient, remainder } = division;
  if (quotient > 0) appendDigits(arena, quotient, 1);
  appendDigits(arena, remainder, quotient > 0 ? 9 : 1);
}

/** Appends a whole number below 2^53 with at least `least` digits. */
export function appendDigits(arena: TextArena, value: number, least: number): void {
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  if (digits < least) digits = least;
  arena.reserve(digits);
  const { bytes } = arena;
  let rest = value;
  // Beyond 32 bits the remainder of a double is slow: nine digits at a time.
  let at = arena.length + digits;
  arena.length = at;
  let left = digits;
  while (rest > 0x7fffffff) {
    const high = Math.floor(rest / BILLION);
    let low = rest - high * BILLION;
    for (let i = 0; i < 9; i++) {
      const tenth = (low / 10) | 0;
      bytes[--at] = 48 + low - tenth * 10;
      low = tenth;
    }
    left -= 9;
    rest = high;
  }
  let small = rest | 0;
  for (; left > 0; left--) {
    const tenth = (small / 10) | 0;
    bytes[--at] = 48 + small - tenth * 10;
    small = tenth;
  }
}
