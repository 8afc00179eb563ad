import type { EpochUnit } from "../source-plan.ts";

/** Seconds since 1970 of the years 1995 to 2099: what lies outside is no epoch of a log. */
export const MIN_EPOCH_SECONDS = 7.9e8;
export const MAX_EPOCH_SECONDS = 4.1e9;

/** Units, how many of each a second has, and their digits below the second. The ranges of their epochs are disjoint. */
export const EPOCH_UNITS: readonly { readonly unit: EpochUnit; readonly scale: number; readonly digits: number }[] = [
  { unit: "s", scale: 1, digits: 0 },
  { unit: "ms", scale: 1e3, digits: 3 },
  { unit: "us", scale: 1e6, digits: 6 },
  { unit: "ns", scale: 1e9, digits: 9 },
];

/** The unit in which a number is a moment of the years 1995 to 2099; undefined if there is none. */
export function epochUnitOfNumber(value: number): EpochUnit | undefined {
  for (const { unit, scale } of EPOCH_UNITS) {
    if (value >= MIN_EPOCH_SECONDS * scale && value <= MAX_EPOCH_SECONDS * scale) return unit;
  }
  return undefined;
}

/** The same of the decimal number in bytes[start, end), blanks around it ignored; undefined of anything but a number. */
export function epochUnitOf(bytes: Uint8Array, start: number, end: number): EpochUnit | undefined {
  let from = start;
  let to = end;
  while (from < to && bytes[from] <= 0x20) from++;
  while (from < to && bytes[to - 1] <= 0x20) to--;
  let value = 0;
  let at = from;
  for (; at < to && bytes[at] >= 48 && bytes[at] <= 57; at++) value = value * 10 + (bytes[at] - 48);
  if (at < to && bytes[at] === 0x2e)
    do at++;
    while (at < to && bytes[at] >= 48 && bytes[at] <= 57);
  return at < to ? undefined : epochUnitOfNumber(value);
}
