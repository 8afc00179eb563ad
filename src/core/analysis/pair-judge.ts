import type { MatchedElements } from "../model/element-matcher.ts";
import { ElementMatcher } from "../model/element-matcher.ts";
import {
  CERTAIN,
  CLOSE_AFTER,
  CLOSE_BEFORE,
  CLOSE_TIE,
  CLOSE_TIE_REVERSED,
  closeOrder,
  endBeforeStart,
  REFUTED,
} from "../model/event-order.ts";
import { isCertainInversion, judgePipeline, processingOrder } from "../model/pipelines.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_LAST, ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import type { PairOutcome, PairQuery } from "./pair-query.ts";

/** What one request says of a pair. */
export interface PairJudgement {
  readonly outcome: PairOutcome;
  /**
   * By how much, in ns, beyond what resolution could hide: at least 0 where the relation is supported, at most 0 where it
   * is violated, 0 where it is undecided or decided by the order of lines or a tie.
   */
  readonly marginNs: number;
  /** Events (positions in the view) that tell it: first those of the pair's first side. */
  readonly events: readonly number[];
  /** What a pipeline handed over. */
  readonly matched: MatchedElements | null;
}

/**
 * Judges a loaded request (of a pipeline: a classified one); null where it lacks a side. Agrees with what the sieve
 * counts.
 */
export type PairJudge = (view: RequestView, table: EventTable) => PairJudgement | null;

export function pairJudge(query: PairQuery, catalog: Catalog, table: ClassTable): PairJudge {
  const { relation, from, to } = query;
  const kinds = relation === "happensBefore" ? table.kindCode.length : table.segmentStart.length;
  const limit = relation === "pipeline" ? catalog.taskNameComponent.length : kinds;
  if (!(from >= 0 && from < limit && to >= 0 && to < limit)) {
    throw new Error(`${relation} pair ${from}, ${to}: there are ${limit} kinds`);
  }
  const { kindCode, segmentStart, segmentEnd } = table;
  if (relation === "happensBefore") return (view) => judgeEvents(view, kindCode[from], kindCode[to]);
  if (relation === "pipeline") {
    const matcher = new ElementMatcher(catalog, table);
    return (view, rows) => {
      const matched = matcher.match(view, rows).find((pair) => pair.from === from && pair.to === to);
      return matched === undefined ? null : judgeHandOver(view, matched);
    };
  }
  const [a, b] = [from, to].map((kind) => [kindCode[segmentStart[kind]], kindCode[segmentEnd[kind]]] as const);
  return (view) => judgeSegments(view, a, b, relation === "mutualExclusion");
}

function judgeEvents(view: RequestView, fromCode: number, toCode: number): PairJudgement | null {
  const a = eventOf(view, fromCode);
  const b = eventOf(view, toCode);
  if (a < 0 || b < 0) return null;
  const [early, late] = a < b ? [a, b] : [b, a];
  const judgement = (outcome: PairOutcome, marginNs: number): PairJudgement => ({
    outcome,
    marginNs,
    events: [a, b],
    matched: null,
  });
  const beyond = view.timeNs[late] - view.timeNs[early] - view.resolutionNs[early];
  if (beyond >= 0) return a < b ? judgement("before", beyond) : judgement("after", 0 - beyond);
  const order = closeOrder(view, early, late);
  if (order === CLOSE_BEFORE) return judgement(a < b ? "before" : "after", 0);
  if (order === CLOSE_AFTER) return judgement(a < b ? "after" : "before", 0);
  if (order === CLOSE_TIE) return judgement(a < b ? "tie" : "tieReversed", 0);
  if (order === CLOSE_TIE_REVERSED) return judgement(a < b ? "tieReversed" : "tie", 0);
  return judgement("undecided", 0);
}

/** A segment of the request: its events. */
interface Run {
  readonly start: number;
  readonly end: number;
}

type SegmentCodes = readonly [start: number, end: number];

function judgeSegments(
  view: RequestView,
  from: SegmentCodes,
  to: SegmentCodes,
  isExclusion: boolean,
): PairJudgement | null {
  const a = runOf(view, from);
  const b = runOf(view, to);
  if (a === null || b === null) return null;
  const outcome = segmentOutcome(view, a, b);
  const isOrder = outcome === "before" && !isExclusion;
  return {
    outcome,
    marginNs: isExclusion ? exclusionMargin(view, a, b, outcome) : orderMargin(view, a, b, outcome),
    events: isOrder ? [a.end, b.start] : [a.start, a.end, b.start, b.end],
    matched: null,
  };
}

