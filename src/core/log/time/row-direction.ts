import type { TimeReference } from "../source-plan.ts";
import { SampledMoments, type SampledTime } from "./time-sample.ts";

/** Fewer steps say nothing. */
const LEAST_STEPS = 8;
/** Threads overtake one another: a few steps go the other way. */
const LEAST_RATIO = 3;
const DAY_NS = 86_400_000_000_000n;

/**
 * Whether the records of a file stand in the order from last to first: at least three times as many steps go back in time
 * as forward. Midnight where stamps have no date, and New Year where they have no year, are no
 * steps.
 */
export function isNewestFirst(
  time: TimeReference,
  head: readonly SampledTime[],
  tail: readonly SampledTime[],
): boolean {
  let back = 0;
  let forward = 0;
  // Years and dates do not matter here, as long as they are the same for all.
  const moments = new SampledMoments(time, { latest: "2001-01-01T00:00:00" });
  for (const part of [head, tail]) {
    let before: bigint | undefined;
    for (const sampled of part) {
      const ns = moments.ns(sampled);
      if (ns === undefined) continue;
      const step = before === undefined ? 0n : ns - before;
      before = ns;
      const { parts } = sampled;
      const circle = parts?.month === undefined ? DAY_NS : DAY_NS * 366n;
      const isWhole = parts === undefined || parts.year !== undefined;
      const isRound = !isWhole && (step > circle / 2n || step < -circle / 2n);
      if (isRound || step === 0n) continue;
      if (step < 0n) back++;
      else forward++;
    }
  }
  return back >= LEAST_STEPS && back >= forward * LEAST_RATIO;
}
