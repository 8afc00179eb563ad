import type { SampleTable } from "../sample-table.ts";
import type { SourcePlan, TimeReference } from "../source-plan.ts";
import { type SampledTime, sampledNs, sampledTimes } from "./time-sample.ts";

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
  const add = (time: TimeReference, sampled: SampledTime) => {
    const ns = sampledNs(time, sampled, assume);
    if (ns === undefined || ns === 0n) return;
    if (min === 0n || ns < min) min = ns;
    if (max === 0n || ns > max) max = ns;
  };
  if (roles === undefined) return { min, max };
  const { time, endTime } = roles;
  for (const sampled of times) add(time, sampled);
  if (endTime === undefined) return { min, max };
  for (const table of tables) for (const sampled of sampledTimes(table, endTime, undefined)) add(endTime, sampled);
  return { min, max };
}
