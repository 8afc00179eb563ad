import type { TimeReference } from "../source-plan.ts";
import { type SampledTime, sampledNs } from "./time-sample.ts";

/** Fewer steps say nothing. */
const LEAST_STEPS = 8;
/** Threads overtake one another: a few steps go the other way. */
const LEAST_RATIO = 3;
const DAY_NS = 86_400_000_000_000n;

/**
 * Whether the records of a file stand in the order from last to first: at least three times as many steps go back in time
 * as forward. Steps of a day and more (midnight without a date) are not counted.
 */
export function isNewestFirst(
  time: TimeReference,
  head: readonly SampledTime[],
  tail: readonly SampledTime[],
): boolean {
  let back = 0;
  let forward = 0;
  // Years and dates do not matter here, as long as they are the same for all.
  const assume = { latest: "2001-01-01T00:00:00" };
  for (const part of [head, tail]) {
    let before: bigint | undefined;
    for (const sampled of part) {
      const ns = sampledNs(time, sampled, assume);
      if (ns === undefined) continue;
      const step = before === undefined ? 0n : ns - before;
      before = ns;
      if (step < 0n && step > -DAY_NS / 2n) back++;
      else if (step > 0n && step < DAY_NS / 2n) forward++;
    }
  }
  return back >= LEAST_STEPS && back >= forward * LEAST_RATIO;
}
