import { MARGIN_COUNT } from "./order-cells.ts";
import type { StatusCounts } from "./status.ts";
import { countStatus, emptyStatusCounts, entersGraph, p8, STATUSES, statusOf } from "./status.ts";

/** Hypotheses of one kind with at least one request that has both sides, as columns in ascending (from, to). */
export interface OrderRelations {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly support: Float64Array;
  readonly violations: Float64Array;
  readonly undecided: Float64Array;
  /** Position in STATUSES. */
  readonly status: Uint8Array;
  readonly p8: Float64Array;
}

/** The counts of "a ⪯ b" in a class, by kinds a and b; of event kinds or of segment kinds. */
export interface OrderEvidence {
  readonly support: (a: number, b: number) => number;
  readonly violations: (a: number, b: number) => number;
  readonly undecided: (a: number, b: number) => number;
  /** [a][b][8], ns. */
  readonly margins: Float32Array;
  readonly resolutionNs: (a: number) => number;
  /** Rank of the first request that refutes it, NO_REQUEST without one. */
  readonly firstRefuter: (a: number, b: number) => number;
  /** Takes the first refuter of every tested hypothesis. */
  readonly refuterRanks: number[];
}

/** Judges the orders of all pairs of `kinds` that are not `excluded` (semantics §6). O(kinds²). */
export function judgeOrders(
  kinds: number,
  excluded: (a: number, b: number) => boolean,
  evidence: OrderEvidence,
): { relations: OrderRelations; counts: StatusCounts } {
  const counts = emptyStatusCounts();
  const pairs: number[] = [];
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      if (a === b || excluded(a, b)) continue;
      if (evidence.support(a, b) + evidence.violations(a, b) + evidence.undecided(a, b) > 0) pairs.push(a * kinds + b);
      else countStatus(counts, "vacuous");
    }
  }
  const relations = {
    from: new Int32Array(pairs.length),
    to: new Int32Array(pairs.length),
    support: new Float64Array(pairs.length),
    violations: new Float64Array(pairs.length),
    undecided: new Float64Array(pairs.length),
    status: new Uint8Array(pairs.length),
    p8: new Float64Array(pairs.length),
  };
  pairs.forEach((pair, at) => {
    const b = pair % kinds;
    const a = (pair - b) / kinds;
    const verdicts = {
      support: evidence.support(a, b),
      violations: evidence.violations(a, b),
      undecided: evidence.undecided(a, b),
    };
    const p8Value = verdicts.violations > 0 ? 1 : p8(evidence.margins, pair * MARGIN_COUNT, evidence.resolutionNs(a));
    const status = statusOf(verdicts, p8Value, pairs.length);
    countStatus(counts, status);
    evidence.refuterRanks.push(evidence.firstRefuter(a, b));
    relations.from[at] = a;
    relations.to[at] = b;
    relations.support[at] = verdicts.support;
    relations.violations[at] = verdicts.violations;
    relations.undecided[at] = verdicts.undecided;
    relations.status[at] = STATUSES.indexOf(status);
    relations.p8[at] = p8Value;
  });
  return { counts, relations };
}

/** [a · kinds + b]: 1 where a ⪯ b enters the default graph. */
export function matrixOf(relations: OrderRelations, kinds: number): Uint8Array {
  const matrix = new Uint8Array(kinds * kinds);
  for (let i = 0; i < relations.from.length; i++) {
    if (entersGraph(STATUSES[relations.status[i]])) matrix[relations.from[i] * kinds + relations.to[i]] = 1;
  }
  return matrix;
}
