import type { RequestList } from "./request-rows.ts";

/**
 * Requests of a class in bins of equal counts by latency, the fastest first: request number k of n (by latency, then
 * rank) is in bin floor(k · bins / n). A bin is known by its first request, so that a scan can tell the bin of any other.
 */
export interface LatencyBins {
  /** Latency (ns) and rank of the first request of each bin. */
  readonly fromNs: Float64Array;
  readonly fromRank: Uint32Array;
  /** Largest latency of each bin, ns. */
  readonly toNs: Float64Array;
  readonly requests: Uint32Array;
}

/** As many bins as the figure of the paper has. */
export const LATENCY_BINS = 20;

/** Of the requests of a class that have a path; fewer bins than `most` if they are fewer. O(n log n). */
export function latencyBins(requests: RequestList, classId: number, most = LATENCY_BINS): LatencyBins {
  const { ranks } = requests;
  const { classId: classes, latencyNs, pathNs } = requests.columns();
  const own: number[] = [];
  for (let at = 0; at < classes.length; at++) if (classes[at] === classId && pathNs[at] >= 0) own.push(at);
  // Positions ascend as ranks do.
  own.sort((a, b) => latencyNs[a] - latencyNs[b] || a - b);
  const count = Math.min(most, own.length);
  const first = (bin: number) => Math.ceil((bin * own.length) / count);
  const starts = Array.from({ length: count }, (_, bin) => first(bin));
  return {
    fromNs: Float64Array.from(starts, (at) => latencyNs[own[at]]),
    fromRank: Uint32Array.from(starts, (at) => ranks?.[own[at]] ?? own[at]),
    toNs: Float64Array.from(starts, (_, bin) => latencyNs[own[first(bin + 1) - 1]]),
    requests: Uint32Array.from(starts, (at, bin) => first(bin + 1) - at),
  };
}

/** The bin of a request; −1 if it comes before all of them. */
export function latencyBinOf({ fromNs, fromRank }: LatencyBins, latencyNs: number, rank: number): number {
  let [from, to] = [-1, fromNs.length - 1];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (fromNs[middle] < latencyNs || (fromNs[middle] === latencyNs && fromRank[middle] <= rank)) from = middle;
    else to = middle - 1;
  }
  return from;
}
