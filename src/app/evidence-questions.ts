import type { EvidenceProgress, EvidenceRun } from "../client/evidence-run.ts";
import type { PairQuery } from "../core/analysis/pair-query.ts";
import { type FilterText, filterOf } from "../core/analysis/request-filter.ts";
import type { HandOffReport } from "../core/present/evidence-hand-off.ts";
import type { Nesting } from "../core/present/evidence-nesting.ts";
import type { SegmentReport } from "../core/present/evidence-segment.ts";
import type { EvidencePair, EvidenceSide } from "../core/present/evidence-sides.ts";
import type { PairReport } from "../core/present/pair-report.ts";
import type { RelationKind } from "../core/present/relation-rows.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { Selection } from "./view-state.ts";

export type { EvidenceProgress } from "../client/evidence-run.ts";

export type OnEvidence = (progress: EvidenceProgress) => void;

/**
 * What the evidence drawer asks. Null answers say that there is no such thing in these logs (a link of other logs);
 * rejections, that the workers no longer have the data. Scans are kept per question, filter and analysis.
 */
export class EvidenceQuestions {
  constructor(
    private readonly store: WorkerHandle<StoreApi>,
    private readonly run: EvidenceRun,
  ) {}

  /** How both sides of a pair are called: known without a scan. */
  pair(query: PairQuery): Promise<EvidencePair | null> {
    return this.store.call((api) => api.evidencePair(query));
  }

  /** How all segment kinds of a class are called, by kind. */
  segments(classId: number): Promise<readonly EvidenceSide[]> {
    return this.store.call((api) => api.segmentSides(classId));
  }

  segment(classId: number, segment: number, filter: FilterText): Promise<SegmentReport | null> {
    return this.store.call((api) => api.segmentReport(classId, segment, filter));
  }

  /** Which of two segments always runs within the other; null if neither does. */
  nesting(classId: number, a: number, b: number, filter: FilterText): Promise<Nesting | null> {
    return this.store.call((api) => api.nesting(classId, a, b, filter));
  }

  handOff(classId: number, from: number, to: number, filter: FilterText): Promise<HandOffReport | null> {
    return this.store.call((api) => api.handOffReport(classId, from, to, filter));
  }

  /** What the requests that a filter keeps say of a pair: one scan. */
  async report(query: PairQuery, filter: FilterText, onEvidence: OnEvidence, signal: AbortSignal): Promise<PairReport> {
    const [report] = await this.run.pairEvidence([query], filterOf(filter), signal, onEvidence);
    return report;
  }

  /** Everything that could relate two segments: their order first, then the reverse, exclusion, and pipelines. */
  whyNot(
    classId: number,
    from: number,
    to: number,
    filter: FilterText,
    onEvidence: OnEvidence,
    signal: AbortSignal,
  ): Promise<readonly PairReport[]> {
    return this.run.whyNot(classId, from, to, filterOf(filter), signal, onEvidence);
  }
}

/** A selection that is one pair of one relation. */
export type PairSelection = Extract<Selection, { on: "order" | "event-order" | "exclusion" | "pipeline" }>;

export function isPair(selection: Selection): selection is PairSelection {
  return PAIR_RELATIONS.some(([on]) => on === selection.on);
}

/** The pair that a selection is about. */
export function queryOf({ on, from, to }: PairSelection, classId: number): PairQuery {
  const relation = PAIR_RELATIONS.find(([each]) => each === on)?.[1] ?? "segmentHappensBefore";
  return { relation, classId, from, to };
}

/** The selection that shows a pair. */
export function selectionOf({ relation, from, to }: Pick<PairQuery, "relation" | "from" | "to">): PairSelection {
  const on = PAIR_RELATIONS.find(([, each]) => each === relation)?.[0] ?? "order";
  return { on, from, to };
}

const PAIR_RELATIONS: readonly (readonly [on: PairSelection["on"], relation: RelationKind])[] = [
  ["order", "segmentHappensBefore"],
  ["event-order", "happensBefore"],
  ["exclusion", "mutualExclusion"],
  ["pipeline", "pipeline"],
];
