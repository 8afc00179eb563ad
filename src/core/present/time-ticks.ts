import { NS_PER_DAY, NS_PER_MILLISECOND, NS_PER_SECOND } from "../units.ts";
import { formatClock } from "./clock-time.ts";

/** A mark on an axis. */
export interface Tick {
  /** Along the axis, 0 … 1. */
  readonly share: number;
  readonly text: string;
}

/** Steps between round times, ns: what divides the next larger unit. */
const STEPS_NS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * NS_PER_MILLISECOND),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((s) => s * NS_PER_SECOND),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2160, 8760, 87_600, 876_000, 8_760_000].map(
    (h) => h * 3600 * NS_PER_SECOND,
  ),
];

/**
 * At most `most` round clock times (UTC) between two moments: "14:05", seconds and milliseconds where the step needs them,
 * the date where it is a day or more.
 *
 * @param originNs epoch ns of the dataset's origin, as digits
 * @param fromNs, toNs ns since the origin
 */
export function timeTicks(originNs: string, fromNs: number, toNs: number, most: number): Tick[] {
  const span = toNs - fromNs;
  if (!(span > 0)) return [];
  const step = STEPS_NS.find((size) => span / size <= most) ?? STEPS_NS[STEPS_NS.length - 1];
  // Rounded against the day, not against the origin, which need not be midnight.
  const origin = Number(BigInt(originNs) % BigInt(NS_PER_DAY));
  const ticks: Tick[] = [];
  for (let at = Math.ceil((fromNs + origin) / step); at * step - origin <= toNs; at++) {
    const timeNs = at * step - origin;
    ticks.push({ share: (timeNs - fromNs) / span, text: tickText(formatClock(originNs, timeNs), step) });
    if (ticks.length > 2 * most) break;
  }
  return ticks;
}

/** @param clock "2026-03-12 14:36:25.314" */
function tickText(clock: string, stepNs: number): string {
  if (stepNs >= NS_PER_DAY) return clock.slice(0, 10);
  if (stepNs >= 60 * NS_PER_SECOND) return clock.slice(11, 16);
  return stepNs >= NS_PER_SECOND ? clock.slice(11, 19) : clock.slice(11);
}
