import type { PlanWarning } from "../plan-warning.ts";
import type { SampleTable } from "../sample-table.ts";
import type { SourcePlan, ZoneTable } from "../source-plan.ts";
import { type StampRange, stampRangeOf } from "./stamp-range.ts";
import { SampledMoments, sampledTimes } from "./time-sample.ts";
import { timeWarnings } from "./time-warnings.ts";

/** What a plan as it stands makes of the stamps of a sample. */
export interface PlanTime {
  /** What it takes for granted, with the changes that one click makes. */
  readonly warnings: readonly PlanWarning[];
  readonly stampRangeNs: StampRange;
  /** By record of the first table: ns since 1970, null where no stamp can be read. */
  readonly stampsNs: readonly (bigint | null)[];
}

/**
 * Reads the stamps of samples of the beginning and the end of a file under a plan that was decided: nothing is settled
 * anew, as `settleTime` would. O(records). For samples.
 */
export function planTime(
  plan: SourcePlan,
  table: SampleTable,
  late: SampleTable | undefined,
  zones: readonly ZoneTable[],
): PlanTime {
  if (plan.roles === undefined) return { warnings: [], stampRangeNs: { min: 0n, max: 0n }, stampsNs: [] };
  const { time, outerTime } = plan.roles;
  const head = sampledTimes(table, time, outerTime);
  const tail = late === undefined ? [] : sampledTimes(late, time, outerTime);
  const moments = new SampledMoments(time, plan.assume);
  return {
    warnings: timeWarnings(plan, table, [...head, ...tail], zones),
    stampRangeNs: stampRangeOf(plan, [...head, ...tail], late === undefined ? [table] : [table, late]),
    stampsNs: head.map((sampled) => moments.ns(sampled) ?? null),
  };
}
