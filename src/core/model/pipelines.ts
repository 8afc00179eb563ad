import { PairTable } from "../pair-table.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import type { MatchedElements } from "./element-matcher.ts";
import { ElementMatcher } from "./element-matcher.ts";
import { CERTAIN, endBeforeStart, REFUTED, UNDECIDED } from "./event-order.ts";
import { NO_REQUEST } from "./order-cells.ts";

/** Distinct processing orders that are told apart per pipeline: those of the smallest hashes (semantics §7). */
export const MOST_ORDERS = 64;

/**
 * Tallies of one class for ordered pairs of task names t1 ≫ t2 that share at least two elements in some request.
 * Mergeable: counts add, first refuters take the minimum, orders keep the 64 smallest hashes.
 */
export interface PipelineTallies {
  /** Task names (catalog ids), ascending pairs. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Requests with ≥ 2 matched elements in which both conditions hold, fail, or cannot be decided. */
  readonly support: Float64Array;
  readonly violations: Float64Array;
  readonly undecided: Float64Array;
  /** Requests whose order is not that of the sorted keys. */
  readonly reordered: Float64Array;
  /** Elements of t1 without a partner in t2, and the reverse. */
  readonly lost: Float64Array;
  readonly spurious: Float64Array;
  readonly firstRefuter: Uint32Array;
  /** CSR: hashes of the orders seen (ascending), and requests of each. */
  readonly orderOffsets: Uint32Array;
  readonly orderHash: Uint32Array;
  readonly orderRequests: Float64Array;
}

interface Tally {
  support: number;
  violations: number;
  undecided: number;
  reordered: number;
  lost: number;
  spurious: number;
  firstRefuter: number;
  orders: Map<number, number>;
}

/** Adds requests, or the tallies of other requests, to the tallies of a class. */
export class PipelineCounter {
  private readonly pairs = new PairTable();
  private readonly tallies: Tally[] = [];
  private readonly matcher: ElementMatcher;

  constructor(catalog: Catalog, table: ClassTable) {
    this.matcher = new ElementMatcher(catalog, table);
  }

  add(view: RequestView, table: EventTable, rank: number): void {
    for (const matched of this.matcher.match(view, table)) {
      const tally = this.tallyOf(matched.from, matched.to);
      tally.lost += matched.lost;
      tally.spurious += matched.spurious;
      const verdict = judgePipeline(view, matched);
      if (verdict === CERTAIN) {
        tally.support++;
        const order = processingOrder(matched);
        if (order.some((element, at) => element !== at)) tally.reordered++;
        const hash = hashOrder(order);
        tally.orders.set(hash, (tally.orders.get(hash) ?? 0) + 1);
        if (tally.orders.size > MOST_ORDERS) tally.orders.delete(Math.max(...tally.orders.keys()));
      } else if (verdict === REFUTED) {
        tally.violations++;
        tally.firstRefuter = Math.min(tally.firstRefuter, rank);
      } else {
        tally.undecided++;
      }
    }
  }

  merge(part: PipelineTallies): void {
    for (let i = 0; i < part.from.length; i++) {
      const tally = this.tallyOf(part.from[i], part.to[i]);
      tally.support += part.support[i];
      tally.violations += part.violations[i];
      tally.undecided += part.undecided[i];
      tally.reordered += part.reordered[i];
      tally.lost += part.lost[i];
      tally.spurious += part.spurious[i];
      tally.firstRefuter = Math.min(tally.firstRefuter, part.firstRefuter[i]);
      for (let at = part.orderOffsets[i]; at < part.orderOffsets[i + 1]; at++) {
        const hash = part.orderHash[at];
        tally.orders.set(hash, (tally.orders.get(hash) ?? 0) + part.orderRequests[at]);
      }
      while (tally.orders.size > MOST_ORDERS) tally.orders.delete(Math.max(...tally.orders.keys()));
    }
  }

