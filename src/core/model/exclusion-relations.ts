import type { ClassTable } from "../trace/class-tables.ts";
import { NO_REQUEST } from "./order-cells.ts";
import type { OverlapCells } from "./overlap-cells.ts";
import { bothWays, OCCUPANCY_BINS, occupancyOf } from "./overlap-cells.ts";
import type { Status, StatusCounts } from "./status.ts";
import { countStatus, emptyStatusCounts, wilsonInterval } from "./status.ts";

/** A tested hypothesis "a and b never overlap", a < b. */
export interface ExclusionRelation {
  readonly a: number;
  readonly b: number;
  /** Requests with both in which they did not overlap: `ab` in this order, `ba` in the other. */
  readonly support: number;
  readonly ab: number;
  readonly ba: number;
  readonly overlaps: number;
  readonly undecided: number;
  /** −N ln(1 − q): evidence against chance, in nats. */
  readonly evidenceNats: number;
  readonly status: Status;
}

/** Each order must occur in at least this many requests, and this share, for "exclusion" to say more than an order. */
const LEAST_EACH_ORDER = 5;
const LEAST_EACH_SHARE = 0.02;

/**
 * Mutual exclusion (semantics §7). Overlaps refute first, with their counterexample; only then may a pair be vacuous for
 * want of both orders. The first refuters of tested pairs are added to `refuterRanks`. O(kinds²).
 */
export function judgeExclusions(
  table: ClassTable,
  cells: OverlapCells,
  excluded: (a: number, b: number) => boolean,
  refuterRanks: number[],
): { relations: ExclusionRelation[]; counts: StatusCounts } {
  const kinds = cells.kinds;
  const counts = emptyStatusCounts();
  const tested: Omit<ExclusionRelation, "status" | "evidenceNats">[] = [];
  for (let a = 0; a < kinds; a++) {
    for (let b = a + 1; b < kinds; b++) {
      if (excluded(a, b)) continue;
      const ab = cells.before[a * kinds + b];
      const ba = cells.before[b * kinds + a];
      const overlaps = bothWays(cells.overlap, a, b, kinds);
      const undecided = bothWays(cells.maybeBefore, a, b, kinds) + bothWays(cells.unknown, a, b, kinds);
      if (ab + ba + overlaps + undecided === 0) {
        countStatus(counts, "vacuous");
        continue;
      }
      const refuter = Math.min(cells.firstOverlap[a * kinds + b], cells.firstOverlap[b * kinds + a]);
      refuterRanks.push(overlaps === 0 ? NO_REQUEST : refuter);
      tested.push({ a, b, support: ab + ba, ab, ba, overlaps, undecided });
    }
  }
  const occupancy = new Map<number, Uint32Array>();
  const occupancyOfKind = (kind: number) => {
    let bins = occupancy.get(kind);
    if (bins === undefined) {
      bins = occupancyOf(cells, kind);
      occupancy.set(kind, bins);
    }
    return bins;
  };
  const relations: ExclusionRelation[] = [];
  for (const pair of tested) {
    const { a, b, ab, ba, overlaps, undecided, support } = pair;
    const together = support + overlaps + undecided;
    const bothOrders = Math.min(ab, ba) >= Math.max(LEAST_EACH_ORDER, LEAST_EACH_SHARE * together);
    const share = wilsonInterval(overlaps, support + overlaps).upper;
    let status: Status;
    let evidenceNats = 0;
    if (overlaps > 0 && share > 0.01) status = "refuted";
    else if (!bothOrders) status = "vacuous";
    else if (support + overlaps === 0) status = "unresolved";
    else if (overlaps > 0) status = "near";
    else {
      const n = table.segmentRequests;
      evidenceNats = chanceEvidence(occupancyOfKind(a), n[a], occupancyOfKind(b), n[b], together);
      const enough = evidenceNats >= Math.log(tested.length / 0.05);
      status = undecided <= 0.01 * together && enough ? "holds" : "tentative";
    }
    countStatus(counts, status);
    relations.push({ ...pair, evidenceNats, status });
  }
  return { relations, counts };
}

/** −N ln(1 − q), q = the largest product of occupancies over the bins: a lower bound of the overlap by chance. */
function chanceEvidence(binsA: Uint32Array, nA: number, binsB: Uint32Array, nB: number, together: number): number {
  let q = 0;
  for (let bin = 0; bin < OCCUPANCY_BINS; bin++) q = Math.max(q, (binsA[bin] * binsB[bin]) / (nA * nB));
  return q >= 1 ? together * 700 : -together * Math.log1p(-q);
}
