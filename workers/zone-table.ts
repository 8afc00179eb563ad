import type { ZoneTable } from "../src/core/log/source-plan.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clocks are not set twice within it. */
const STEP_MS = 7 * DAY_MS;
/** Logs are not older. */
const FIRST_MS = Date.UTC(1995, 0, 1);

const localTables = new Map<number, ZoneTable | null>();

/** The zone of this computer (unless it is UTC) as a table until the end of the year after a moment. */
export function localZones(untilMs: number): ZoneTable[] {
  const year = new Date(untilMs).getUTCFullYear();
  let table = localTables.get(year);
  if (table === undefined) {
    table = zoneUntil(new Intl.DateTimeFormat().resolvedOptions().timeZone, untilMs);
    localTables.set(year, table);
  }
  return table === null || table.offsets.every(({ minutes }) => minutes === 0) ? [] : [table];
}

/** A zone as a table until the end of the year after a moment; null if there is no zone of this name. */
export function zoneUntil(name: string, untilMs: number): ZoneTable | null {
  return zoneTableOf(name, FIRST_MS, Date.UTC(new Date(untilMs).getUTCFullYear() + 2, 0, 1));
}

/** The offsets of a zone in [fromMs, untilMs]; null if there is no zone of this name. O(weeks), each transition to the minute. */
export function zoneTableOf(name: string, fromMs: number, untilMs: number): ZoneTable | null {
  const offsetAt = offsetsOf(name);
  if (offsetAt === null) return null;
  const offsets = [{ fromSeconds: fromMs / 1000, minutes: offsetAt(fromMs) }];
  for (let at = fromMs; at < untilMs; at += STEP_MS) {
    const next = Math.min(at + STEP_MS, untilMs);
    const [before, after] = [offsetAt(at), offsetAt(next)];
    if (before === after) continue;
    let [low, high] = [at, next];
    while (high - low > MINUTE_MS) {
      const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
      if (middle <= low) break;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    offsets.push({ fromSeconds: Math.ceil(high / MINUTE_MS) * 60, minutes: after });
  }
  return { name, offsets };
}

/** Minutes east of UTC at a moment, by what its clock shows. */
function offsetsOf(name: string): ((ms: number) => number) | null {
  let clock: Intl.DateTimeFormat;
  try {
    const digits = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    clock = new Intl.DateTimeFormat("en-US", { timeZone: name, hourCycle: "h23", era: "short", ...digits });
  } catch {
    return null;
  }
  return (ms) => {
    const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    return Math.round((shown - Math.floor(ms / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
  };
}
