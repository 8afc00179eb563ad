import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { ExclusionRelation } from "./exclusion-relations.ts";
import { judgeExclusions } from "./exclusion-relations.ts";
import { totalBefore } from "./order-cells.ts";
import type { OrderRelations } from "./order-relations.ts";
import { judgeOrders, matrixOf } from "./order-relations.ts";
import { bothWays, firstRefuter } from "./overlap-cells.ts";
import type { ClassStatistics, PartialModel } from "./partial-model.ts";
import type { PipelineRelation } from "./pipeline-relations.ts";
import { judgePipelines } from "./pipeline-relations.ts";
import type { StatusCounts } from "./status.ts";

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
  const before = totalBefore(statistics.orders);
  const events = judgeOrders(kinds, (a, b) => sameName(catalog, nameOfKind[a], nameOfKind[b]), {
    support: (a, b) => before[a * kinds + b] + statistics.orders.tie[a * kinds + b],
    violations: (a, b) => before[b * kinds + a],
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
export function sameName(catalog: Catalog, baseA: number, baseB: number): boolean {
  return (
    baseA === baseB ||
    (catalog.baseTaskName[baseA] === catalog.baseTaskName[baseB] &&
      catalog.baseLabel[baseA] === catalog.baseLabel[baseB])
  );
}
