import { PHASE_END, PHASE_START } from "../core/units.ts";
import { byRequest, byRequestOrder, kindOf, type OracleEvent } from "./oracle-event.ts";

export type Comparison = "before" | "after" | "tie" | "undecided";

/** Ordinals above this take part in no hypothesis. */
const MOST_ORDINAL = 8;

/**
 * How the stamps of two events of one request compare, with all clock offset bounds zero. Loggers truncate, so the
 * true stamp of x lies in [t, t + res): x is certainly before y iff t_y − t_x − res_x ≥ 0 (and t_y > t_x), which also
 * refutes the reverse. Equal stamps: same file and task → line order (of one record the start comes first); an end and a
 * start on one host → tie; else undecided.
 */
export function compareEvents(a: OracleEvent, b: OracleEvent): Comparison {
  if (a.timeNs === b.timeNs) {
    const phases = [a.phase, b.phase];
    const isEndAndStart = phases.includes(PHASE_END) && phases.includes(PHASE_START);
    if (a.file === b.file && a.task !== null && a.task === b.task) {
      if (a.line !== b.line) return a.line < b.line ? "before" : "after";
      if (isEndAndStart) return a.phase === PHASE_START ? "before" : "after";
    }
    return isEndAndStart && a.host === b.host ? "tie" : "undecided";
  }
  if (b.timeNs > a.timeNs) return b.timeNs - a.timeNs - a.resNs >= 0 ? "before" : "undecided";
  return a.timeNs - b.timeNs - b.resNs >= 0 ? "after" : "undecided";
}

/** What the requests that have both kinds say about their order. */
export interface OrderCell {
  /** `a` < `b` as texts. */
  readonly a: string;
  readonly b: string;
  before: number;
  after: number;
  tie: number;
  undecided: number;
  /** The first request (by md5 order) in which a is certainly before b; null = none. */
  firstBefore: string | null;
  firstAfter: string | null;
  /**
   * The 8 smallest margins t_b − t_a − res_a of the cases that support "a comes no later than b", ascending; 0 for line
   * order and for ties. An engine keeps them only while `before` or `after` is 0.
   */
  marginsBeforeNs: number[];
  /** Likewise of the reverse. */
  marginsAfterNs: number[];
}

/** Key of a pair of kinds in the maps of this folder; `a` < `b` as texts. */
export function pairKey(a: string, b: string): string {
  return JSON.stringify([a, b]);
}

/**
 * The cells of all unordered pairs of event kinds that some request has both of. Pairs of one (task name, label) hold
 * by construction and have none; neither have ordinals above 8. Throws if a kind occurs twice in a request.
 */
export function orderCells(events: readonly OracleEvent[]): Map<string, OrderCell> {
  const cells = new Map<string, OrderCell>();
  for (const [request, group] of byRequest(events)) {
    const kinds = group.map(kindOf);
    if (new Set(kinds).size !== kinds.length) throw new Error(`request ${request} has a kind twice: number them first`);
    for (const x of group) {
      for (const y of group) {
        const [a, b] = [kindOf(x), kindOf(y)];
        if (a >= b || x.ordinal > MOST_ORDINAL || y.ordinal > MOST_ORDINAL) continue;
        if (x.taskName === y.taskName && x.label === y.label) continue;
        const key = pairKey(a, b);
        const cell = cells.get(key) ?? emptyCell(a, b);
        cells.set(key, cell);
        countPair(cell, x, y, request);
      }
    }
  }
  return cells;
}

function emptyCell(a: string, b: string): OrderCell {
  return {
    a,
    b,
    before: 0,
    after: 0,
    tie: 0,
    undecided: 0,
    firstBefore: null,
    firstAfter: null,
    marginsBeforeNs: [],
    marginsAfterNs: [],
  };
}

function countPair(cell: OrderCell, x: OracleEvent, y: OracleEvent, request: string): void {
  const comparison = compareEvents(x, y);
  cell[comparison]++;
  if (comparison === "before") {
    cell.firstBefore = earlierRequest(cell.firstBefore, request);
    cell.marginsBeforeNs = smallest(cell.marginsBeforeNs, Math.max(0, y.timeNs - x.timeNs - x.resNs));
  } else if (comparison === "after") {
    cell.firstAfter = earlierRequest(cell.firstAfter, request);
    cell.marginsAfterNs = smallest(cell.marginsAfterNs, Math.max(0, x.timeNs - y.timeNs - y.resNs));
  } else if (comparison === "tie") {
    if (x.phase === PHASE_END) cell.marginsBeforeNs = smallest(cell.marginsBeforeNs, 0);
    else cell.marginsAfterNs = smallest(cell.marginsAfterNs, 0);
  }
}

function earlierRequest(known: string | null, request: string): string {
  return known === null || byRequestOrder(request, known) < 0 ? request : known;
}

function smallest(margins: readonly number[], margin: number): number[] {
  return [...margins, margin].sort((a, b) => a - b).slice(0, 8);
}
