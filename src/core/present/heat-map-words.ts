import type { LatencyLines } from "../analysis/latency-lines.ts";
import { clockWithin, formatClock } from "./clock-time.ts";
import { boxBounds, boxCount, type HeatBox, type HeatMap } from "./heat-map-rows.ts";
import { formatCountOf, formatDuration } from "./number-format.ts";

/** What the map shows, for those who do not see it: "41,877 requests; half within 390 ms – 420 ms, 95 % within …". */
export function heatMapWords(map: HeatMap, lines: LatencyLines): string {
  const range = (values: Float64Array) => {
    const known = [...values].filter((ns) => !Number.isNaN(ns));
    const [least, most] = [Math.min(...known), Math.max(...known)].map(formatDuration);
    return least === most ? least : `${least} to ${most}`;
  };
  const count = formatCountOf(map.requests, "request");
  return `${count} over time: half finish within ${range(lines.p50Ns)}, 95 % within ${range(lines.p95Ns)}, by time of start.`;
}

/** A box in words: "810 requests, 680 ms – 1.16 s, 14:30:48 – 14:58:24". */
export function boxWords(map: HeatMap, box: HeatBox, originNs: string): string {
  const { fromNs, toNs, lowNs, highNs } = boxBounds(map, box);
  const clock = clockWithin(originNs, map.fromNs, map.toNs, "seconds");
  const latency = `${formatDuration(lowNs)} – ${formatDuration(highNs)}`;
  return `${formatCountOf(boxCount(map, box), "request")}, ${latency}, ${clock(fromNs)} – ${clock(toNs)}`;
}

/** One line of the table beside the map. */
export interface LatencyStretch {
  /** Clock time of its beginning, UTC. */
  readonly from: string;
  readonly requests: number;
  /** null where no request started. */
  readonly p50Ns: number | null;
  readonly p95Ns: number | null;
}

/** The lines of the map as a table; stretches without requests are left out. */
export function latencyStretches(map: HeatMap, lines: LatencyLines, originNs: string): LatencyStretch[] {
  const widthNs = ((map.toNs - map.fromNs) / map.columns) * lines.binsPerStretch;
  return Array.from(lines.requests, (requests, at) => ({
    from: formatClock(originNs, map.fromNs + at * widthNs).slice(0, 19),
    requests,
    p50Ns: requests === 0 ? null : lines.p50Ns[at],
    p95Ns: requests === 0 ? null : lines.p95Ns[at],
  })).filter(({ requests }) => requests > 0);
}
