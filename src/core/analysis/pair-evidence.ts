import type { RelationKind } from "../present/relation-rows.ts";
import type { EventTable } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import type { DistinctCounts } from "./distinct-counts.ts";
import { DistinctTally } from "./distinct-counts.ts";
import { LOG_BINS, logBin } from "./log-bins.ts";
import type { PairJudgement } from "./pair-judge.ts";
import type { PairVerdict } from "./pair-query.ts";
import { PAIR_OUTCOMES, verdictOf } from "./pair-query.ts";
import type { PipelineOrders } from "./pipeline-orders.ts";
import { mergePipelineOrders, PipelineOrderTally } from "./pipeline-orders.ts";

/** Requests that are named as evidence, of each kind. */
export const MOST_CASES = 8;

/** An event as evidence: where it was logged, and when. Ids are those of the catalog. */
export interface EvidenceEvent {
  /** ns since the origin. */
  readonly timeNs: number;
  /** Kind code: base kind · 16 + ordinal. */
  readonly code: number;
  readonly host: number;
  readonly file: number;
  readonly line: number;
  /** What its stamp leaves open: the true time lies in [time, time + resolution). */
  readonly resolutionNs: number;
}

export interface EvidenceCase {
  /** Rank of the request in the whole dataset. */
  readonly rank: number;
  /** See `PairJudgement`. */
  readonly marginNs: number;
  readonly outcome: (typeof PAIR_OUTCOMES)[number];
  readonly events: readonly EvidenceEvent[];
}

/**
 * What the requests of any part of a dataset say of one pair. Law: `mergePairEvidence` is commutative and associative
 * with the evidence of no requests as identity; a partition is merged once. Counts add, named requests are the smallest
 * of an order.
 */
export interface PairEvidence {
  /** Requests by outcome, in the order of PAIR_OUTCOMES; those that lack a side are in none. */
  readonly counts: Float64Array;
  /** Requests by margin, in the bins of `logBin`; of violations by its amount. Undecided ones are in neither. */
  readonly supportMargins: Float64Array;
  readonly violationMargins: Float64Array;
  /** Supporting requests of the smallest margins, ascending; equal ones by rank. */
  readonly tightest: readonly EvidenceCase[];
  /** The first refuting requests by rank. */
  readonly refuters: readonly EvidenceCase[];
  /** Per window of the model. */
  readonly windowSupport: Float64Array;
  readonly windowViolations: Float64Array;
  readonly windowUndecided: Float64Array;
  /** Behind the support: hosts that logged the pair's events, UTC minutes since the epoch in which requests began. */
  readonly hosts: DistinctCounts;
  readonly minutes: DistinctCounts;
  /** Per attribute column of the catalog: values of the first event that has one. */
  readonly attributes: readonly DistinctCounts[];
  /** Of a pipeline: what was handed over, and in which orders. */
  readonly orders: PipelineOrders | null;
}

/** Adds up what requests say of one pair. */
export class PairEvidenceTally {
  private readonly counts = new Float64Array(PAIR_OUTCOMES.length);
  private readonly supportMargins = new Float64Array(LOG_BINS);
  private readonly violationMargins = new Float64Array(LOG_BINS);
  private readonly tightest: EvidenceCase[] = [];
  private readonly refuters: EvidenceCase[] = [];
  private readonly byWindow: Record<PairVerdict, Float64Array>;
  private readonly hosts = new DistinctTally();
  private readonly minutes = new DistinctTally();
  private readonly attributes: readonly DistinctTally[];
  private readonly orders: PipelineOrderTally | null;

  constructor(
    private readonly relation: RelationKind,
    windows: number,
    attributes: number,
  ) {
    const perWindow = () => new Float64Array(windows);
    this.byWindow = { support: perWindow(), violation: perWindow(), undecided: perWindow(), aside: perWindow() };
    this.attributes = Array.from({ length: attributes }, () => new DistinctTally());
    this.orders = relation === "pipeline" ? new PipelineOrderTally() : null;
  }

