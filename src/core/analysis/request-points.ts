import type { TimeBins } from "./event-times.ts";
import { binOf, timeBins } from "./event-times.ts";
import type { RequestColumns, RequestList } from "./request-rows.ts";

/** Requests as points of a scatter, in ascending rank. */
export interface RequestPoints {
  readonly rank: Uint32Array;
  /** ns since the origin. */
  readonly startNs: Float64Array;
  readonly latencyNs: Float64Array;
  /** −1 = none. */
  readonly classId: Int32Array;
  /** Requests that the points stand for. */
  readonly total: number;
  /** Every point stands for so many requests; 1 = all are shown. */
  readonly everyNth: number;
}

/** Requests per bin of start time and latency: [time][latency]. */
export interface LatencyGrid {
  readonly time: TimeBins;
  /** Bounds of the latency bins in ns, ascending, equally far apart on a log scale; one more than there are bins. */
  readonly latencyEdgesNs: Float64Array;
  /** Latencies of 0 are in the first bin. */
  readonly counts: Uint32Array;
}

export const GRID_TIMES = 96;
export const GRID_LATENCIES = 40;

/**
 * At most `most` requests of a list; `classId` −1 = all classes. Fewer are chosen by the order of their hashes: the first
 * 1 in n of all ranks, n a power of two, so that any filter and any n show the same requests as far as they go.
 *
 * @param rankCount ranks of the whole dataset
 */
export function requestPoints(requests: RequestList, rankCount: number, classId: number, most: number): RequestPoints {
  const { ranks } = requests;
  const columns = requests.columns();
  const wanted: number[] = [];
  for (let at = 0; at < columns.classId.length; at++) {
    if (classId < 0 || columns.classId[at] === classId) wanted.push(at);
  }
  const rankAt = (at: number) => ranks?.[at] ?? at;
  let everyNth = 1;
  let shown = wanted;
  while (shown.length > Math.max(1, most)) {
    everyNth *= 2;
    const limit = rankCount / everyNth;
    shown = shown.filter((at) => rankAt(at) < limit);
  }
  return {
    rank: Uint32Array.from(shown, rankAt),
    startNs: Float64Array.from(shown, (at) => columns.startNs[at]),
    latencyNs: Float64Array.from(shown, (at) => columns.latencyNs[at]),
    classId: Int32Array.from(shown, (at) => columns.classId[at]),
    total: wanted.length,
    everyNth,
  };
}

/**
 * Counts for a heat map. Its bounds are those of the class in the whole dataset, so that a filter fills the same grid.
 *
 * @param whole all requests of the dataset
 */
export function latencyGrid(requests: RequestList, whole: RequestColumns, classId: number): LatencyGrid {
  const [earliest, latest] = extent(whole.startNs);
  const time = timeBins(earliest, latest, GRID_TIMES);
  const latencyEdgesNs = logEdges(whole.latencyNs.filter((_, at) => classId < 0 || whole.classId[at] === classId));
  const counts = new Uint32Array(GRID_TIMES * GRID_LATENCIES);
  const columns = requests.columns();
  for (let at = 0; at < columns.classId.length; at++) {
    if (classId >= 0 && columns.classId[at] !== classId) continue;
    counts[binOf(time, columns.startNs[at]) * GRID_LATENCIES + edgeBin(latencyEdgesNs, columns.latencyNs[at])]++;
  }
  return { time, latencyEdgesNs, counts };
}

/** From the least latency above 0 to just beyond the greatest. */
function logEdges(latencies: Float64Array): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 1;
  for (const latency of latencies) {
    if (latency > 0 && latency < least) least = latency;
    if (latency > greatest) greatest = latency;
  }
  const low = Math.min(least, greatest);
  const ratio = (greatest + 1) / low;
  return Float64Array.from({ length: GRID_LATENCIES + 1 }, (_, edge) => low * ratio ** (edge / GRID_LATENCIES));
}

/** The last bin whose lower bound is not above the value. */
function edgeBin(edges: Float64Array, value: number): number {
  let [from, to] = [0, edges.length - 2];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (edges[middle] <= value) from = middle;
    else to = middle - 1;
  }
  return from;
}

function extent(values: Float64Array): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}