/** Where both orders are certain (segments without length), the one that starts first. */
function segmentOutcome(view: RequestView, a: Run, b: Run): PairOutcome {
  const isSwapped = b.start < a.start;
  const [x, y] = isSwapped ? [b, a] : [a, b];
  const forward = endBeforeStart(view, x.end, y.start);
  if (forward === CERTAIN) return isSwapped ? "after" : "before";
  const backward = endBeforeStart(view, y.end, x.start);
  if (backward === CERTAIN) return isSwapped ? "before" : "after";
  if (forward === REFUTED && backward === REFUTED) {
    const { timeNs } = view;
    return timeNs[x.start] === timeNs[x.end] || timeNs[y.start] === timeNs[y.end] ? "inside" : "overlap";
  }
  if (backward === REFUTED) return isSwapped ? "maybeAfter" : "maybeBefore";
  if (forward === REFUTED) return isSwapped ? "maybeBefore" : "maybeAfter";
  return "undecided";
}

/** Of "a ends before b starts". */
function orderMargin(view: RequestView, a: Run, b: Run, outcome: PairOutcome): number {
  if (outcome === "before") return gap(view, a, b);
  if (outcome === "maybeBefore" || outcome === "undecided") return 0;
  return 0 - beyondStart(view, a, b);
}

/** Of "a and b never overlap": the gap between them, or for how long they certainly overlap. */
function exclusionMargin(view: RequestView, a: Run, b: Run, outcome: PairOutcome): number {
  if (outcome === "before") return gap(view, a, b);
  if (outcome === "after") return gap(view, b, a);
  return outcome === "overlap" ? 0 - Math.min(beyondStart(view, a, b), beyondStart(view, b, a)) : 0;
}

/** How long b starts after a has ended for certain; 0 where line order, a tie or a shared event decided. */
function gap({ timeNs, resolutionNs }: RequestView, a: Run, b: Run): number {
  return Math.max(0, timeNs[b.start] - timeNs[a.end] - resolutionNs[a.end]);
}

/** How long a goes on after b has started for certain. */
function beyondStart({ timeNs, resolutionNs }: RequestView, a: Run, b: Run): number {
  return Math.max(0, timeNs[a.end] - timeNs[b.start] - resolutionNs[b.start]);
}

function judgeHandOver(view: RequestView, matched: MatchedElements): PairJudgement {
  const verdict = judgePipeline(view, matched);
  if (verdict === REFUTED) return refutedHandOver(view, matched);
  const { fromEnd, toStart } = matched;
  const margins = fromEnd.map((end, at) =>
    Math.max(0, view.timeNs[toStart[at]] - view.timeNs[end] - view.resolutionNs[end]),
  );
  const marginNs = margins.reduce((least, margin) => Math.min(least, margin), Number.POSITIVE_INFINITY);
  const at = margins.indexOf(marginNs);
  const events = [fromEnd[at], toStart[at]];
  if (verdict === CERTAIN) return { outcome: "inOrder", marginNs, events, matched };
  return { outcome: "undecided", marginNs: 0, events, matched };
}

/** The element that began too early, else the two that changed places: the first ones in the order of `from`. */
function refutedHandOver(view: RequestView, matched: MatchedElements): PairJudgement {
  const { fromStart, fromEnd, toStart, toEnd } = matched;
  const order = processingOrder(matched);
  for (const at of order) {
    if (endBeforeStart(view, fromEnd[at], toStart[at]) !== REFUTED) continue;
    const early = view.timeNs[fromEnd[at]] - view.timeNs[toStart[at]] - view.resolutionNs[toStart[at]];
    const events = [fromStart[at], fromEnd[at], toStart[at], toEnd[at]];
    return { outcome: "early", marginNs: 0 - Math.max(0, early), events, matched };
  }
  for (const [position, a] of order.entries()) {
    for (const b of order.slice(position + 1)) {
      if (toStart[b] >= toStart[a] || !isCertainInversion(view, matched, a, b)) continue;
      const inFrom = view.timeNs[fromStart[b]] - view.timeNs[fromStart[a]] - view.resolutionNs[fromStart[a]];
      const inTo = view.timeNs[toStart[a]] - view.timeNs[toStart[b]] - view.resolutionNs[toStart[b]];
      const events = [fromStart[a], fromStart[b], toStart[b], toStart[a]];
      return { outcome: "overtaken", marginNs: 0 - Math.min(inFrom, inTo), events, matched };
    }
  }
  throw new Error("a pipeline was refuted without an early or overtaken element");
}

/** The event of a kind, −1 without one. Kinds are unique in a request: ordinals tell repeats apart. */
function eventOf(view: RequestView, code: number): number {
  const isAlias = code % ORDINAL_STRIDE === ORDINAL_LAST;
  for (let event = 0; event < view.count; event++) {
    if (view.code[event] === code) return event;
    if (isAlias && view.base[event] * ORDINAL_STRIDE === code && view.isLastOfSeveral(event)) return event;
  }
  return -1;
}

function runOf(view: RequestView, [startCode, endCode]: SegmentCodes): Run | null {
  for (let start = 0; start < view.count; start++) {
    if (view.code[start] !== startCode) continue;
    const end = view.endOfStart[start];
    if (end >= 0 && view.code[end] === endCode) return { start, end };
  }
  return null;
}
