import type { PlanWarning } from "../plan-warning.ts";
import type { SampleTable } from "../sample-table.ts";
import type { SourcePlan, TimeAssumptions, TimeReference, ZoneTable } from "../source-plan.ts";
import { innerStamp } from "./inner-stamp.ts";
import { latestFor } from "./latest-time.ts";
import { zoneTable } from "./local-time.ts";
import { isNewestFirst } from "./row-direction.ts";
import { type StampRange, stampRangeOf } from "./stamp-range.ts";
import { type SampledTime, sampledTimes } from "./time-sample.ts";
import { timeWarnings } from "./time-warnings.ts";
import { type ZonePair, zoneFromOuter } from "./zone-evidence.ts";

/** What is known of a file besides its bytes. */
export interface TimeFacts {
  /** When the file was last written: no stamp in it is later. */
  readonly lastModifiedMs?: number;
  /** Zones to offer where stamps lack one, the likeliest first; over the time of the file. */
  readonly zones?: readonly ZoneTable[];
}

export interface SettledTime {
  readonly plan: SourcePlan;
  readonly warnings: readonly PlanWarning[];
  /** One sentence per decision. */
  readonly reasons: readonly string[];
  /** Of the sampled stamps, ns since 1970; both 0n if none could be read. */
  readonly stampRangeNs: StampRange;
}

/**
 * Completes what a plan says of time from samples of the beginning and the end of a file: the innermost stamp of at least
 * milliseconds, the zone that outer stamps tell, year and date, the order of records. What was assumed are warnings.
 */
export function settleTime(
  plan: SourcePlan,
  table: SampleTable,
  late: SampleTable | undefined,
  facts: TimeFacts,
): SettledTime {
  if (plan.roles === undefined) return { plan, warnings: [], reasons: [], stampRangeNs: { min: 0n, max: 0n } };
  const { inner, times: innerTimes } = innerOf(plan, table);
  const roles = inner === undefined ? plan.roles : { ...plan.roles, time: inner, outerTime: plan.roles.time };
  const { time, outerTime } = roles;
  const head = innerTimes ?? sampledTimes(table, time, outerTime);
  const tail = late === undefined ? [] : sampledTimes(late, time, outerTime);
  const newestFirst = isNewestFirst(time, head, tail);
  const assume = assumptionsOf(plan.assume ?? {}, head, tail, newestFirst, facts);
  const settled: SourcePlan = {
    ...plan,
    roles,
    ...(Object.keys(assume).length > 0 && { assume }),
    ...(newestFirst && { newestFirst }),
  };
  const reasons = [
    ...(inner
      ? [
          `time: the text in "${inner.column}" begins with a stamp of its own; "${plan.roles.time.column}" tells its date`,
        ]
      : []),
    ...(newestFirst ? ["the newest records stand first"] : []),
  ];
  return {
    plan: settled,
    reasons,
    // A zone that the format fixes is no assumption.
    warnings: timeWarnings(settled, table, [...head, ...tail], facts.zones ?? []).filter(
      ({ code }) => code !== "T_NO_ZONE" || plan.assume?.zone === undefined,
    ),
    stampRangeNs: stampRangeOf(settled, [...head, ...tail], [table, ...(late ? [late] : [])]),
  };
}

/** The stamp inside the envelope, if it goes together with the envelope's own. */
function innerOf(
  { roles, format }: SourcePlan,
  table: SampleTable,
): { readonly inner: TimeReference | undefined; readonly times?: SampledTime[] } {
  const isSpan = roles?.endTime !== undefined || roles?.duration !== undefined;
  if (roles === undefined || isSpan || roles.outerTime !== undefined || format === "jaeger")
    return { inner: undefined };
  const inner = innerStamp(table, roles.time);
  if (inner === undefined) return { inner };
  const times = sampledTimes(table, inner, roles.time);
  const isTogether = times.some(({ parts }) => parts?.offsetSeconds !== undefined) || zoneOf(times) !== undefined;
  return isTogether ? { inner, times } : { inner: undefined };
}

function assumptionsOf(
  given: TimeAssumptions,
  head: readonly SampledTime[],
  tail: readonly SampledTime[],
  newestFirst: boolean,
  facts: TimeFacts,
): TimeAssumptions {
  const zone = given.zone ?? zoneOf([...head, ...tail]);
  const offsets = zoneTable(zone).offsets;
  const zoneSeconds = offsets[offsets.length - 1].minutes * 60;
  const hasOuter = head.some(({ outerSeconds }) => outerSeconds !== undefined);
  const latest = given.latest ?? (hasOuter ? undefined : latestFor(head, tail, newestFirst, zoneSeconds, facts));
  return { ...given, ...(zone !== undefined && { zone }), ...(latest !== undefined && { latest }) };
}

/** The zone that the outer stamps tell, undefined without them or if every stamp tells its own. */
function zoneOf(times: readonly SampledTime[]): number | undefined {
  const pairs = times.flatMap(({ parts, outerSeconds }): ZonePair[] => {
    if (parts === undefined || outerSeconds === undefined || parts.offsetSeconds !== undefined) return [];
    const { year, month, day, secondOfDay } = parts;
    if (month === undefined || day === undefined) return [{ localSeconds: secondOfDay, hasDate: false, outerSeconds }];
    const near = new Date(outerSeconds * 1000).getUTCFullYear();
    const locals = (year === undefined ? [near - 1, near, near + 1] : [year]).map(
      (of) => Date.UTC(of, month - 1, day) / 1000 + secondOfDay,
    );
    const distance = (seconds: number) => Math.abs(seconds - outerSeconds);
    const localSeconds = locals.reduce((best, one) => (distance(one) < distance(best) ? one : best));
    return [{ localSeconds, hasDate: true, outerSeconds }];
  });
  return pairs.length === 0 ? undefined : zoneFromOuter(pairs);
}
