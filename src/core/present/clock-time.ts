/** Milliseconds beyond this are no date of the calendar the platform knows. */
const MAX_DATE_MS = 8.64e15;
const UNKNOWN = "unknown";
/** Characters of a clock before the month and before the time of day. */
const YEAR_END = 4;
const DAY_END = 10;

/**
 * A moment as "2026-03-12 14:36:25.314" (UTC; the screen names the zone once).
 * @param originNs epoch ns of the dataset's origin, as digits
 * @param timeNs ns since that origin
 */
export function formatClock(originNs: string, timeNs: number): string {
  if (!Number.isFinite(timeNs)) return UNKNOWN;
  const epochMs = Number((BigInt(originNs) + BigInt(Math.round(timeNs))) / 1_000_000n);
  if (Math.abs(epochMs) > MAX_DATE_MS) return UNKNOWN;
  return new Date(epochMs).toISOString().replace("T", " ").replace("Z", "");
}

/** First and last moment of a dataset, the date written once where both share it, without milliseconds. */
export function formatSpan(originNs: string, earliestNs: number, latestNs: number): string {
  if (!Number.isFinite(earliestNs) || !Number.isFinite(latestNs)) return "no time";
  const from = formatClock(originNs, earliestNs).slice(0, 19);
  const to = formatClock(originNs, latestNs).slice(0, 19);
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

/** What a clock writes last. */
const LENGTHS = { days: 10, minutes: 16, seconds: 19, milliseconds: 23 } as const;
type ClockEnd = keyof typeof LENGTHS;

/**
 * How moments of a stretch are written so that none is taken for another: by the time of day where all of it lies on one day,
 * with day and month before it where it does not, and with the year where that changes.
 *
 * @param ofDay what is written last of a stretch within a day; `ofDays`: within a year; `ofYears`: of a longer one
 */
export function clockWithin(
  originNs: string,
  fromNs: number,
  toNs: number,
  ofDay: ClockEnd,
  ofDays = ofDay,
  ofYears = ofDays,
): (timeNs: number) => string {
  const from = formatClock(originNs, fromNs);
  const to = formatClock(originNs, toNs);
  const isSame = (digits: number) => from.slice(0, digits) === to.slice(0, digits);
  const [first, last] = isSame(DAY_END)
    ? [DAY_END + 1, ofDay]
    : isSame(YEAR_END)
      ? [YEAR_END + 1, ofDays]
      : [0, ofYears];
  return (timeNs) => {
    const clock = formatClock(originNs, timeNs);
    return clock === UNKNOWN ? clock : clock.slice(first, LENGTHS[last]);
  };
}
