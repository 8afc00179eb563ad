import { NS_PER_DAY, NS_PER_HOUR, NS_PER_MINUTE, NS_PER_SECOND } from "../units.ts";
import { DURATION_UNITS, NANOSECONDS, type ScaledUnit } from "./number-format.ts";
import type { Tick } from "./time-ticks.ts";

const ROUND: readonly number[] = [1, 2, 5];

/** Marks between a minute and a day on a logarithmic axis. */
const LONG_MARKS: readonly number[] = [
  ...[1, 2, 5, 10, 20].map((count) => count * NS_PER_MINUTE),
  ...[1, 2, 5, 10].map((count) => count * NS_PER_HOUR),
];
/** Steps between them on a linear one. */
const LONG_STEPS: readonly number[] = [
  ...[2, 5, 10, 20, 30].map((count) => count * NS_PER_MINUTE),
  ...[1, 2, 4, 6, 12, 24].map((count) => count * NS_PER_HOUR),
];

/** The least round number (1, 2 or 5 times a power of ten) that is not below a positive value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [...ROUND, 10].find((each) => each * power >= value * (1 - 1e-12)) ?? 10;
  return factor * power;
}

/** Round values from 0 to `largest`, about `most` of them; shares are of `largest`. */
export function linearTicks(
  largest: number,
  most: number,
  text: (value: number) => string,
  stepUp: (value: number) => number = roundUp,
): Tick[] {
  if (!(largest > 0)) return [{ share: 0, text: text(0) }];
  const step = stepUp(largest / Math.max(1, most));
  const count = Math.floor(largest / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => ({ share: (at * step) / largest, text: text(at * step) }));
}

/** Round durations (ns) from 0 to `largestNs`, about `most` of them. */
export function durationTicks(largestNs: number, most: number): Tick[] {
  return linearTicks(largestNs, most, roundDuration, durationStep);
}

/** The least duration (ns) that clocks and calendars have marks for and that is not below another. */
export function durationStep(ns: number): number {
  if (ns > 50 * NS_PER_SECOND && ns <= NS_PER_MINUTE) return NS_PER_MINUTE;
  if (ns <= NS_PER_MINUTE) return roundUp(ns);
  return LONG_STEPS.find((step) => step >= ns * (1 - 1e-12)) ?? roundUp(ns / NS_PER_DAY) * NS_PER_DAY;
}

/**
 * Round durations on a logarithmic axis from `lowNs` to `highNs`: 1, 2, 5 of each decade, of minutes and hours while they
 * are few, else 1.
 */
export function logTicks(lowNs: number, highNs: number, most: number): Tick[] {
  if (!(lowNs > 0) || !(highNs > lowNs)) return [];
  const span = Math.log(highNs / lowNs);
  const shown = durationMarks(lowNs, highNs);
  const main = shown.filter(isMainMark);
  const kept = shown.length <= most || main.length < 2 ? shown : main;
  return kept.map((ns) => ({ share: Math.log(ns / lowNs) / span, text: roundDuration(ns) }));
}

/** Bounds of an axis of durations that are no round ones: shares are from the low end. One if no ns lies between them. */
export function endTicks(lowNs: number, highNs: number): Tick[] {
  const between = highNs - lowNs;
  if (between < 1) return [{ share: 0.5, text: shortDuration(lowNs, 3) }];
  const ends = (low: string, high: string): Tick[] => [
    { share: 0, text: low },
    { share: 1, text: high },
  ];
  for (const digits of [2, 3]) {
    const [low, high] = [shortDuration(lowNs, digits), shortDuration(highNs, digits)];
    if (low !== high) return ends(low, high);
  }
  return ends(shortDuration(lowNs, 3), `+${shortDuration(between, 2)}`);
}

/** A round duration as an axis writes it: "200 ms", "1 s", "1.5 s", "2 h"; seconds where minutes would need digits. */
export function roundDuration(ns: number): string {
  if (ns === 0) return "0";
  const fits = ({ ns: size }: ScaledUnit) => {
    const value = ns / size;
    return value >= 1 - 1e-9 && (size <= NS_PER_SECOND || isClose(Number(value.toPrecision(3)), value));
  };
  return inUnit(ns, DURATION_UNITS.find(fits) ?? NANOSECONDS, 6);
}

/** A duration with a few digits in the largest unit that it reaches. */
function shortDuration(ns: number, digits: number): string {
  return inUnit(ns, DURATION_UNITS.find(({ ns: size }) => ns >= size * (1 - 1e-9)) ?? NANOSECONDS, digits);
}

function inUnit(ns: number, { ns: size, unit }: ScaledUnit, digits: number): string {
  const exact = ns / size;
  const value = exact >= 10 ** digits ? Math.round(exact) : Number(exact.toPrecision(digits));
  return `${value.toString().replace(/\B(?=(\d{3})+$)/g, ",")}\u00a0${unit}`;
}

/** Marks of an axis, ascending: decades up to a minute, then those of clocks, then decades of days. */
function durationMarks(lowNs: number, highNs: number): number[] {
  const within: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(lowNs)); power < NS_PER_MINUTE; power *= 10) {
    for (const factor of ROUND) within.push(factor * power);
  }
  // Too near to a minute to stand beside it.
  const short = within.filter((ns) => ns < (highNs < NS_PER_MINUTE ? NS_PER_MINUTE : 50 * NS_PER_SECOND));
  const days: number[] = [];
  for (let power = NS_PER_DAY; power <= highNs; power *= 10) for (const factor of ROUND) days.push(factor * power);
  return [...short, ...LONG_MARKS, ...days].filter((ns) => ns >= lowNs && ns <= highNs);
}

function isMainMark(ns: number): boolean {
  if (ns < NS_PER_MINUTE) return isPowerOfTen(ns);
  if (ns < NS_PER_DAY) return ns === NS_PER_MINUTE || ns === 10 * NS_PER_MINUTE || ns === NS_PER_HOUR;
  return isPowerOfTen(ns / NS_PER_DAY);
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * b;
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}
