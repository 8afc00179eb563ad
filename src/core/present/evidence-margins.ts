import { formatCountOf, formatDuration } from "./number-format.ts";
import type { MarginBar } from "./pair-report.ts";
import type { Tick } from "./time-ticks.ts";
import { roundDuration } from "./value-ticks.ts";

/** A bar of the histogram; all measures are shares of the plot, heights from the axis up. */
export interface MarginRect {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly isViolation: boolean;
  readonly words: string;
}

/** A mark on the axis. */
export interface MarginMark {
  readonly x: number;
  readonly text: string;
}

/**
 * Margins of one pair as plain marks. Both sides of the axis are logarithmic from `floorNs` outwards; what stamps and
 * clocks hide lies between them, as a band without bars.
 *
 *     violations  ◂────┤ band ├────▸  support
 *              100 1   hidden   1 10 100 ms
 */
export interface MarginPlot {
  readonly rects: readonly MarginRect[];
  readonly band: { readonly x: number; readonly width: number };
  readonly ticks: readonly Tick[];
  readonly smallest: MarginMark | null;
  readonly median: MarginMark | null;
  readonly hasViolations: boolean;
  /** The conclusion, for those who do not see it. */
  readonly label: string;
}

export interface MarginFacts {
  /** Ascending, without empty ones. */
  readonly bars: readonly MarginBar[];
  /** Smallest and median margin of the support, ns; null without support. */
  readonly smallestNs: number | null;
  readonly medianNs: number | null;
  readonly undecided: number;
}

/** The band takes this share of the plot. */
const BAND = 0.07;
/** The cell of margins below the floor takes this share of a decade. */
const FLOOR_CELL = 0.35;
/** The words of a tick take this share of a drawer. */
const TICK_ROOM = 0.15;

/** Null without any bar: nothing was decided. */
export function marginPlot({ bars, smallestNs, medianNs, undecided }: MarginFacts): MarginPlot | null {
  if (bars.length === 0) return null;
  const sizes = bars.map(({ fromNs, toNs }) => (isViolation({ toNs }) ? [1 - toNs, 1 - fromNs] : [fromNs, toNs]));
  const floorNs = floorOf(sizes);
  // Decades from the floor outwards, on either side; the floor's own cell comes before them.
  const reach = (side: readonly (readonly number[])[]) =>
    side.length === 0 ? 0 : FLOOR_CELL + Math.max(0, ...side.map(([, to]) => decades(to, floorNs)));
  const left = reach(sizes.filter((_, at) => isViolation(bars[at])));
  const right = reach(sizes.filter((_, at) => !isViolation(bars[at])));
  const unit = (1 - BAND) / Math.max(FLOOR_CELL, left + right);
  const bandX = left * unit;
  const place = (ns: number, onLeft: boolean) => {
    const along = ns <= 0 ? 0 : ns <= floorNs ? (ns / floorNs) * FLOOR_CELL : FLOOR_CELL + decades(ns, floorNs);
    return onLeft ? bandX - along * unit : bandX + BAND + along * unit;
  };
  const most = Math.max(...bars.map(({ requests }) => requests));
  const rects = bars.map((bar, at): MarginRect => {
    const against = isViolation(bar);
    const [a, b] = [place(sizes[at][0], against), place(sizes[at][1], against)];
    return {
      x: Math.min(a, b),
      width: Math.abs(b - a),
      height: bar.requests / most,
      isViolation: against,
      words: barWords(bar),
    };
  });
  const all = [
    ...sideTicks(sizes, bars, floorNs, (ns) => place(ns, true), true),
    ...sideTicks(sizes, bars, floorNs, (ns) => place(ns, false), false),
  ];
  const mark = (ns: number | null, what: string): MarginMark | null =>
    ns === null ? null : { x: place(ns, false), text: `${what} ${formatDuration(ns)}` };
  return {
    rects,
    band: { x: bandX, width: BAND },
    ticks: apart(all, bandX + BAND / 2),
    smallest: mark(smallestNs, "smallest"),
    median: mark(medianNs, "median"),
    hasViolations: left > 0,
    label: labelOf({ bars, smallestNs, medianNs, undecided }),
  };
}

function isViolation({ toNs }: Pick<MarginBar, "toNs">): boolean {
  return toNs <= 1;
}

function decades(ns: number, floorNs: number): number {
  return Math.log10(Math.max(1, ns / floorNs));
}

/** The power of ten below the smallest margin that is none, and one decade of room: zero stands apart from it. */
function floorOf(sizes: readonly (readonly number[])[]): number {
  const least = Math.min(...sizes.map(([from]) => from).filter((from) => from > 0));
  return Number.isFinite(least) ? 10 ** Math.max(0, Math.floor(Math.log10(least)) - 1) : 1;
}

/** Powers of ten of one side within its bars, the outermost first. */
function sideTicks(
  sizes: readonly (readonly number[])[],
  bars: readonly MarginBar[],
  floorNs: number,
  place: (ns: number) => number,
  onLeft: boolean,
): Tick[] {
  const own = sizes.filter((_, at) => isViolation(bars[at]) === onLeft);
  if (own.length === 0) return [];
  const largest = Math.max(...own.map(([, to]) => to));
  const count = Math.floor(Math.log10(largest / floorNs) + 1e-9);
  return Array.from({ length: count }, (_, at) => {
    const ns = floorNs * 10 ** (count - at);
    return { share: place(ns), text: (onLeft ? "−" : "") + roundDuration(ns) };
  });
}

/** Those that touch neither zero nor one that comes before them. */
function apart(ticks: readonly Tick[], zero: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const taken = [zero, ...kept.map(({ share }) => share)];
    if (taken.every((share) => Math.abs(share - tick.share) >= TICK_ROOM)) kept.push(tick);
  }
  return kept.toSorted((a, b) => a.share - b.share);
}

function barWords({ fromNs, toNs, requests }: MarginBar): string {
  const [low, high] = toNs <= 1 ? [1 - toNs, 1 - fromNs] : [fromNs, toNs];
  const range = `${formatDuration(low)} to ${formatDuration(high)}`;
  return `${formatCountOf(requests, "request")} ${toNs <= 1 ? `against it by ${range}` : `with a margin of ${range}`}`;
}

function labelOf({ bars, smallestNs, medianNs, undecided }: MarginFacts): string {
  const against = bars.filter(isViolation).reduce((sum, { requests }) => sum + requests, 0);
  const supporting = bars.reduce((sum, { requests }) => sum + requests, 0) - against;
  const parts = [
    smallestNs === null || medianNs === null
      ? "No request supports it"
      : `Margins of ${formatCountOf(supporting, "supporting request")}: smallest ${formatDuration(smallestNs)}, median ${formatDuration(medianNs)}`,
  ];
  if (against > 0) parts.push(`${formatCountOf(against, "request")} against it`);
  if (undecided > 0) parts.push(`${formatCountOf(undecided, "request")} undecided`);
  return parts.join("; ");
}
