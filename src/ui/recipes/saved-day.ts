/**
 * "12 Nov", with the year if it is not the present one: the day on which something was kept, as the clock on the wall had it.
 * @param timeZone default: that of the browser
 */
export function savedDay(savedAtMs: number, nowMs: number, timeZone?: string): string {
  const day = (ms: number) => {
    const parts = new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      ...(timeZone !== undefined && { timeZone }),
    }).formatToParts(ms);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
    // Some locales' data say "Sept".
    return { words: `${part("day")} ${part("month").slice(0, 3)}`, year: part("year") };
  };
  const saved = day(savedAtMs);
  return saved.year === day(nowMs).year ? saved.words : `${saved.words} ${saved.year}`;
}
