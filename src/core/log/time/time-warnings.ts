import { columnProfiles } from "../column-profile.ts";
import type { PlanChange, PlanWarning } from "../plan-warning.ts";
import type { SampleTable } from "../sample-table.ts";
import type { SourcePlan, StampForm, TimeReference, ZoneTable } from "../source-plan.ts";
import { printLocal } from "./latest-time.ts";
import { learnStamp } from "./learn-stamp.ts";
import { parseLocalSeconds, zoneName, zoneTable } from "./local-time.ts";
import { foldedCount, formsOf, type SampledTime } from "./time-sample.ts";

const SECONDS_PER_DAY = 86_400;
/** Values of which a finer column must hold stamps. */
const FINE_DIGITS = 3;

/**
 * What a plan takes for granted of the stamps of a sample, with the changes that one click makes. In the order of how
 * much they matter: T_AMBIG_DM, T_NO_YEAR, T_NO_DATE, T_NO_ZONE, T_DST_FOLD, T_MIXED_UNIT, T_COARSE.
 */
export function timeWarnings(
  plan: SourcePlan,
  table: SampleTable,
  times: readonly SampledTime[],
  zones: readonly ZoneTable[],
): PlanWarning[] {
  if (plan.roles === undefined) return [];
  const { time } = plan.roles;
  return [
    ...dayOrder(time, times),
    ...yearOrDate(plan, times),
    ...zone(plan, times, zones),
    ...folds(plan, times),
    ...mixedUnits(time, times),
    ...coarse(time, table, times),
  ];
}

function dayOrder(time: TimeReference, times: readonly SampledTime[]): PlanWarning[] {
  if (time.unit !== "stamp") return [];
  const texts = times.filter(({ form }) => form === 0).map(({ text }) => text);
  const learnt = learnStamp(texts, time.stamp?.endsWith("…") === true);
  const others = [learnt?.stamp ?? "", ...(learnt?.rivals ?? [])].filter((stamp) => stamp !== time.stamp);
  if (learnt === undefined || learnt.rivals.length === 0 || others.length > learnt.rivals.length) return [];
  const sentence = `${texts[0]}: nothing in ${texts.length} sampled stamps tells the day from the month; read as ${time.stamp}`;
  const changes = others.map((stamp) => ({ label: `Read as ${stamp}`, apply: { time: { ...time, stamp } } }));
  return [{ code: "T_AMBIG_DM", count: texts.length, sentence, changes, mustAsk: true }];
}

function yearOrDate({ assume }: SourcePlan, times: readonly SampledTime[]): PlanWarning[] {
  const { latest } = assume ?? {};
  const incomplete = times.filter(({ parts }) => parts !== undefined && parts.year === undefined);
  if (latest === undefined || incomplete.length === 0) return [];
  const hasDate = incomplete[0].parts?.month !== undefined;
  const seconds = parseLocalSeconds(latest);
  const what = hasDate ? "year" : "date";
  const changes = (hasDate ? [-1, -2, 1] : [-1, 1]).map((shift): PlanChange => {
    const moved = hasDate ? movedYears(latest, shift) : printLocal(seconds + shift * SECONDS_PER_DAY);
    const size = Math.abs(shift) === 1 ? (hasDate ? "A year" : "A day") : `${Math.abs(shift)} years`;
    return { label: `${size} ${shift < 0 ? "earlier" : "later"}`, apply: { assume: { latest: moved } } };
  });
  const sentence = `${incomplete[0].text.slice(0, 40)}: the stamps tell no ${what}; each is taken to be the last such time before ${latest.replace("T", " ")}, by when the file was written`;
  return [{ code: hasDate ? "T_NO_YEAR" : "T_NO_DATE", count: incomplete.length, sentence, changes }];
}

function movedYears(latest: string, shift: number): string {
  const moved = `${String(Number(latest.slice(0, 4)) + shift).padStart(4, "0")}${latest.slice(4)}`;
  return Number.isNaN(parseLocalSeconds(moved)) ? moved.replace("-02-29", "-02-28") : moved;
}

