import type { Analysis } from "../analysis/analysis-store.ts";
import type { OrderRelations } from "../model/order-relations.ts";
import type { Status } from "../model/status.ts";
import { entersGraph, STATUSES } from "../model/status.ts";
import { formatCount, formatCountOf } from "./number-format.ts";

/** An order of two event kinds of a class. */
export interface EventPair {
  readonly from: number;
  readonly to: number;
}

/**
 * One segment always runs within another, as the work of a call does: it starts no earlier and ends no later. Both are
 * orders of events; the nesting is as sure as the weaker of them.
 *
 *     outer  start ├───────────────┤ end
 *     inner      starts ├─────┤ ends
 */
export interface Nesting {
  /** Segment kinds within the class. */
  readonly outer: number;
  readonly inner: number;
  readonly status: Status;
  /** Requests of the order with fewer of them, and of the one with more against it. */
  readonly support: number;
  readonly violations: number;
  /** Start of the outer before start of the inner, end of the inner before end of the outer; null where both share it. */
  readonly starts: EventPair | null;
  readonly ends: EventPair | null;
  /** Share of the requests with a path in whose own reduction the order of the starts survives, 1 where both share it. */
  readonly directShare: number;
}

/**
 * The nestings of one segment kind: what it runs within and what runs within it. Pairs of which one always finishes
 * before the other are none. Empty for a kind that the class does not have. O(orders of events + segment kinds).
 */
export function nestingsOf(analysis: Analysis, classId: number, segment: number): Nesting[] {
  const table = analysis.tables[classId];
  if (table?.segmentStart[segment] === undefined) return [];
  const { segmentStart, segmentEnd, kindCode } = table;
  const { orders, segmentAllowed } = analysis.models[classId];
  const paths = analysis.paths[classId];
  const events = kindCode.length;
  const kinds = segmentStart.length;
  const whole = Math.max(1, paths.requests);
  const known = surviving(orders, events, new Set([segmentStart[segment], segmentEnd[segment]]));
  const nestingOf = (outer: number, inner: number): Nesting | null => {
    const starts = { from: segmentStart[outer], to: segmentStart[inner] };
    const ends = { from: segmentEnd[inner], to: segmentEnd[outer] };
    const rows: number[] = [];
    for (const { from, to } of [starts, ends]) {
      if (from === to) continue;
      const row = known.get(from * events + to);
      if (row === undefined) return null;
      rows.push(row);
    }
    return {
      outer,
      inner,
      status: STATUSES[Math.max(...rows.map((row) => orders.status[row]))],
      support: Math.min(...rows.map((row) => orders.support[row])),
      violations: Math.max(...rows.map((row) => orders.violations[row])),
      starts: starts.from === starts.to ? null : starts,
      ends: ends.from === ends.to ? null : ends,
      directShare: starts.from === starts.to ? 1 : paths.reducedIn[starts.from * events + starts.to] / whole,
    };
  };
  const found: Nesting[] = [];
  for (let other = 0; other < kinds; other++) {
    if (other === segment) continue;
    if (segmentAllowed[other * kinds + segment] === 1 || segmentAllowed[segment * kinds + other] === 1) continue;
    const nesting = nestingOf(other, segment) ?? nestingOf(segment, other);
    if (nesting !== null) found.push(nesting);
  }
  return found;
}

/** The nesting of two segment kinds, whichever is the outer one; null if neither always runs within the other. */
export function nestingBetween(analysis: Analysis, classId: number, a: number, b: number): Nesting | null {
  return nestingsOf(analysis, classId, a).find(({ outer, inner }) => outer === b || inner === b) ?? null;
}

/** "Nearby starts after search has started and ends before it ends, in each of 1,000 requests." */
export function nestingSentence(
  { starts, ends, status, support, violations }: Omit<Nesting, "outer" | "inner" | "directShare">,
  inner: string,
  outer: string,
): string {
  const start = starts === null ? `starts with ${outer}` : `starts after ${outer} has started`;
  const end = ends === null ? "ends with it" : "ends before it ends";
  const requests =
    status === "near"
      ? `but for exceptions: ${formatCount(violations)} of ${formatCountOf(support + violations, "request")}`
      : `in each of ${formatCountOf(support, "request")}`;
  return `${inner} ${start} and ${end}, ${requests}.`;
}

/** Rows of the orders that enter the graph and have one of some events, by from · K + to. */
function surviving(orders: OrderRelations, events: number, some: ReadonlySet<number>): Map<number, number> {
  const rows = new Map<number, number>();
  for (let row = 0; row < orders.from.length; row++) {
    const [from, to] = [orders.from[row], orders.to[row]];
    if (!some.has(from) && !some.has(to)) continue;
    if (entersGraph(STATUSES[orders.status[row]])) rows.set(from * events + to, row);
  }
  return rows;
}
