import type { Analysis } from "../analysis/analysis-store.ts";
import { LOG_BINS, logBinLowNs, logBinPercentile } from "../analysis/log-bins.ts";
import type { CatalogNames } from "../analysis/names.ts";
import type { EvidenceCase, PairEvidence } from "../analysis/pair-evidence.ts";
import type { PairOutcome, PairQuery } from "../analysis/pair-query.ts";
import { countVerdicts, PAIR_OUTCOMES } from "../analysis/pair-query.ts";
import type { PipelineOrders } from "../analysis/pipeline-orders.ts";
import type { RequestTable } from "../analysis/request-rows.ts";
import { textOf } from "../dictionary-text.ts";
import type { Status } from "../model/status.ts";
import { STATUSES, wilsonInterval } from "../model/status.ts";
import { evidencePair, spokenNames } from "./evidence-sides.ts";
import { verdictSentences } from "./evidence-words.ts";
import type { SupportColumn } from "./support-columns.ts";
import { supportColumns } from "./support-columns.ts";

/** A logged event that supports or refutes: its name, when and where. */
export interface EvidenceLine {
  readonly name: string;
  readonly host: string;
  /** ns since the origin. */
  readonly timeNs: number;
  readonly file: number;
  readonly line: number;
  readonly resolutionNs: number;
}

export interface EvidenceRequest {
  readonly rank: number;
  readonly id: string;
  readonly marginNs: number;
  readonly outcome: PairOutcome;
  readonly events: readonly EvidenceLine[];
}

/** Requests with margins in [fromNs, toNs); violations lie below zero. */
export interface MarginBar {
  readonly fromNs: number;
  readonly toNs: number;
  readonly requests: number;
}

export interface WindowEvidence {
  /** Minutes since the epoch. */
  readonly startMinute: number;
  readonly widthMinutes: number;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
}

export interface OrderSeen {
  readonly elements: readonly string[];
  readonly requests: number;
  /** Id of the first request with this order. */
  readonly example: string;
}

/** Everything that is shown of one pair. Plain data. */
export interface PairReport {
  readonly query: PairQuery;
  readonly from: string;
  readonly to: string;
  /** null = the pair is no hypothesis: its order holds by construction. */
  readonly status: Status | null;
  readonly sentences: readonly string[];
  readonly support: number;
  readonly violations: number;
  /** Within what clocks and resolution hide: in no bar. */
  readonly undecided: number;
  /** Overlaps with a segment without length, which say nothing of exclusion. */
  readonly aside: number;
  /** Of an exclusion: supporting requests in which `from` came first, and in which `to` did. */
  readonly fromFirst: number;
  readonly toFirst: number;
  /** 95 % interval of the share of violations; null where nothing was decided. */
  readonly violationShare: { readonly lower: number; readonly upper: number } | null;
  readonly margins: readonly MarginBar[];
  /** Of the support, ns, within the error of a bin; null without support. */
  readonly medianMarginNs: number | null;
  readonly tightest: readonly EvidenceRequest[];
  /** In the order of requests. */
  readonly refuters: readonly EvidenceRequest[];
  readonly windows: readonly WindowEvidence[];
  readonly behind: readonly SupportColumn[];
  /** Of a pipeline: orders in which it handed over, most frequent first (64 at most), and elements without a partner. */
  readonly orders: readonly OrderSeen[];
  readonly lost: number;
  readonly spurious: number;
}

/** Bins of `logBin` that are drawn as one bar: half an octave. */
const BINS_PER_BAR = 8;

/** Names, statuses and words for the evidence of a pair. */
export function pairReport(
  analysis: Analysis,
  requests: RequestTable,
  query: PairQuery,
  evidence: PairEvidence,
): PairReport {
  const { names } = analysis;
  const { relation } = query;
  const { support, violation: violations, undecided, aside } = countVerdicts(relation, evidence.counts);
  const status = statusOfPair(analysis, query, support + violations + undecided);
  const [from, to] = [query.from, query.to].map((kind) => nameOf(analysis, query, kind));
  const named = (cases: readonly EvidenceCase[]) => cases.map((known) => evidenceRequest(names, requests, known));
  const refuters = named(evidence.refuters);
  const count = (outcome: PairOutcome) => evidence.counts[PAIR_OUTCOMES.indexOf(outcome)];
  const [fromFirst, toFirst] = [count("before"), count("after")];
  const pair = evidencePair(analysis, query);
  const [spokenFrom, spokenTo] = pair === null ? [from, to] : spokenNames(pair);
  return {
    query,
    from,
    to,
    status,
    sentences: verdictSentences({
      relation,
      from: spokenFrom,
      to: spokenTo,
      status,
      support,
      violations,
      undecided,
      fromFirst,
      toFirst,
      refuter: refuters[0]?.id ?? null,
      aside,
      leastMarginNs: evidence.tightest[0]?.marginNs ?? null,
      isOneHost: new Set(evidence.tightest[0]?.events.map(({ host }) => host)).size === 1,
      sharesEvent: sharesEvent(analysis, query),
    }),
    support,
    violations,
    undecided,
    aside,
    fromFirst,
    toFirst,
    violationShare: support + violations === 0 ? null : wilsonInterval(violations, support + violations),
    margins: marginBars(evidence),
    medianMarginNs: support === 0 ? null : logBinPercentile(evidence.supportMargins, 0, 0.5),
    tightest: named(evidence.tightest),
    refuters,
    windows: Array.from(evidence.windowSupport, (supporting, window) => ({
      startMinute: analysis.windows.firstMinute + window * analysis.windows.widthMinutes,
      widthMinutes: analysis.windows.widthMinutes,
      support: supporting,
      violations: evidence.windowViolations[window],
      undecided: evidence.windowUndecided[window],
    })),
    behind: supportColumns(names, evidence),
    orders: evidence.orders === null ? [] : ordersSeen(names, requests, evidence.orders),
    lost: evidence.orders?.lost ?? 0,
    spurious: evidence.orders?.spurious ?? 0,
  };
}

