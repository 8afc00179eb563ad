import { NS_PER_MICROSECOND, NS_PER_MILLISECOND, NS_PER_SECOND } from "../units.ts";
import type { EpochUnit } from "./source-plan.ts";
import { readSpelledNs } from "./spelled-duration.ts";

/** No duration was logged: the field is empty or negative (loggers write −1 for "not finished"). */
export const DURATION_MISSING = -1;

const NS_OF_UNIT: Record<EpochUnit, number> = {
  s: NS_PER_SECOND,
  ms: NS_PER_MILLISECOND,
  us: NS_PER_MICROSECOND,
  ns: 1,
};

/**
 * The duration in bytes[start, end) in whole ns (fractions of a ns cut off), DURATION_MISSING if empty or negative,
 * NaN if it is no decimal number. A duration that spells its unit ("0.123s", "1m2.5s") is read in that. Exact below 104
 * days. No allocation.
 */
export function readDurationNs(bytes: Uint8Array, start: number, end: number, unit: EpochUnit): number {
  let at = start;
  let to = end;
  while (at < to && bytes[at] <= 0x20) at++;
  while (at < to && bytes[to - 1] <= 0x20) to--;
  if (at === to) return DURATION_MISSING;
  const negative = bytes[at] === 0x2d;
  if (negative) at++;
  const scale = NS_OF_UNIT[unit];
  let whole = 0;
  const first = at;
  for (; at < to && isDigit(bytes[at]); at++) whole = whole * 10 + (bytes[at] - 48);
  // A dash by itself is how loggers write that there is none.
  if (at === first) return negative && at === to ? DURATION_MISSING : Number.NaN;
  let ns = whole * scale;
  if (at < to) {
    if (bytes[at] !== 0x2e) return spelled(bytes, first, to, negative);
    if (++at === to) return Number.NaN;
    let step = scale;
    for (; at < to; at++) {
      if (!isDigit(bytes[at])) return spelled(bytes, first, to, negative);
      step /= 10;
      if (step >= 1) ns += (bytes[at] - 48) * step;
    }
  }
  return negative ? DURATION_MISSING : ns;
}

/** A duration that tells its units itself: "0.123s". */
function spelled(bytes: Uint8Array, start: number, end: number, negative: boolean): number {
  const ns = readSpelledNs(bytes, start, end);
  return negative && !Number.isNaN(ns) ? DURATION_MISSING : ns;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
