/** Milliseconds beyond this are no date of the calendar the platform knows. */
const MAX_DATE_MS = 8.64e15;

/**
 * A moment as "2026-03-12 14:36:25.314" (UTC; the screen names the zone once).
 * @param originNs epoch ns of the dataset's origin, as digits
 * @param timeNs ns since that origin
 */
export function formatClock(originNs: string, timeNs: number): string {
  if (!Number.isFinite(timeNs)) return "unknown";
  const epochMs = Number((BigInt(originNs) + BigInt(Math.round(timeNs))) / 1_000_000n);
  if (Math.abs(epochMs) > MAX_DATE_MS) return "unknown";
  return new Date(epochMs).toISOString().replace("T", " ").replace("Z", "");
}

/** First and last moment of a dataset, the date written once where both share it, without milliseconds. */
export function formatSpan(originNs: string, earliestNs: number, latestNs: number): string {
  if (!Number.isFinite(earliestNs) || !Number.isFinite(latestNs)) return "no time";
  const from = formatClock(originNs, earliestNs).slice(0, 19);
  const to = formatClock(originNs, latestNs).slice(0, 19);
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}
