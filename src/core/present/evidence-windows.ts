import { formatCount, formatShare } from "./number-format.ts";
import type { WindowEvidence } from "./pair-report.ts";

/** One window of the dataset: x and height are shares of the plot, heights from the axis up. */
export interface WindowStem {
  readonly x: number;
  readonly height: number;
  /** At its head; "" where there is no room for one at each. */
  readonly text: string;
  readonly words: string;
  readonly isViolation: boolean;
}

/** A pair over the time of the dataset, as stems. */
export interface WindowPlot {
  /** Share against, where anything was; else supporting requests. */
  readonly shows: "against" | "support";
  readonly stems: readonly WindowStem[];
  /** Height of the share up to which a relation still holds but for exceptions; null for counts. */
  readonly limit: number | null;
  /** Clock times (UTC) of both ends. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A relation with more against it is refuted (semantics, status). */
const NEAR_LIMIT = 0.01;
/** More heads than this would touch each other in a drawer. */
const MOST_TEXTS = 10;
const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1440;

/** Null where there is one window only: it says no more than the counts. */
export function windowPlot(windows: readonly WindowEvidence[]): WindowPlot | null {
  const used = windows.filter(({ support, violations }) => support + violations > 0);
  if (windows.length < 2 || used.length < 2) return null;
  const isAgainst = windows.some(({ violations }) => violations > 0);
  const heightOf = ({ support, violations }: WindowEvidence) =>
    isAgainst ? violations / Math.max(1, support + violations) : support;
  const last = windows[windows.length - 1];
  const isLong = last.startMinute + last.widthMinutes - windows[0].startMinute > MINUTES_PER_DAY;
  const clock = (minute: number) => clockOf(minute, isLong);
  const most = Math.max(...windows.map(heightOf), isAgainst ? NEAR_LIMIT : 0);
  const stems = windows.map((window, at): WindowStem => {
    const { support, violations } = window;
    const value = heightOf(window);
    const decided = support + violations;
    const text = isAgainst ? percent(value) : compact(value);
    return {
      x: (at + 0.5) / windows.length,
      height: value / most,
      text: used.length > MOST_TEXTS || decided === 0 ? "" : text,
      words: `${clock(window.startMinute)}: ${formatCount(support)} supporting, ${formatCount(violations)} against`,
      isViolation: isAgainst && violations > 0,
    };
  });
  const values = used.map(heightOf);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = isAgainst
    ? `share against ${formatShare(low)} to ${formatShare(high)}`
    : `supporting requests ${formatCount(low)} to ${formatCount(high)}`;
  return {
    shows: isAgainst ? "against" : "support",
    stems,
    limit: isAgainst ? NEAR_LIMIT / most : null,
    from: clock(windows[0].startMinute),
    to: clock(last.startMinute + last.widthMinutes),
    label: `In ${used.length} of ${windows.length} windows: ${range}`,
  };
}

/** "14:02", "03-12 14:02" where the windows reach over days. */
function clockOf(minute: number, withDay: boolean): string {
  return new Date(minute * MS_PER_MINUTE)
    .toISOString()
    .slice(withDay ? 5 : 11, 16)
    .replace("T", " ");
}

/** In per cent; never 0 for what occurred, nor 100 for what did not always. */
function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return String(value);
  if (value < 0.1) return "<0.1";
  return value < 99.5 && value >= 9.95 ? value.toFixed(0) : (Math.floor(value * 10) / 10).toFixed(1);
}

function compact(count: number): string {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}
