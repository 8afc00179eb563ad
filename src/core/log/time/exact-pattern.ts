import { decodeUtf8 } from "../../bytes.ts";
import { failure, type Outcome, success } from "../../outcome.ts";
import type { TimeAssumptions } from "../source-plan.ts";
import { zoneTable } from "./local-time.ts";
import type { StampField, StampPattern, StampStep } from "./stamp-pattern.ts";
import { ZONE_HOURS } from "./stamp-words.ts";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SHORT_MONTHS = MONTHS.map((name) => anyCase(name.slice(0, 3))).join("|");
const SECONDS_PER_DAY = 86_400;
const NS = 1_000_000_000n;

/** What a stamp tells, undefined where it tells nothing. */
export interface StampParts {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  readonly secondOfDay: number;
  readonly nanos: bigint;
  readonly offsetSeconds: number | undefined;
}

const SOURCES: Readonly<Record<StampField, string>> = {
  year4: "(?<year>\\d{4})",
  year2: "(?<shortYear>\\d\\d)",
  month2: "(?<month>\\d\\d)",
  month1: "(?<month>\\d\\d?)",
  monthName: `(?<name>${SHORT_MONTHS})`,
  monthWord: `(?<name>${SHORT_MONTHS})[a-zA-Z]*`,
  day2: "(?<day>\\d\\d)",
  day1: "(?<day>\\d\\d?)",
  hour2: "(?<hour>\\d\\d)",
  hour1: "(?<hour>\\d\\d?)",
  half2: "(?<half>\\d\\d)",
  half1: "(?<half>\\d\\d?)",
  minute2: "(?<minute>\\d\\d)",
  minute1: "(?<minute>\\d\\d?)",
  second2: "(?<second>\\d\\d)",
  second1: "(?<second>\\d\\d?)",
  fraction: "(?<fraction>\\d+)",
  halfDay: "(?<halfDay>[aApP][mM])",
  zone: "(?<zone>[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d|(?!:?\\d))|[a-zA-Z]{1,5}(?![a-zA-Z]))",
  weekday: "[a-zA-Z]{3,}",
};

/**
 * The parts of a stamp by a regular expression: slow and obvious, for samples, previews and as the definition that
 * `StampFields` must agree with. Fields that both readers take greedily are taken whole or not at all: no digits are
 * given back. Failures: T_UNPARSED, T_RANGE.
 */
export function exactParts(pattern: StampPattern, text: string): Outcome<StampParts> {
  const groups = regExpOf(pattern).exec(text)?.groups;
  if (groups === undefined) return failure("T_UNPARSED", `"${text}" is not like ${pattern.text}`);
  const number = (name: string) => (groups[name] === undefined ? undefined : Number(groups[name]));
  const short = number("shortYear");
  const half = number("half");
  const hour = half === undefined ? (number("hour") ?? 0) : (half % 12) + (/^p/i.test(groups.halfDay) ? 12 : 0);
  const minute = number("minute") ?? 0;
  const second = number("second") ?? 0;
  if (hour > 23 || minute > 59 || second > 60 || (half !== undefined && (half < 1 || half > 12))) {
    return failure("T_RANGE", `"${text}" is no possible time`);
  }
  return success({
    year: number("year") ?? (short === undefined ? undefined : short + (short < 70 ? 2000 : 1900)),
    month: groups.name === undefined ? number("month") : monthOf(groups.name),
    day: number("day"),
    secondOfDay: hour * 3600 + minute * 60 + second,
    nanos: BigInt((groups.fraction ?? "").slice(0, 9).padEnd(9, "0")),
    offsetSeconds: groups.zone === undefined ? undefined : offsetOf(groups.zone),
  });
}

/**
 * The moment that parts mean under assumptions, as ns since 1970, found by trying years, days and offsets one by one: the
 * definition of `LocalTime`. Failures: T_RANGE, T_NO_DATE, T_NO_YEAR.
 */