function zone(
  { assume, roles }: SourcePlan,
  times: readonly SampledTime[],
  zones: readonly ZoneTable[],
): PlanWarning[] {
  const bare = times.filter(({ parts }) => parts !== undefined && parts.offsetSeconds === undefined);
  if (bare.length === 0) return [];
  const current = assume?.zone;
  const name = typeof current === "object" ? current.name : zoneName(current ?? 0);
  const why =
    current === undefined
      ? ", as nothing else is known"
      : roles?.outerTime === undefined
        ? ""
        : ", as the outer stamps say";
  const sentence = `${bare[0].text.slice(0, 40)}: the stamps tell no zone; read as ${name}${why}`;
  const utc: PlanChange = {
    label: current === undefined ? "They are UTC" : "Read as UTC",
    apply: { assume: { zone: 0 } },
  };
  const offered = zones
    .filter((table) => table.name !== name)
    .map((table): PlanChange => ({ label: `Read as ${table.name}`, apply: { assume: { zone: table } } }));
  return [{ code: "T_NO_ZONE", count: bare.length, sentence, changes: current === 0 ? offered : [...offered, utc] }];
}

function folds({ assume }: SourcePlan, times: readonly SampledTime[]): PlanWarning[] {
  const count = assume === undefined ? 0 : foldedCount(times, assume);
  if (count === 0) return [];
  const other = assume?.fold === "second" ? "first" : "second";
  const table = zoneTable(assume?.zone);
  const sentence = `${count} sampled stamps lie where the clock of ${table.name} is set: they occur twice or never, and mean the ${assume?.fold ?? "first"} time`;
  const fixed = [...new Set(table.offsets.map(({ minutes }) => minutes))].map((minutes): PlanChange => {
    return { label: `The clock stays at ${zoneName(minutes)}`, apply: { assume: { zone: minutes } } };
  });
  const changes: PlanChange[] = [
    { label: `They mean the ${other} time`, apply: { assume: { fold: other } } },
    ...fixed,
  ];
  return [{ code: "T_DST_FOLD", count, sentence, changes }];
}

function mixedUnits(time: TimeReference, times: readonly SampledTime[]): PlanWarning[] {
  const forms = formsOf(time);
  if (forms.length === 1) return [];
  const counts = forms.map((_, at) => times.filter(({ form }) => form === at).length);
  const words = forms.map((form, at) => `${counts[at]} ${formName(form)}`).join(", ");
  const { also, stamp, ...place } = time;
  const changes = forms.map((form): PlanChange => {
    return { label: `Read only ${formName(form)}`, apply: { time: { ...place, ...form } } };
  });
  const count = counts.slice(1).reduce((sum, one) => sum + one, 0);
  return [
    { code: "T_MIXED_UNIT", count, sentence: `"${time.column}" holds stamps of several forms: ${words}`, changes },
  ];
}

function coarse(time: TimeReference, table: SampleTable, times: readonly SampledTime[]): PlanWarning[] {
  const read = times.filter(({ form }) => form >= 0);
  const isWhole = ({ text, parts, form }: SampledTime) => {
    if (parts !== undefined) return parts.nanos === 0n;
    const { unit } = formsOf(time)[form];
    const digits = { s: 0, ms: 3, us: 6, ns: 9, iso: 0, stamp: 0 }[unit];
    return (
      /^0*$/.test(
        text
          .trim()
          .split(".")[0]
          .slice(-digits || Number.POSITIVE_INFINITY),
      ) && !/\.\d*[1-9]/.test(text)
    );
  };
  if (read.length < 2 || !read.every(isWhole)) return [];
  const finer = columnProfiles(table).flatMap(({ name, timeUnit, timeDigits, stamp }): PlanChange[] => {
    if (name === time.column) return [];
    if (timeUnit === undefined || timeDigits < FINE_DIGITS) return [];
    const apply = { time: { column: name, unit: timeUnit, ...(stamp !== undefined && { stamp }) } };
    return [{ label: `Take "${name}" as the time`, apply }];
  });
  const sentence = `"${time.column}" tells whole seconds: what happens within one second stays undecided`;
  return [{ code: "T_COARSE", count: read.length, sentence, changes: finer }];
}

function formName({ unit, stamp }: StampForm): string {
  return unit === "stamp" ? `like ${stamp ?? ""}` : unit === "iso" ? "ISO stamps" : `epochs in ${unit}`;
}
