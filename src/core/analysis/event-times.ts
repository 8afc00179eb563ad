import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";

/** Equal stretches of time. The last one takes what is later, the first one what is earlier. */
export interface TimeBins {
  /** ns since the origin. */
  readonly fromNs: number;
  readonly widthNs: number;
  readonly count: number;
}

/** Bins of the time strip. */
export const STRIP_BINS = 240;

/** Bins over [earliest, latest], whole ns wide. */
export function timeBins(earliestNs: number, latestNs: number, count: number): TimeBins {
  if (!(latestNs >= earliestNs)) return { fromNs: 0, widthNs: 1, count };
  return { fromNs: earliestNs, widthNs: Math.max(1, Math.ceil((latestNs - earliestNs + 1) / count)), count };
}

export function binOf({ fromNs, widthNs, count }: TimeBins, timeNs: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor((timeNs - fromNs) / widthNs)));
}

/** Adds the events of a table to the counts of their bins; with a mask, of the requests that it keeps. 3 ns an event. */
export function countEventTimes(
  counts: Float64Array,
  bins: TimeBins,
  table: EventTable,
  mask: Uint8Array | null,
): void {
  const { timeNs, requestOffsets } = table;
  const requests = requestCountOf(table);
  for (let request = 0; request < requests; request++) {
    if (mask !== null && mask[request] === 0) continue;
    for (let row = requestOffsets[request]; row < requestOffsets[request + 1]; row++)
      counts[binOf(bins, timeNs[row])]++;
  }
}