  /**
   * @param itemColumn of a pipeline: the attribute column that tells its elements apart, −1 = labels
   * @param minute UTC minute since the epoch in which the request began
   */
  add(
    judgement: PairJudgement,
    request: {
      readonly view: RequestView;
      readonly table: EventTable;
      readonly rank: number;
      readonly window: number;
      readonly minute: number;
      readonly baseLabel: Int32Array;
      readonly itemColumn: number;
    },
  ): void {
    const { outcome, marginNs } = judgement;
    const { view, table, rank, window } = request;
    const verdict = verdictOf(this.relation, outcome);
    this.counts[PAIR_OUTCOMES.indexOf(outcome)]++;
    this.byWindow[verdict][window]++;
    this.orders?.add(judgement, verdict === "support", view, table, request);
    if (verdict === "support") {
      this.supportMargins[logBin(marginNs)]++;
      keepCase(this.tightest, judgement, view, rank, byMargin);
      this.addSupporter(judgement, view, table, request.minute);
    } else if (verdict === "violation") {
      this.violationMargins[logBin(-marginNs)]++;
      keepCase(this.refuters, judgement, view, rank, byRank);
    }
  }

  finish(): PairEvidence {
    return {
      counts: this.counts,
      supportMargins: this.supportMargins,
      violationMargins: this.violationMargins,
      tightest: this.tightest,
      refuters: this.refuters,
      windowSupport: this.byWindow.support,
      windowViolations: this.byWindow.violation,
      windowUndecided: this.byWindow.undecided,
      hosts: this.hosts.finish(),
      minutes: this.minutes.finish(),
      attributes: this.attributes.map((tally) => tally.finish()),
      orders: this.orders === null ? null : this.orders.finish(),
    };
  }

  private addSupporter({ events }: PairJudgement, view: RequestView, table: EventTable, minute: number): void {
    events.forEach((event, at) => {
      const host = view.hostOf(event);
      if (events.findIndex((other) => view.hostOf(other) === host) === at) this.hosts.add(host);
    });
    this.minutes.add(minute);
    this.attributes.forEach((tally, at) => {
      const column = table.attributes[at];
      for (let row = view.firstRow; row < view.firstRow + view.count; row++) {
        if (column[row] < 0) continue;
        tally.add(column[row]);
        return;
      }
    });
  }
}

/** Evidence of both parts together, which stay as they are. See `PairEvidence`. */
export function mergePairEvidence(a: PairEvidence, b: PairEvidence): PairEvidence {
  return {
    counts: sum(a.counts, b.counts),
    supportMargins: sum(a.supportMargins, b.supportMargins),
    violationMargins: sum(a.violationMargins, b.violationMargins),
    tightest: [...a.tightest, ...b.tightest].sort(byMargin).slice(0, MOST_CASES),
    refuters: [...a.refuters, ...b.refuters].sort(byRank).slice(0, MOST_CASES),
    windowSupport: sum(a.windowSupport, b.windowSupport),
    windowViolations: sum(a.windowViolations, b.windowViolations),
    windowUndecided: sum(a.windowUndecided, b.windowUndecided),
    hosts: mergeDistinct(a.hosts, b.hosts),
    minutes: mergeDistinct(a.minutes, b.minutes),
    attributes: a.attributes.map((counts, at) => mergeDistinct(counts, b.attributes[at])),
    orders: a.orders === null || b.orders === null ? null : mergePipelineOrders(a.orders, b.orders),
  };
}

type CaseOrder = (a: Pick<EvidenceCase, "rank" | "marginNs">, b: Pick<EvidenceCase, "rank" | "marginNs">) => number;
const byMargin: CaseOrder = (a, b) => a.marginNs - b.marginNs || a.rank - b.rank;
const byRank: CaseOrder = (a, b) => a.rank - b.rank;

/** Inserts a case in order while it is among the first; its events are only read then. */
function keepCase(
  cases: EvidenceCase[],
  { marginNs, outcome, events }: PairJudgement,
  view: RequestView,
  rank: number,
  order: CaseOrder,
): void {
  if (cases.length === MOST_CASES && order({ rank, marginNs }, cases[MOST_CASES - 1]) >= 0) return;
  cases.push({ rank, marginNs, outcome, events: events.map((event) => evidenceEvent(view, event)) });
  cases.sort(order);
  if (cases.length > MOST_CASES) cases.pop();
}

function evidenceEvent(view: RequestView, event: number): EvidenceEvent {
  return {
    timeNs: view.timeNs[event],
    code: view.code[event],
    host: view.hostOf(event),
    file: view.fileOf(event),
    line: view.lineOf(event),
    resolutionNs: view.resolutionNs[event],
  };
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value + b[at]);
}

function mergeDistinct(a: DistinctCounts, b: DistinctCounts): DistinctCounts {
  const tally = new DistinctTally();
  tally.merge(a);
  tally.merge(b);
  return tally.finish();
}
