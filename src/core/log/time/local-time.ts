import { readEpochDays, SECONDS_PER_DAY } from "../calendar.ts";
import type { TimeAssumptions, ZoneTable } from "../source-plan.ts";
import { NO_PART, NO_ZONE } from "./stamp-fields.ts";

/** Why a time cannot be told: no such moment, or date or year are neither written nor assumed. */
export type LocalTimeProblem = "T_RANGE" | "T_NO_DATE" | "T_NO_YEAR";

/** A leap day is at most this many years before any other. */
const MAX_YEARS_BACK = 8;
const LATEST = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/;

/** Seconds since 1970 on the local clock of "2023-01-29T17:30:00"; NaN if it is not of this form or no such time. */
export function parseLocalSeconds(text: string): number {
  const match = LATEST.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return readEpochDays(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

/** The year that a day (since 1970) lies in. */
export function yearOfDay(day: number): number {
  let year = Math.floor(day / 365.2425) + 1970;
  while (readEpochDays(year, 1, 1) > day) year--;
  while (readEpochDays(year + 1, 1, 1) <= day) year++;
  return year;
}

/**
 * Turns what a stamp tells into seconds since 1970 UTC, under the assumptions of a plan. What a stamp means depends on
 * itself and `near` alone. O(1); the offset found last is tried first.
 */
export class LocalTime {
  problem: LocalTimeProblem = "T_RANGE";
  /** Stamps so far that took an assumption: no zone and none in the plan; no year, no date decided by `latest`; twice or never on the clock. */
  zoneless = 0;
  yearless = 0;
  dateless = 0;
  folded = 0;

  private readonly hasZone: boolean;
  private readonly takesSecond: boolean;
  private readonly latestSeconds: number;
  private readonly latestYear: number;
  private readonly froms: readonly number[];
  private readonly offsets: readonly number[];
  private current = 0;
  /** The day converted last. */
  private dateKey = -1;
  private dateDays = 0;

  constructor(assume: TimeAssumptions = {}) {
    this.hasZone = assume.zone !== undefined;
    this.takesSecond = assume.fold === "second";
    this.latestSeconds = assume.latest === undefined ? Number.NaN : parseLocalSeconds(assume.latest);
    this.latestYear = Number.isNaN(this.latestSeconds)
      ? 0
      : yearOfDay(Math.floor(this.latestSeconds / SECONDS_PER_DAY));
    const table = zoneTable(assume.zone);
    this.froms = table.offsets.map(({ fromSeconds }, i) => (i === 0 ? Number.NEGATIVE_INFINITY : fromSeconds));
    this.offsets = table.offsets.map(({ minutes }) => minutes * 60);
  }

  /**
   * Seconds since 1970 UTC of a local time. `year` and `month` NO_PART where the stamp has none; `offsetSeconds` NO_ZONE
   * likewise. `near`: a moment (UTC) known to be close, NaN if there is none. NaN (see `problem`) if there is no such time.
   */
  utcSeconds(
    year: number,
    month: number,
    day: number,
    secondOfDay: number,
    offsetSeconds: number,
    near: number,
  ): number {
    const local = this.localSeconds(year, month, day, secondOfDay, offsetSeconds, near);
    if (Number.isNaN(local)) return local;
    if (offsetSeconds !== NO_ZONE) return local - offsetSeconds;
    if (!this.hasZone) this.zoneless++;
    return this.utcOfLocal(local, near);
  }

  private localSeconds(
    year: number,
    month: number,
    day: number,
    secondOfDay: number,
    offsetSeconds: number,
    near: number,
  ): number {
    if (year !== NO_PART) {
      const days = this.daysOf(year, month, day);
      if (Number.isNaN(days)) this.problem = "T_RANGE";
      return days * SECONDS_PER_DAY + secondOfDay;
    }
    const nearLocal = near + (offsetSeconds !== NO_ZONE ? offsetSeconds : this.offsetAt(near));
    if (month === NO_PART) return this.withDate(secondOfDay, nearLocal);
    return this.withYear(month, day, secondOfDay, nearLocal);
  }

  private withDate(secondOfDay: number, nearLocal: number): number {
    if (!Number.isNaN(nearLocal)) {
      return secondOfDay + Math.round((nearLocal - secondOfDay) / SECONDS_PER_DAY) * SECONDS_PER_DAY;
    }
    if (Number.isNaN(this.latestSeconds)) {
      this.problem = "T_NO_DATE";
      return Number.NaN;
    }
    this.dateless++;
    return secondOfDay + Math.floor((this.latestSeconds - secondOfDay) / SECONDS_PER_DAY) * SECONDS_PER_DAY;
  }

  private withYear(month: number, day: number, secondOfDay: number, nearLocal: number): number {
    // No year has such a day: do not look through them.
    if (Number.isNaN(this.daysOf(2000, month, day))) {
      this.problem = "T_RANGE";
      return Number.NaN;
    }
    if (!Number.isNaN(nearLocal)) {
      const middle = yearOfDay(Math.floor(nearLocal / SECONDS_PER_DAY));
      let best = Number.NaN;
      const reach = month === 2 && day === 29 ? MAX_YEARS_BACK : 1;
      for (let year = middle - reach; year <= middle + reach; year++) {
        const seconds = readEpochDays(year, month, day) * SECONDS_PER_DAY + secondOfDay;
        if (Number.isNaN(best) || Math.abs(seconds - nearLocal) <= Math.abs(best - nearLocal)) best = seconds;
      }
      return best;
    }
    if (Number.isNaN(this.latestSeconds)) {
      this.problem = "T_NO_YEAR";
      return Number.NaN;
    }
    for (let year = this.latestYear; year >= this.latestYear - MAX_YEARS_BACK; year--) {
      const seconds = this.daysOf(year, month, day) * SECONDS_PER_DAY + secondOfDay;
      if (!(seconds <= this.latestSeconds)) continue;
      this.yearless++;
      return seconds;
    }
    this.problem = "T_RANGE";
    return Number.NaN;
  }

  private daysOf(year: number, month: number, day: number): number {
    const key = (year * 100 + month) * 100 + day;
    if (key !== this.dateKey) {
      this.dateKey = key;
      this.dateDays = readEpochDays(year, month, day);
    }
    return this.dateDays;
  }

  /** Offset in force at a moment, NaN at none. */
  private offsetAt(utc: number): number {
    if (Number.isNaN(utc)) return utc;
    let at = this.froms.length - 1;
    while (at > 0 && utc < this.froms[at]) at--;
    return this.offsets[at];
  }

  private utcOfLocal(local: number, near: number): number {
    const { froms, offsets } = this;
    if (offsets.length === 1) return local - offsets[0];
    if (this.isPlain(this.current, local)) return local - offsets[this.current];
    let first = Number.NaN;
    let second = Number.NaN;
    for (let at = 0; at < offsets.length; at++) {
      const utc = local - offsets[at];
      if (utc >= froms[at] && (at + 1 === froms.length || utc < froms[at + 1])) {
        this.current = at;
        if (Number.isNaN(first)) first = utc;
        else second = utc;
      }
    }
    if (!Number.isNaN(first) && Number.isNaN(second)) return first;
    this.folded++;
    // The clock jumped over this time: it went on as before for whoever wrote it.
    if (Number.isNaN(first)) return local - offsets[this.beforeGap(local)];
    if (!Number.isNaN(near)) return Math.abs(second - near) < Math.abs(first - near) ? second : first;
    return this.takesSecond ? second : first;
  }

  /** Whether a local time lies so deep in the stretch of an offset that no other offset can give it. */
  private isPlain(at: number, local: number): boolean {
    const utc = local - this.offsets[at];
    const until = at + 1 === this.froms.length ? Number.POSITIVE_INFINITY : this.froms[at + 1];
    return utc >= this.froms[at] + SECONDS_PER_DAY * 2 && utc < until - SECONDS_PER_DAY * 2;
  }

  /** The offset before the jump that left a local time out. */
  private beforeGap(local: number): number {
    const { froms, offsets } = this;
    for (let at = 1; at < offsets.length; at++) {
      if (local - offsets[at - 1] >= froms[at] && local - offsets[at] < froms[at]) return at - 1;
    }
    return 0;
  }
}

/** A zone as a table; absent = UTC. */
export function zoneTable(zone: number | ZoneTable | undefined): ZoneTable {
  if (typeof zone === "object" && zone.offsets.length > 0) return zone;
  const minutes = typeof zone === "number" ? zone : 0;
  return { name: zoneName(minutes), offsets: [{ fromSeconds: 0, minutes }] };
}

/** "UTC", "UTC+08:00", "UTC−03:30". */
export function zoneName(minutes: number): string {
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
