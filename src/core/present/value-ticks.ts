import { NS_PER_MICROSECOND, NS_PER_MILLISECOND, NS_PER_SECOND } from "../units.ts";
import type { Tick } from "./time-ticks.ts";

const ROUND: readonly number[] = [1, 2, 5];

/** The least round number (1, 2 or 5 times a power of ten) that is not below a positive value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [...ROUND, 10].find((each) => each * power >= value * (1 - 1e-12)) ?? 10;
  return factor * power;
}

/** Round values from 0 to `largest`, about `most` of them; shares are of `largest`. */
export function linearTicks(largest: number, most: number, text: (value: number) => string): Tick[] {
  if (!(largest > 0)) return [{ share: 0, text: text(0) }];
  const step = roundUp(largest / Math.max(1, most));
  const count = Math.floor(largest / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => ({ share: (at * step) / largest, text: text(at * step) }));
}

/** Round durations on a logarithmic axis from `lowNs` to `highNs`: 1, 2, 5 of each decade while they are few, else 1. */
export function logTicks(lowNs: number, highNs: number, most: number): Tick[] {
  if (!(lowNs > 0) || !(highNs > lowNs)) return [];
  const span = Math.log(highNs / lowNs);
  const within: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(lowNs)); power <= highNs; power *= 10) {
    for (const factor of ROUND) within.push(factor * power);
  }
  const shown = within.filter((ns) => ns >= lowNs && ns <= highNs);
  const decades = shown.filter((ns) => isPowerOfTen(ns));
  const kept = shown.length <= most || decades.length < 2 ? shown : decades;
  return kept.map((ns) => ({ share: Math.log(ns / lowNs) / span, text: roundDuration(ns) }));
}

/** A round duration as an axis writes it: "200 ms", "1 s", "1.5 s"; minutes and more stay seconds. */
export function roundDuration(ns: number): string {
  if (ns === 0) return "0";
  const units = [
    [NS_PER_SECOND, "s"],
    [NS_PER_MILLISECOND, "ms"],
    [NS_PER_MICROSECOND, "µs"],
  ] as const;
  const [size, unit] = units.find(([each]) => ns >= each * (1 - 1e-9)) ?? [1, "ns"];
  const value = Number((ns / size).toPrecision(6));
  return `${value.toString().replace(/\B(?=(\d{3})+$)/g, ",")}\u00a0${unit}`;
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}
