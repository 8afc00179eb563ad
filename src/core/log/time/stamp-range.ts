import type { SampleTable } from "../sample-table.ts";
import type { SourcePlan, TimeReference } from "../source-plan.ts";
import { SampledMoments, type SampledTime, sampledTimes } from "./time-sample.ts";

/** ns since 1970; both 0n if no stamp could be read. */
export interface StampRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** The earliest and latest of sampled stamps under a plan, ends of spans in `tables` included. */
export function stampRangeOf(
  { roles, assume }: SourcePlan,
  times: readonly SampledTime[],
  tables: readonly SampleTable[],
): StampRange {
  let min = 0n;
  let max = 0n;
  const add = (time: TimeReference, stamps: readonly SampledTime[]) => {
    const moments = new SampledMoments(time, assume);
    for (const sampled of stamps) {
      const ns = moments.ns(sampled);
      if (ns === undefined || ns === 0n) continue;
      if (min === 0n || ns < min) min = ns;
      if (max === 0n || ns > max) max = ns;
    }
  };
  if (roles === undefined) return { min, max };
  const { time, endTime } = roles;
  add(time, times);
  if (endTime === undefined) return { min, max };
  for (const table of tables) add(endTime, sampledTimes(table, endTime, undefined));
  return { min, max };
}
