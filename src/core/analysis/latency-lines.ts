import type { TimeBins } from "./event-times.ts";
import { binOf } from "./event-times.ts";
import type { RequestList } from "./request-rows.ts";
import { percentile } from "./request-rows.ts";

/** Percentiles of latency over time, for the lines of a heat map: one value per stretch of time bins. */
export interface LatencyLines {
  /** Time bins of the grid that share a value: more where requests are few, so that a percentile says something. */
  readonly binsPerStretch: number;
  /** Requests per stretch. */
  readonly requests: Uint32Array;
  /** Nearest-rank percentiles in ns per stretch; NaN where nothing started. */
  readonly p50Ns: Float64Array;
  readonly p95Ns: Float64Array;
}

/** Requests per stretch on average: the 95 % percentile of fewer is little else than noise. */
const LEAST_MEAN_REQUESTS = 100;

/** Of a class (−1 = all), over the bins of a grid. O(n log n) for n requests. */
export function latencyLines(requests: RequestList, time: TimeBins, classId: number): LatencyLines {
  const columns = requests.columns();
  const wanted = [...columns.classId.keys()].filter((at) => classId < 0 || columns.classId[at] === classId);
  const binsPerStretch = stretchOf(time.count, wanted.length);
  const stretches = time.count / binsPerStretch;
  const latencies: number[][] = Array.from({ length: stretches }, () => []);
  for (const at of wanted) {
    latencies[Math.floor(binOf(time, columns.startNs[at]) / binsPerStretch)].push(columns.latencyNs[at]);
  }
  const sorted = latencies.map((values) => Float64Array.from(values).sort());
  const line = (share: number) =>
    Float64Array.from(sorted, (values) => (values.length === 0 ? Number.NaN : percentile(values, share)));
  return {
    binsPerStretch,
    requests: Uint32Array.from(sorted, ({ length }) => length),
    p50Ns: line(0.5),
    p95Ns: line(0.95),
  };
}

/** The least divisor of the number of bins that leaves enough requests for a stretch, on average. */
function stretchOf(bins: number, requests: number): number {
  for (let size = 1; size <= bins / 4; size++) {
    if (bins % size === 0 && (requests * size) / bins >= LEAST_MEAN_REQUESTS) return size;
  }
  return bins % 4 === 0 ? bins / 4 : bins;
}
