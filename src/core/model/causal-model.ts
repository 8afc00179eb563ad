import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { OrderCells } from "./order-cells.ts";
import { MARGIN_COUNT, NO_REQUEST } from "./order-cells.ts";
import type { OverlapCells } from "./overlap-cells.ts";
import { firstRefuter, OCCUPANCY_BINS, occupancyOf } from "./overlap-cells.ts";
import type { ClassStatistics, PartialModel } from "./partial-model.ts";
import type { PipelineTallies } from "./pipelines.ts";
import type { Status, StatusCounts } from "./status.ts";
import { countStatus, emptyStatusCounts, entersGraph, p8, STATUSES, statusOf, wilsonInterval } from "./status.ts";

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

export interface PipelineRelation {
  /** Task names (catalog ids). */
  readonly from: number;
  readonly to: number;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  /** Distinct processing orders seen (64 = that many or more). */
  readonly orders: number;
  readonly lost: number;
  readonly spurious: number;
  readonly status: Status;
}

export interface RelationCounts {
  readonly happensBefore: StatusCounts;
  readonly segmentHappensBefore: StatusCounts;
  readonly mutualExclusion: StatusCounts;
  readonly pipeline: StatusCounts;
}

/** The causal model of one class: what survived, and matrices for the request graphs. */
export interface ClassModel {
  readonly requests: number;
  readonly counts: RelationCounts;
  readonly orders: OrderRelations;
  readonly segmentOrders: OrderRelations;
  readonly exclusions: readonly ExclusionRelation[];
  readonly pipelines: readonly PipelineRelation[];
  /** [a · K + b]: a ⪯ b enters the default graph. */
  readonly allowed: Uint8Array;
  /** [A · S + B]: A → B enters the default graph. */
  readonly segmentAllowed: Uint8Array;
  /** Rank of the first refuter of every hypothesis (orders of events, exclusions) that was ever tested. */
  readonly refuterRanks: Uint32Array;
}

/** Hypotheses among n segment kinds: both orders and exclusion of every pair (the paper's 42 → 2,583, 84 → 10,458). */
export function hypothesisCount(segmentKinds: number): number {
  return (3 * segmentKinds * (segmentKinds - 1)) / 2;
}

/** Reads the statuses of all hypotheses off the merged statistics. O(K² + S²) per class. */
export function buildCausalModel(
  catalog: Catalog,
  tables: readonly ClassTable[],
  model: PartialModel,
): readonly ClassModel[] {
  return model.classes.map((statistics, id) => buildClass(catalog, tables[id], statistics));
}

function buildClass(catalog: Catalog, table: ClassTable, statistics: ClassStatistics): ClassModel {
  const kinds = table.kindCode.length;
  const segments = table.segmentStart.length;
  const nameOfKind = Int32Array.from(table.kindCode, (code) => (code / ORDINAL_STRIDE) | 0);
  const refuterRanks: number[] = [];
  const cells = totalOrders(statistics.orders);
  const events = judgeOrders(kinds, (a, b) => sameName(catalog, nameOfKind[a], nameOfKind[b]), {
    support: (a, b) => cells.before[a * kinds + b] + statistics.orders.tie[a * kinds + b],
    violations: (a, b) => cells.before[b * kinds + a],
    undecided: (a, b) =>
      statistics.orders.undecided[a < b ? a * kinds + b : b * kinds + a] + statistics.orders.tie[b * kinds + a],
    margins: statistics.orders.margins,
    resolutionNs: (a) => statistics.orders.resolutionNs[a],
    firstRefuter: (a, b) => statistics.orders.first[b * kinds + a],
    refuterRanks,
  });
  const o = statistics.overlaps;
  const sameSegment = (a: number, b: number) =>
    sameName(catalog, nameOfKind[table.segmentStart[a]], nameOfKind[table.segmentStart[b]]) &&
    sameName(catalog, nameOfKind[table.segmentEnd[a]], nameOfKind[table.segmentEnd[b]]);
  const segmentOrders = judgeOrders(segments, sameSegment, {
    support: (a, b) => o.before[a * segments + b],
    violations: (a, b) =>
      o.before[b * segments + a] +
      bothWays(o.overlap, a, b, segments) +
      bothWays(o.inside, a, b, segments) +
      o.maybeBefore[b * segments + a],
    undecided: (a, b) => o.maybeBefore[a * segments + b] + bothWays(o.unknown, a, b, segments),
    margins: o.margins,
    resolutionNs: (a) => statistics.orders.resolutionNs[table.segmentEnd[a]],
    firstRefuter: (a, b) => firstRefuter(o, a, b),
    refuterRanks: [],
  });
  const exclusions = judgeExclusions(table, o, sameSegment, refuterRanks);
  const pipelines = judgePipelines(catalog, table, nameOfKind, statistics.pipelines);
  return {
    requests: statistics.requests,
    counts: {
      happensBefore: events.counts,
      segmentHappensBefore: segmentOrders.counts,
      mutualExclusion: exclusions.counts,
      pipeline: pipelines.counts,
    },
    orders: events.relations,
    segmentOrders: segmentOrders.relations,
    exclusions: exclusions.relations,
    pipelines: pipelines.relations,
    allowed: matrixOf(events.relations, kinds),
    segmentAllowed: matrixOf(segmentOrders.relations, segments),
    refuterRanks: Uint32Array.from(refuterRanks),
  };
}

