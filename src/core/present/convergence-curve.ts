import type { ConvergencePoint } from "../model/convergence.ts";
import { formatCount } from "./number-format.ts";
import type { Tick } from "./time-ticks.ts";

/** A curve of hypotheses that survive, over requests on a logarithmic axis. Shares are from the left and from the top. */
export interface ConvergenceCurve {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly requestTicks: readonly Tick[];
  /** Left after the first request. */
  readonly afterFirst: number;
  readonly surviving: number;
  /** Of those that were refuted, the share that the second half of the requests refuted: 0 = flat at the end. */
  readonly lateShare: number;
}

/** @returns null without any hypothesis */
export function convergenceCurve(points: readonly ConvergencePoint[]): ConvergenceCurve | null {
  const [first] = points;
  const last = points[points.length - 1];
  if (first === undefined || first.surviving === 0) return null;
  const decades = Math.log(Math.max(2, last.requests));
  const x = (requests: number) => Math.log(requests) / decades;
  const afterFirst = first.surviving;
  const half = points.findLast(({ requests }) => requests <= last.requests / 2) ?? first;
  const dead = afterFirst - last.surviving;
  const ticks: Tick[] = [];
  for (let decade = 1; decade <= last.requests; decade *= 10)
    ticks.push({ share: x(decade), text: formatCount(decade) });
  return {
    points: points.map(({ requests, surviving }) => ({ x: x(requests), y: 1 - surviving / afterFirst })),
    requestTicks: ticks,
    afterFirst,
    surviving: last.surviving,
    lateShare: dead === 0 ? 0 : (half.surviving - last.surviving) / dead,
  };
}
