import type { SieveProgress } from "../model/sieve-progress.ts";
import { formatCount } from "./number-format.ts";
import type { Tick } from "./time-ticks.ts";

/** Orders that survive over the requests tested so far, on a logarithmic axis. Shares are from the left and the top. */
export interface SieveCurve {
  /** How far along the axis of all requests the tested ones reach. */
  readonly reach: number;
  /** Steps, ascending in x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly ticks: readonly Tick[];
  readonly surviving: number;
  readonly progress: SieveProgress;
}

/** @returns null before any request was tested, or if nothing has met anything */
export function sieveCurve(progress: SieveProgress | null): SieveCurve | null {
  if (progress === null || progress.tested === 0) return null;
  const { requests, ofRequests, tested, refuted, curve } = progress;
  // Each decade of requests weighs the same.
  const width = Math.log(Math.max(2, ofRequests, requests));
  const x = (count: number) => Math.log(Math.max(1, count)) / width;
  const ticks: Tick[] = [];
  for (let decade = 1; decade <= ofRequests; decade *= 10) ticks.push({ share: x(decade), text: formatCount(decade) });
  return {
    reach: x(requests),
    points: curve.map((point) => ({ x: x(point.requests), y: 1 - point.surviving / tested })),
    ticks,
    surviving: tested - refuted,
    progress,
  };
}
