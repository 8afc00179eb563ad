import type { FileCut } from "../trace/file-cut.ts";
import { type HostLog, hostLogs } from "./host-logs.ts";
import type { HostVisits } from "./host-visits.ts";
import type { RequestTable } from "./request-rows.ts";
import { percentile } from "./request-rows.ts";

/** A request may go on for as long as all but this share of them last. */
const LASTING_SHARE = 0.999;

/**
 * Which requests may lack events because their record is cut from outside: 1 by rank. These are the requests
 *
 * * less than the 99.9th percentile of the requests' durations (first to last event: the latency, unless a terminal label
 *   ends it before) away from the beginning or the end of the log of one of their hosts;
 * * that go on while the log of one of their hosts is silent (`host-logs.ts`);
 * * where reading was stopped: as near to the earliest cut, and those that have the last record of a cut file. Of a file
 *   without any event read, every request may lack events: that is said in words and marks none.
 *
 * Lacking an event, the first or last included, never makes a request partial.
 *
 * @param visits by partition
 */
export function partialRequests(
  requests: RequestTable,
  cuts: readonly FileCut[],
  visits: readonly HostVisits[],
  hostCount: number,
): Uint8Array<ArrayBuffer> {
  const partial = new Uint8Array(requests.requestCount);
  // Of a first look at some partitions the others have no rows yet.
  const { startNs, endNs } = requests.columns();
  const lastingNs = percentile(endNs.map((end, rank) => end - startNs[rank]).sort(), LASTING_SHARE);
  const logs = hostLogs(visits, hostCount);
  visits.forEach(({ request, host }, partition) => {
    const firstRank = requests.firstRank(partition);
    for (let row = 0; row < request.length; row++) {
      const rank = firstRank + request[row];
      const log = logs[host[row]];
      if (rank >= endNs.length || log === null || partial[rank] === 1) continue;
      if (isCut(log, startNs[rank], endNs[rank], lastingNs)) partial[rank] = 1;
    }
  });
  const stamps = cuts.flatMap(({ latestNs }) => (latestNs === null ? [] : [latestNs]));
  const cutNs = stamps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  for (let rank = 0; rank < endNs.length; rank++) if (cutNs - endNs[rank] < lastingNs) partial[rank] = 1;
  for (const { lastRequest } of cuts) {
    const rank = lastRequest === null ? -1 : requests.find(lastRequest);
    if (rank >= 0 && rank < endNs.length) partial[rank] = 1;
  }
  return partial;
}

function isCut({ fromNs, toNs, silences }: HostLog, startNs: number, endNs: number, lastingNs: number): boolean {
  if (startNs - fromNs < lastingNs || toNs - endNs < lastingNs) return true;
  // The first silence that ends after the request has begun.
  let low = 0;
  let high = silences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (silences[middle].toNs > startNs) high = middle;
    else low = middle + 1;
  }
  return low < silences.length && silences[low].fromNs < endNs;
}