/** Kinds of one (task name, label) are ordered by construction: no hypothesis. Phases of one span are two labels. */
function sameName(catalog: Catalog, baseA: number, baseB: number): boolean {
  return (
    baseA === baseB ||
    (catalog.baseTaskName[baseA] === catalog.baseTaskName[baseB] &&
      catalog.baseLabel[baseA] === catalog.baseLabel[baseB])
  );
}

function bothWays(cells: Uint32Array, a: number, b: number, kinds: number): number {
  return cells[a * kinds + b] + cells[b * kinds + a];
}

/** `before` summed over the windows. */
export function totalOrders(cells: OrderCells): { before: Float64Array } {
  const square = cells.kinds * cells.kinds;
  const before = new Float64Array(square);
  for (let window = 0; window < cells.windows; window++) {
    const offset = window * square;
    for (let cell = 0; cell < square; cell++) before[cell] += cells.before[offset + cell];
  }
  return { before };
}

interface OrderEvidence {
  readonly support: (a: number, b: number) => number;
  readonly violations: (a: number, b: number) => number;
  readonly undecided: (a: number, b: number) => number;
  readonly margins: Float32Array;
  readonly resolutionNs: (a: number) => number;
  readonly firstRefuter: (a: number, b: number) => number;
  readonly refuterRanks: number[];
}

function judgeOrders(
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

/** Each order must occur in at least this many requests, and this share, for "exclusion" to say more than an order. */
const LEAST_EACH_ORDER = 5;
const LEAST_EACH_SHARE = 0.02;

/**
 * Mutual exclusion (semantics §7). Overlaps refute first, with their counterexample; only then may a pair be vacuous for
 * want of both orders.
 */
function judgeExclusions(
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

function judgePipelines(
  catalog: Catalog,
  table: ClassTable,
  nameOfKind: Int32Array,
  tallies: PipelineTallies,
): { relations: PipelineRelation[]; counts: StatusCounts } {
  const counts = emptyStatusCounts();
  const names = new Set(Array.from(table.segmentStart, (start) => catalog.baseTaskName[nameOfKind[start]]));
  const hypotheses = names.size * (names.size - 1);
  for (let i = tallies.from.length; i < hypotheses; i++) countStatus(counts, "vacuous");
  const relations: PipelineRelation[] = [];
  for (let i = 0; i < tallies.from.length; i++) {
    const verdicts = {
      support: tallies.support[i],
      violations: tallies.violations[i],
      undecided: tallies.undecided[i],
    };
    let status = statusOf(verdicts, 1, tallies.from.length);
    // Only the order of the keys themselves was ever seen: both sides may merely walk the same sorted list.
    if (entersGraph(status) && tallies.reordered[i] === 0) status = "vacuous";
    countStatus(counts, status);
    relations.push({
      from: tallies.from[i],
      to: tallies.to[i],
      ...verdicts,
      orders: tallies.orderOffsets[i + 1] - tallies.orderOffsets[i],
      lost: tallies.lost[i],
      spurious: tallies.spurious[i],
      status,
    });
  }
  return { relations, counts };
}

function matrixOf(relations: OrderRelations, kinds: number): Uint8Array {
  const matrix = new Uint8Array(kinds * kinds);
  for (let i = 0; i < relations.from.length; i++) {
    if (entersGraph(STATUSES[relations.status[i]])) matrix[relations.from[i] * kinds + relations.to[i]] = 1;
  }
  return matrix;
}

export interface ConvergencePoint {
  readonly requests: number;
  readonly surviving: number;
}

/**
 * Hypotheses that no request has refuted yet, after 1, 2, 5, 10, … requests in hash order. A hypothesis dies at the
 * first of its refuters, so the curve is a histogram of their ranks.
 */
export function convergence(classes: readonly ClassModel[], requests: number): ConvergencePoint[] {
  const points: number[] = [];
  for (let decade = 1; decade < requests; decade *= 10) {
    for (const step of [1, 2, 5]) if (decade * step < requests) points.push(decade * step);
  }
  points.push(requests);
  const ranks: number[] = [];
  let hypotheses = 0;
  for (const { refuterRanks } of classes) {
    hypotheses += refuterRanks.length;
    for (const rank of refuterRanks) if (rank !== NO_REQUEST) ranks.push(rank);
  }
  const sorted = Uint32Array.from(ranks).sort();
  let dead = 0;
  return points.map((point) => {
    while (dead < sorted.length && sorted[dead] < point) dead++;
    return { requests: point, surviving: hypotheses - dead };
  });
}
