import type { ClassModel } from "./causal-model.ts";
import { NO_REQUEST } from "./order-cells.ts";

export interface ConvergencePoint {
  readonly requests: number;
  readonly surviving: number;
}

/**
 * Hypotheses that no request has refuted yet, after 1, 2, 5, 10, … requests in hash order. A hypothesis dies at the
 * first of its refuters, so the curve is a histogram of their ranks.
 *
 * @param positionOf how many of these requests come before a rank; of a whole dataset the rank itself
 */
export function convergence(
  classes: readonly ClassModel[],
  requests: number,
  positionOf: (rank: number) => number = (rank) => rank,
): ConvergencePoint[] {
  const points = convergenceSteps(requests);
  const ranks: number[] = [];
  let hypotheses = 0;
  for (const { refuterRanks } of classes) {
    hypotheses += refuterRanks.length;
    for (const rank of refuterRanks) if (rank !== NO_REQUEST) ranks.push(positionOf(rank));
  }
  const sorted = Uint32Array.from(ranks).sort();
  let dead = 0;
  return points.map((point) => {
    while (dead < sorted.length && sorted[dead] < point) dead++;
    return { requests: point, surviving: hypotheses - dead };
  });
}

/** Requests at which a curve has points: 1, 2, 5, 10, … and the last. */
export function convergenceSteps(requests: number): number[] {
  const steps: number[] = [];
  for (let decade = 1; decade < requests; decade *= 10) {
    for (const step of [1, 2, 5]) if (decade * step < requests) steps.push(decade * step);
  }
  return [...steps, requests];
}
