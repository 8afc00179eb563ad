import { clockWithin, formatClock } from "../../core/present/clock-time.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";

const NS_PER_SECOND = 1e9;

/**
 * A stretch of clock time as short as it can be told: "14:02:00 – 14:58:24", with milliseconds below ten seconds, with day
 * and month where it crosses midnight (then without seconds).
 */
export function stretchWords(originNs: string, fromNs: number, toNs: number): string {
  const length = toNs - fromNs < 10 * NS_PER_SECOND ? "milliseconds" : "seconds";
  const clock = clockWithin(originNs, fromNs, toNs, length, "minutes");
  return `${clock(fromNs)} – ${clock(toNs)}`;
}

/** What the strip shows, in a sentence: for those who do not see it. */
export function stripSentence(
  originNs: string,
  bins: { readonly fromNs: number; readonly widthNs: number; readonly count: number },
  events: ArrayLike<number>,
): string {
  let [total, most] = [0, 0];
  for (let bin = 0; bin < events.length; bin++) {
    total += events[bin];
    if (events[bin] > events[most]) most = bin;
  }
  if (total === 0) return "No events.";
  const at = bins.fromNs + most * bins.widthNs;
  return (
    `${formatCountOf(total, "event")} over ${formatDuration(bins.widthNs * bins.count)}; the most, ` +
    `${formatCountOf(events[most], "event")} in ${formatDuration(bins.widthNs)}, at ${formatClock(originNs, at).slice(0, 19)} UTC.`
  );
}
