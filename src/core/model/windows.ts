/** Fixed UTC bins over which orders are counted apart (semantics §5): they merge by coarsening. */
export interface Windows {
  readonly widthMinutes: number;
  /** Start of window 0, in minutes since the epoch: a multiple of the width. */
  readonly firstMinute: number;
  readonly count: number;
}

const WIDTHS_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 10_080];
const MOST_WINDOWS = 16;
const NS_PER_MINUTE = 60_000_000_000;

/**
 * The narrowest windows of which at most 16 cover all request starts. Beyond 16 weeks the width doubles.
 * Times are ns since `originNs`, a midnight.
 */
export function chooseWindows(originNs: bigint, earliestNs: number, latestNs: number): Windows {
  const originMinute = Number(originNs / BigInt(NS_PER_MINUTE));
  const from = originMinute + Math.floor(earliestNs / NS_PER_MINUTE);
  const to = originMinute + Math.floor(latestNs / NS_PER_MINUTE);
  if (!Number.isFinite(from)) return { widthMinutes: 1, firstMinute: 0, count: 1 };
  for (let step = 0; ; step++) {
    const last = WIDTHS_MINUTES[WIDTHS_MINUTES.length - 1];
    const widthMinutes = WIDTHS_MINUTES[step] ?? last * 2 ** (step - WIDTHS_MINUTES.length + 1);
    const first = Math.floor(from / widthMinutes);
    const count = Math.floor(to / widthMinutes) - first + 1;
    if (count <= MOST_WINDOWS) return { widthMinutes, firstMinute: first * widthMinutes, count };
  }
}

/** Window of a request that starts at `startNs` after the origin. */
export function windowOf(windows: Windows, originMinute: number, startNs: number): number {
  const minute = originMinute + Math.floor(startNs / NS_PER_MINUTE);
  return Math.floor((minute - windows.firstMinute) / windows.widthMinutes);
}

export function originMinuteOf(originNs: bigint): number {
  return Number(originNs / BigInt(NS_PER_MINUTE));
}
