import { percentile } from "../analysis/request-rows.ts";

/** Nearest-rank percentiles in ns; 0 of nothing. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Of ascending latencies. */
export function percentiles(sorted: Float64Array): Percentiles {
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}
