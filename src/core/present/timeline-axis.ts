import { NS_PER_MICROSECOND, NS_PER_MILLISECOND, NS_PER_SECOND } from "../units.ts";
import type { Tick } from "./time-ticks.ts";
import type { Stretch } from "./timeline-rows.ts";
import { roundUp } from "./value-ticks.ts";

const UNITS = [
  ["s", NS_PER_SECOND],
  ["ms", NS_PER_MILLISECOND],
  ["µs", NS_PER_MICROSECOND],
  ["ns", 1],
] as const;

export interface TimelineAxis {
  readonly ticks: readonly Tick[];
  /** Of the numbers. */
  readonly unit: string;
}

/**
 * Round times since the start of a request, about `most` of them: numbers of one unit, the largest in which their
 * distance is at least 1, or the one the end calls for.
 */
export function timelineAxis({ fromNs, toNs }: Stretch, most: number): TimelineAxis {
  const span = toNs - fromNs;
  if (!(span > 0)) return { ticks: [{ share: 0, text: "0" }], unit: "ms" };
  const step = Math.max(1, roundUp(span / Math.max(1, most)));
  const [unit, size] = UNITS.find(([, ns]) => toNs >= 2 * ns) ?? UNITS[3];
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9));
  const ticks: Tick[] = [];
  for (let at = Math.ceil(fromNs / step - 1e-9); at * step <= toNs; at++) {
    ticks.push({ share: (at * step - fromNs) / span, text: numberText((at * step) / size, decimals) });
  }
  return { ticks, unit };
}

function numberText(value: number, decimals: number): string {
  const [whole, part] = value.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined || value === 0 ? grouped : `${grouped}.${part}`;
}
