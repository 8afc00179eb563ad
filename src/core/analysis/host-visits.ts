import type { EventTable } from "../trace/event-table.ts";

/** A longer pause of a request on a host parts its visit in two, ns. */
export const PAUSE_NS = 1_000_000_000;

/**
 * When the requests of a partition wrote to the logs of hosts. A visit is a request's events on one host, from the first to the
 * last; it is parted at its longest pause if that is longer than PAUSE_NS. By request; the parts of a visit follow each other.
 *
 *     events of a request on a host   0 s  1 s  5 s  6 s
 *     rows                            0 s – 1 s, 5 s – 6 s
 */
export interface HostVisits {
  /** Position of the request in the partition. */
  readonly request: Uint32Array;
  readonly host: Uint16Array;
  /** ns since the origin. */
  readonly firstNs: Float64Array;
  readonly lastNs: Float64Array;
}

interface Visit {
  readonly firstNs: number;
  lastNs: number;
  /** Around the longest pause so far. */
  pauseFromNs: number;
  pauseToNs: number;
}

/** Linear in the events. */
export function hostVisits({
  requestOffsets,
  timeNs,
  host,
}: Pick<EventTable, "requestOffsets" | "timeNs" | "host">): HostVisits {
  const rows: [request: number, host: number, firstNs: number, lastNs: number][] = [];
  const visits = new Map<number, Visit>();
  for (let request = 0; request < requestOffsets.length - 1; request++) {
    visits.clear();
    for (let row = requestOffsets[request]; row < requestOffsets[request + 1]; row++) {
      const at = timeNs[row];
      const visit = visits.get(host[row]);
      if (visit === undefined) visits.set(host[row], { firstNs: at, lastNs: at, pauseFromNs: at, pauseToNs: at });
      else {
        if (at - visit.lastNs > visit.pauseToNs - visit.pauseFromNs) {
          visit.pauseFromNs = visit.lastNs;
          visit.pauseToNs = at;
        }
        visit.lastNs = at;
      }
    }
    for (const [on, { firstNs, lastNs, pauseFromNs, pauseToNs }] of visits) {
      if (pauseToNs - pauseFromNs <= PAUSE_NS) rows.push([request, on, firstNs, lastNs]);
      else rows.push([request, on, firstNs, pauseFromNs], [request, on, pauseToNs, lastNs]);
    }
  }
  return {
    request: Uint32Array.from(rows, ([request]) => request),
    host: Uint16Array.from(rows, ([, on]) => on),
    firstNs: Float64Array.from(rows, ([, , firstNs]) => firstNs),
    lastNs: Float64Array.from(rows, ([, , , lastNs]) => lastNs),
  };
}
