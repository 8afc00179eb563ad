import type { FilterTerm } from "../analysis/request-filter.ts";
import type { RequestPoints } from "../analysis/request-points.ts";
import { clockWithin } from "./clock-time.ts";
import { formatCount, formatCountOf, formatDuration } from "./number-format.ts";
import { type Tick, timeTicks } from "./time-ticks.ts";
import { logTicks } from "./value-ticks.ts";

/**
 * Points in shares of a plot: x to the right from the first start to the last, y down from the greatest latency to the
 * least, on a log scale. In order of start, then rank.
 */
export interface Scatter {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rank: Uint32Array;
  readonly fromNs: number;
  readonly toNs: number;
  readonly lowNs: number;
  readonly highNs: number;
  readonly timeTicks: readonly Tick[];
  /** Shares from the bottom. */
  readonly latencyTicks: readonly Tick[];
}

/** A box in shares of the plot. */
export interface ScatterBox {
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

/** Ranges never collapse: a single request stands in the middle. */
const LEAST_RATIO = 1.05;

/** Lays points out; null without any. */
export function scatterOf(points: RequestPoints, originNs: string): Scatter | null {
  const count = points.rank.length;
  if (count === 0) return null;
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => points.startNs[a] - points.startNs[b] || points.rank[a] - points.rank[b],
  );
  const [first, last] = [points.startNs[order[0]], points.startNs[order[count - 1]]];
  let low = Number.POSITIVE_INFINITY;
  let high = 1;
  for (const ns of points.latencyNs) {
    if (ns > 0 && ns < low) low = ns;
    if (ns > high) high = ns;
  }
  low = Math.min(low, high) / LEAST_RATIO;
  high *= LEAST_RATIO;
  const span = last - first;
  const [fromNs, toNs] = span > 0 ? [first, last] : [first - 1e6, last + 1e6];
  const ratio = Math.log(high / low);
  return {
    x: Float64Array.from(order, (at) => (points.startNs[at] - fromNs) / (toNs - fromNs)),
    y: Float64Array.from(order, (at) => 1 - Math.log(Math.max(points.latencyNs[at], low) / low) / ratio),
    rank: Uint32Array.from(order, (at) => points.rank[at]),
    fromNs,
    toNs,
    lowNs: low,
    highNs: high,
    timeTicks: timeTicks(originNs, fromNs, toNs, 3),
    latencyTicks: logTicks(low, high, 4),
  };
}

/** The point nearest to a place (shares) on a plot of a size in px, at most `within` px away; −1 = none. O(points). */
export function nearestPoint(
  { x, y }: Scatter,
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  within: number,
): number {
  let nearest = -1;
  let least = within * within;
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] - at.x) * size.width;
    const dy = (y[i] - at.y) * size.height;
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      nearest = i;
      least = distance;
    }
  }
  return nearest;
}

/** Points in a box. */
export function pointsIn({ x, y }: Scatter, { fromX, toX, fromY, toY }: ScatterBox): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (x[i] >= fromX && x[i] <= toX && y[i] >= fromY && y[i] <= toY) count++;
  }
  return count;
}

/** The filter that keeps the requests in a box; sides at the edge of the plot are open. */
export function boxTerms(scatter: Scatter, { fromX, toX, fromY, toY }: ScatterBox): FilterTerm[] {
  const { fromNs, toNs, lowNs, highNs } = scatter;
  const timeAt = (share: number) => Math.round(fromNs + share * (toNs - fromNs));
  const latencyAt = (share: number) => Math.round(lowNs * (highNs / lowNs) ** (1 - share));
  const terms: FilterTerm[] = [];
  if (fromX > 0 || toX < 1) {
    terms.push({ on: "start", fromNs: fromX > 0 ? timeAt(fromX) : null, toNs: toX < 1 ? timeAt(toX) : null });
  }
  if (fromY > 0 || toY < 1) {
    terms.push({ on: "latency", fromNs: toY < 1 ? latencyAt(toY) : null, toNs: fromY > 0 ? latencyAt(fromY) : null });
  }
  return terms;
}

/** What the plot shows: how many requests, when, and between which latencies. */
export function scatterWords(points: RequestPoints, scatter: Scatter, originNs: string): string {
  const clock = clockWithin(originNs, scatter.fromNs, scatter.toNs, "seconds");
  const range = `${formatDuration(scatter.lowNs * LEAST_RATIO)} to ${formatDuration(scatter.highNs / LEAST_RATIO)}`;
  const of = points.everyNth > 1 ? `, 1 in ${formatCount(points.everyNth)} shown` : "";
  const when = `from ${clock(scatter.fromNs)} to ${clock(scatter.toNs)}`;
  return `${formatCountOf(points.total, "request")}${of}, ${when}, of ${range}`;
}
