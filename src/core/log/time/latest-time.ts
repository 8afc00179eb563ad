import { SECONDS_PER_DAY } from "../calendar.ts";
import type { SampledTime } from "./time-sample.ts";

/** A leap year: February 29th has a place too. */
const CIRCLE_YEAR = 2000;
const YEAR_DAYS = 366;
/** Where the zone is not known, stamps may seem to be later than the file. */
const SLACK_SECONDS = SECONDS_PER_DAY;
/** Of a file of which nothing is known. */
const SOME_TIME_MS = Date.UTC(2000, 11, 31);

/**
 * The latest local time that stamps without year or date can mean: their file's last write, moved to where it cuts no
 * stretch of the file in two. Stamps go round a circle (a year or a day) from the first of the file to the last; the
 * bound lies in the middle of the part of the circle that the file leaves out. Undefined if every stamp is whole.
 *
 * @param zoneSeconds east of UTC, of the stamps
 */
export function latestFor(
  head: readonly SampledTime[],
  tail: readonly SampledTime[],
  newestFirst: boolean,
  zoneSeconds: number,
  { lastModifiedMs }: { readonly lastModifiedMs?: number },
): string | undefined {
  const all = [...head, ...tail].filter(isIncomplete);
  if (all.length === 0) return undefined;
  const circle = all.every(({ parts }) => parts?.month === undefined) ? SECONDS_PER_DAY : YEAR_DAYS * SECONDS_PER_DAY;
  const writtenSeconds = (lastModifiedMs ?? SOME_TIME_MS) / 1000 + zoneSeconds;
  // Without its end, all that is known of the newest stamp is that it was written.
  if (tail.length === 0 && !newestFirst) return printLocal(writtenSeconds + SLACK_SECONDS);
  const ends = tail.some(isIncomplete) ? [head.find(isIncomplete), tail.findLast(isIncomplete)] : [all[0], all.at(-1)];
  const [oldest, newest] = (newestFirst ? ends.reverse() : ends).map((end) => placeOf(end, circle));
  const untilOldest = (((oldest - newest) % circle) + circle) % circle || circle;
  const newestSeconds = lastWithPlace(
    newest,
    circle,
    writtenSeconds + SLACK_SECONDS / (circle > SECONDS_PER_DAY ? 1 : 24),
  );
  return printLocal(newestSeconds + Math.floor(untilOldest / 2));
}

function isIncomplete({ parts }: SampledTime): boolean {
  return parts !== undefined && parts.year === undefined;
}

/** Seconds round the circle. */
function placeOf(end: SampledTime | undefined, circle: number): number {
  const { month = 1, day = 1, secondOfDay = 0 } = end?.parts ?? {};
  if (circle === SECONDS_PER_DAY) return secondOfDay;
  return (Date.UTC(CIRCLE_YEAR, month - 1, day) - Date.UTC(CIRCLE_YEAR, 0, 1)) / 1000 + secondOfDay;
}

/** The last moment of that place that is not after a bound. */
function lastWithPlace(place: number, circle: number, bound: number): number {
  if (circle === SECONDS_PER_DAY) return place + Math.floor((bound - place) / circle) * circle;
  const onCircle = new Date(Date.UTC(CIRCLE_YEAR, 0, 1) + place * 1000);
  const of = (year: number) =>
    Date.UTC(year, onCircle.getUTCMonth(), onCircle.getUTCDate()) / 1000 + (place % SECONDS_PER_DAY);
  const year = new Date(bound * 1000).getUTCFullYear();
  return of(year) <= bound ? of(year) : of(year - 1);
}

/** "2023-01-29T17:30:00" of seconds on a local clock. */
export function printLocal(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().slice(0, 19);
}
