import { hashOrder, MOST_ORDERS, processingOrder } from "../model/pipelines.ts";
import type { EventTable } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import type { PairJudgement } from "./pair-judge.ts";

/** One order in which a pipeline handed over its elements, with the first request that did so as an example. */
export interface PipelineOrder {
  readonly hash: number;
  readonly requests: number;
  readonly firstRank: number;
  /** Attribute column of `keys` in the example, −1 = labels. */
  readonly column: number;
  /** Value ids of the elements in that order. */
  readonly keys: readonly number[];
}

/** Mergeable as the tallies of pipelines are: counts add, orders keep the smallest hashes. */
export interface PipelineOrders {
  /** Elements of the first task without a partner in the second, and the reverse. */
  readonly lost: number;
  readonly spurious: number;
  /** Supporting requests whose order is not that of the sorted keys. */
  readonly reordered: number;
  /** At most 64, ascending by hash. */
  readonly orders: readonly PipelineOrder[];
}

/** Where the elements of a request get their names. */
export interface ElementNames {
  readonly rank: number;
  /** Attribute column that tells the elements apart, −1 = labels. */
  readonly itemColumn: number;
  readonly baseLabel: Int32Array;
}

export class PipelineOrderTally {
  private lost = 0;
  private spurious = 0;
  private reordered = 0;
  private readonly byHash = new Map<number, PipelineOrder>();

  add({ matched }: PairJudgement, isSupport: boolean, view: RequestView, table: EventTable, names: ElementNames): void {
    if (matched === null) return;
    this.lost += matched.lost;
    this.spurious += matched.spurious;
    if (!isSupport) return;
    const order = processingOrder(matched);
    if (order.some((element, at) => element !== at)) this.reordered++;
    const { itemColumn, baseLabel, rank } = names;
    const keys = order.map((element) => {
      const start = matched.fromStart[element];
      return itemColumn < 0 ? baseLabel[view.base[start]] : table.attributes[itemColumn][view.firstRow + start];
    });
    addOrder(this.byHash, { hash: hashOrder(order), requests: 1, firstRank: rank, column: itemColumn, keys });
    keepSmallest(this.byHash);
  }

  finish(): PipelineOrders {
    const { lost, spurious, reordered, byHash } = this;
    return { lost, spurious, reordered, orders: sorted(byHash) };
  }
}

export function mergePipelineOrders(a: PipelineOrders, b: PipelineOrders): PipelineOrders {
  const byHash = new Map<number, PipelineOrder>();
  for (const order of [...a.orders, ...b.orders]) addOrder(byHash, order);
  keepSmallest(byHash);
  return {
    lost: a.lost + b.lost,
    spurious: a.spurious + b.spurious,
    reordered: a.reordered + b.reordered,
    orders: sorted(byHash),
  };
}

function addOrder(byHash: Map<number, PipelineOrder>, order: PipelineOrder): void {
  const known = byHash.get(order.hash);
  if (known === undefined) {
    byHash.set(order.hash, order);
    return;
  }
  const example = order.firstRank < known.firstRank ? order : known;
  byHash.set(order.hash, { ...example, requests: known.requests + order.requests });
}

function keepSmallest(byHash: Map<number, PipelineOrder>): void {
  while (byHash.size > MOST_ORDERS) byHash.delete(Math.max(...byHash.keys()));
}

function sorted(byHash: ReadonlyMap<number, PipelineOrder>): PipelineOrder[] {
  return [...byHash.values()].sort((a, b) => a.hash - b.hash);
}