export function exactNs(parts: StampParts, assume: TimeAssumptions = {}, near?: number): Outcome<bigint> {
  const { offsets } = zoneTable(assume.zone);
  const offsetAt = (utc: number) =>
    60 * (offsets.findLast(({ fromSeconds }) => utc >= fromSeconds) ?? offsets[0]).minutes;
  const nearLocal = near === undefined ? undefined : near + (parts.offsetSeconds ?? offsetAt(near));
  const latest = assume.latest === undefined ? undefined : Date.parse(`${assume.latest}Z`) / 1000;
  const locals = possibleLocals(parts, nearLocal ?? latest);
  if (locals === undefined) {
    const code = parts.month === undefined ? "T_NO_DATE" : "T_NO_YEAR";
    return failure(code, `the ${parts.month === undefined ? "date" : "year"} is neither written nor assumed`);
  }
  const local =
    parts.year !== undefined
      ? locals.at(0)
      : nearLocal !== undefined
        ? locals.toSorted((a, b) => Math.abs(a - nearLocal) - Math.abs(b - nearLocal) || b - a).at(0)
        : locals.filter((seconds) => seconds <= (latest ?? 0)).at(-1);
  if (local === undefined) return failure("T_RANGE", "there is no such day");
  const seconds =
    parts.offsetSeconds === undefined
      ? utcOf(local, offsets, assume.fold === "second", near)
      : local - parts.offsetSeconds;
  return success(BigInt(seconds) * NS + parts.nanos);
}

/** All local times that the parts may mean around a moment, ascending; undefined if there is none to go by. */
function possibleLocals(parts: StampParts, around: number | undefined): number[] | undefined {
  const { year, month, day, secondOfDay } = parts;
  if (month === undefined || day === undefined) {
    if (around === undefined) return undefined;
    const today = Math.floor(around / SECONDS_PER_DAY);
    return [-2, -1, 0, 1, 2].map((shift) => (today + shift) * SECONDS_PER_DAY + secondOfDay);
  }
  const exists = (of: number) => daySeconds(of, month, day) !== undefined;
  if (year === undefined && !exists(2000)) return [];
  if (year === undefined && around === undefined) return undefined;
  const middle = year ?? new Date((around ?? 0) * 1000).getUTCFullYear();
  const years = year === undefined ? Array.from({ length: 17 }, (_, i) => middle - 8 + i) : [year];
  return years.flatMap((of) => {
    const start = daySeconds(of, month, day);
    return start === undefined ? [] : [start + secondOfDay];
  });
}

function daySeconds(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : undefined;
}

function utcOf(
  local: number,
  offsets: readonly { readonly fromSeconds: number; readonly minutes: number }[],
  takesSecond: boolean,
  near: number | undefined,
): number {
  const from = (at: number) =>
    at === 0 ? Number.NEGATIVE_INFINITY : (offsets[at]?.fromSeconds ?? Number.POSITIVE_INFINITY);
  const utcs = offsets.map(({ minutes }) => local - minutes * 60);
  const fitting = utcs.filter((utc, at) => utc >= from(at) && utc < from(at + 1));
  if (fitting.length === 1) return fitting[0];
  if (fitting.length === 0)
    return utcs[utcs.findIndex((utc, at) => utc >= from(at + 1) && utcs[at + 1] < from(at + 1))];
  if (near !== undefined) return fitting.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near) || a - b)[0];
  return fitting[takesSecond ? 1 : 0];
}

const expressions = new WeakMap<StampPattern, RegExp>();

function regExpOf(pattern: StampPattern): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const expression = new RegExp(`^${sourceOf(pattern.steps)}${pattern.isOpen ? "" : "$"}`);
  expressions.set(pattern, expression);
  return expression;
}

function sourceOf(steps: readonly StampStep[]): string {
  return steps
    .map((step) => {
      if (step.kind === "blanks") return atomic("[ \\t]+");
      if (step.kind === "literal") return decodeUtf8(step.bytes).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      return step.kind === "field" ? atomic(SOURCES[step.field]) : atomic(`(?:${sourceOf(step.steps)})?`);
    })
    .join("");
}

let atomicCount = 0;

/** JavaScript has no atomic groups: a look-ahead that captures, and its capture again, is one. */
function atomic(source: string): string {
  const name = `atomic${atomicCount++}`;
  return `(?=(?<${name}>${source}))\\k<${name}>`;
}

function anyCase(word: string): string {
  return [...word].map((letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`).join("");
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name.toLowerCase()) + 1;
}

function offsetOf(zone: string): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match !== null) return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60);
  const hours = ZONE_HOURS.get(zone.toLowerCase());
  return hours === undefined ? undefined : hours * 3600;
}