  finish(): PipelineTallies {
    const order = this.tallies.map((_, index) => index);
    order.sort((a, b) => this.pairs.first(a) - this.pairs.first(b) || this.pairs.second(a) - this.pairs.second(b));
    const tallies = order.map((index) => this.tallies[index]);
    const orders = tallies.map((tally) => [...tally.orders].sort(([a], [b]) => a - b));
    const orderOffsets = new Uint32Array(order.length + 1);
    orders.forEach((list, i) => {
      orderOffsets[i + 1] = orderOffsets[i] + list.length;
    });
    return {
      from: Int32Array.from(order, (index) => this.pairs.first(index)),
      to: Int32Array.from(order, (index) => this.pairs.second(index)),
      support: Float64Array.from(tallies, (tally) => tally.support),
      violations: Float64Array.from(tallies, (tally) => tally.violations),
      undecided: Float64Array.from(tallies, (tally) => tally.undecided),
      reordered: Float64Array.from(tallies, (tally) => tally.reordered),
      lost: Float64Array.from(tallies, (tally) => tally.lost),
      spurious: Float64Array.from(tallies, (tally) => tally.spurious),
      firstRefuter: Uint32Array.from(tallies, (tally) => tally.firstRefuter),
      orderOffsets,
      orderHash: Uint32Array.from(orders.flatMap((list) => list.map(([hash]) => hash))),
      orderRequests: Float64Array.from(orders.flatMap((list) => list.map(([, requests]) => requests))),
    };
  }

  private tallyOf(from: number, to: number): Tally {
    const index = this.pairs.add(from, to);
    if (index === this.tallies.length) {
      this.tallies.push({
        support: 0,
        violations: 0,
        undecided: 0,
        reordered: 0,
        lost: 0,
        spurious: 0,
        firstRefuter: NO_REQUEST,
        orders: new Map(),
      });
    }
    return this.tallies[index];
  }
}

/** (a) each element ends in t1 before it starts in t2; (b) no two elements change places (semantics §7). */
export function judgePipeline(view: RequestView, matched: MatchedElements): number {
  let verdict = CERTAIN;
  const count = matched.fromEnd.length;
  for (let i = 0; i < count; i++) {
    const order = endBeforeStart(view, matched.fromEnd[i], matched.toStart[i]);
    if (order === REFUTED) return REFUTED;
    if (order !== CERTAIN) verdict = order;
  }
  const byFrom = processingOrder(matched);
  // Each later element must start in t2 after the latest start so far: one pass finds an inversion if there is one.
  let latest = byFrom[0];
  for (const element of byFrom) {
    if (matched.toStart[element] >= matched.toStart[latest]) latest = element;
    else if (isCertainInversion(view, matched, latest, element)) return REFUTED;
    else verdict = UNDECIDED;
  }
  // The latest start is no witness for sure; another element may be.
  if (verdict === UNDECIDED && hasCertainInversion(view, matched, byFrom)) return REFUTED;
  return verdict;
}

function hasCertainInversion(view: RequestView, matched: MatchedElements, byFrom: readonly number[]): boolean {
  for (let later = 1; later < byFrom.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      if (matched.toStart[byFrom[later]] >= matched.toStart[byFrom[earlier]]) continue;
      if (isCertainInversion(view, matched, byFrom[earlier], byFrom[later])) return true;
    }
  }
  return false;
}

/** `a` starts before `b` in t1 and after it in t2, both beyond the resolution of the stamps. */
export function isCertainInversion(view: RequestView, matched: MatchedElements, a: number, b: number): boolean {
  const { timeNs, resolutionNs } = view;
  const { fromStart, toStart } = matched;
  return (
    timeNs[toStart[a]] - timeNs[toStart[b]] >= resolutionNs[toStart[b]] &&
    timeNs[fromStart[b]] - timeNs[fromStart[a]] >= resolutionNs[fromStart[a]]
  );
}

/** Elements (numbered by ascending key) in the order in which t1 starts them. */
export function processingOrder(matched: MatchedElements): number[] {
  return Array.from(matched.fromStart, (_, i) => i).sort((a, b) => matched.fromStart[a] - matched.fromStart[b]);
}

export function hashOrder(order: readonly number[]): number {
  let hash = order.length >>> 0;
  for (const element of order) {
    hash = Math.imul(hash ^ element, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
