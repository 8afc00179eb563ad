import type { FileCut } from "../trace/file-cut.ts";
import type { RequestTable } from "./request-rows.ts";
import { percentile } from "./request-rows.ts";

/** A request may go on for as long as all but this share of them last. */
const LASTING_SHARE = 0.99;

/**
 * Which requests may lack events because reading was stopped: 1 by rank. Those that have the last record of a cut file,
 * and those whose last event is later than the earliest cut less the 99th percentile of the requests' durations (first
 * to last event: the latency, unless a terminal label ends it before). Of a file without any event read, every request
 * may lack events: that is said in words and marks none.
 */
export function partialRequests(requests: RequestTable, cuts: readonly FileCut[]): Uint8Array<ArrayBuffer> {
  const partial = new Uint8Array(requests.requestCount);
  const stamps = cuts.flatMap(({ latestNs }) => (latestNs === null ? [] : [latestNs]));
  if (stamps.length === 0) return partial;
  // Of a first look at some partitions the others have no rows yet.
  const { startNs, endNs } = requests.columns();
  const durations = endNs.map((end, rank) => end - startNs[rank]).sort();
  const threshold = stamps.reduce((a, b) => Math.min(a, b)) - percentile(durations, LASTING_SHARE);
  for (let rank = 0; rank < endNs.length; rank++) if (endNs[rank] > threshold) partial[rank] = 1;
  for (const { lastRequest } of cuts) {
    const rank = lastRequest === null ? -1 : requests.find(lastRequest);
    if (rank >= 0 && rank < endNs.length) partial[rank] = 1;
  }
  return partial;
}