function nameOf({ names, tables }: Analysis, { relation, classId }: PairQuery, kind: number): string {
  const table = tables[classId];
  if (relation === "pipeline") return names.taskNames[kind];
  return relation === "happensBefore" ? names.event(table.kindCode[kind]) : names.segment(table, kind);
}

/** Whether the event that ends the first segment also begins the second. */
function sharesEvent({ tables }: Analysis, { relation, classId, from, to }: PairQuery): boolean {
  const { segmentStart, segmentEnd } = tables[classId];
  return relation === "segmentHappensBefore" && segmentEnd[from] === segmentStart[to];
}

/** The status in the model; a pair that it does not list is no hypothesis, or vacuous if no request has both sides. */
function statusOfPair({ models }: Analysis, query: PairQuery, together: number): Status | null {
  const { relation, classId, from, to } = query;
  const model = models[classId];
  if (relation === "pipeline") {
    return model.pipelines.find((pipeline) => pipeline.from === from && pipeline.to === to)?.status ?? "vacuous";
  }
  if (relation === "mutualExclusion") {
    const [a, b] = from < to ? [from, to] : [to, from];
    const found = model.exclusions.find((exclusion) => exclusion.a === a && exclusion.b === b);
    return found?.status ?? (together === 0 ? "vacuous" : null);
  }
  const { orders, segmentOrders } = model;
  const relations = relation === "happensBefore" ? orders : segmentOrders;
  const at = relations.from.findIndex((first, i) => first === from && relations.to[i] === to);
  if (at >= 0) return STATUSES[relations.status[at]];
  return together === 0 ? "vacuous" : null;
}

function evidenceRequest(names: CatalogNames, requests: RequestTable, known: EvidenceCase): EvidenceRequest {
  const { rank, marginNs, outcome, events } = known;
  return {
    rank,
    id: requests.idOf(rank),
    marginNs,
    outcome,
    events: events.map(({ code, host, ...rest }) => ({ name: names.event(code), host: names.hosts[host], ...rest })),
  };
}

/** Ascending, from the largest violation to the largest margin, without empty bars. */
function marginBars({ supportMargins, violationMargins }: PairEvidence): MarginBar[] {
  const bars: MarginBar[] = [];
  for (let bar = LOG_BINS / BINS_PER_BAR - 1; bar >= 0; bar--) {
    const { fromNs, toNs, requests } = barOf(violationMargins, bar);
    // A violation of just 0 is one: its bar ends at zero.
    if (requests > 0) bars.push({ fromNs: 1 - toNs, toNs: 1 - fromNs, requests });
  }
  for (let bar = 0; bar < LOG_BINS / BINS_PER_BAR; bar++) {
    const own = barOf(supportMargins, bar);
    if (own.requests > 0) bars.push(own);
  }
  return bars;
}

function barOf(margins: Float64Array, bar: number): MarginBar {
  const [from, to] = [bar * BINS_PER_BAR, (bar + 1) * BINS_PER_BAR];
  const requests = margins.subarray(from, to).reduce((sum, count) => sum + count, 0);
  return { fromNs: logBinLowNs(from), toNs: logBinLowNs(to), requests };
}

function ordersSeen(
  { labels, catalog }: CatalogNames,
  requests: RequestTable,
  { orders }: PipelineOrders,
): OrderSeen[] {
  return [...orders]
    .sort((a, b) => b.requests - a.requests || a.firstRank - b.firstRank)
    .map(({ keys, column, requests: count, firstRank }) => ({
      elements: keys.map((key) => (column < 0 ? labels[key] : textOf(catalog.attributes[column].values, key))),
      requests: count,
      example: requests.idOf(firstRank),
    }));
}
