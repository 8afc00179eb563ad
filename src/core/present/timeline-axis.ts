import { NS_PER_SECOND } from "../units.ts";
import { columnUnit, DURATION_UNITS, NANOSECONDS, type ScaledUnit } from "./number-format.ts";
import type { Tick } from "./time-ticks.ts";
import type { Stretch } from "./timeline-rows.ts";
import { roundUp } from "./value-ticks.ts";

/** Of numbers in minutes and more, below the point. */
const MOST_LONG_DECIMALS = 2;

export interface TimelineAxis {
  readonly ticks: readonly Tick[];
  /** Of the numbers. */
  readonly unit: string;
}

/**
 * Round times since the start of a request, about `most` of them: numbers of one unit, the one that the end calls for; of
 * minutes and more, only where two digits below the point tell them apart.
 */
export function timelineAxis({ fromNs, toNs }: Stretch, most: number): TimelineAxis {
  const span = toNs - fromNs;
  if (!(span > 0)) return { ticks: [{ share: 0, text: "0" }], unit: "ms" };
  const least = span / Math.max(1, most);
  const { unit, ns: size } = unitOf(toNs, least);
  // Round in a unit that is no power of ten of another.
  const step = Math.max(1, size > NS_PER_SECOND ? roundUp(least / size) * size : roundUp(least));
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9));
  const ticks: Tick[] = [];
  const first = Math.ceil(fromNs / step - 1e-9);
  // Counted, for so far from the start (months, looked at by the nanosecond) the next number may be the same.
  for (let more = 0; more <= span / step; more++) {
    const at = first + more;
    if (at * step > toNs) break;
    ticks.push({ share: (at * step - fromNs) / span, text: numberText((at * step) / size, decimals) });
  }
  return { ticks, unit };
}

function unitOf(toNs: number, stepNs: number): ScaledUnit {
  const long = columnUnit([toNs]);
  const fits = ({ unit, ns }: ScaledUnit) =>
    ns > NS_PER_SECOND ? unit === long && stepNs * 10 ** MOST_LONG_DECIMALS >= ns : toNs >= 2 * ns;
  return DURATION_UNITS.find(fits) ?? NANOSECONDS;
}

function numberText(value: number, decimals: number): string {
  const [whole, part] = value.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined || value === 0 ? grouped : `${grouped}.${part}`;
}
