import type { RequestColumns, RequestList, RequestOrder, RequestSummary, RequestTable } from "./request-rows.ts";

/** The requests of a table that a filter keeps. They keep the ranks that they have in the whole dataset. */
export class RequestSubset implements RequestList {
  private readonly orders = new Map<string, Uint32Array>();

  /** @param ranks ascending */
  constructor(
    private readonly whole: RequestTable,
    readonly ranks: Uint32Array,
  ) {}

  get partialCount(): number {
    return this.ranks.reduce((sum, rank) => sum + Number(this.whole.isPartial(rank)), 0);
  }

  has(rank: number): boolean {
    return this.ranks[this.positionOf(rank)] === rank;
  }

  /** How many requests of the subset come before a rank. */
  positionOf(rank: number): number {
    let [from, to] = [0, this.ranks.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.ranks[middle] < rank) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  columns(): RequestColumns {
    const all = this.whole.columns();
    const { ranks } = this;
    const gather = (column: Float64Array) => Float64Array.from(ranks, (rank) => column[rank]);
    return {
      classId: Int32Array.from(ranks, (rank) => all.classId[rank]),
      startNs: gather(all.startNs),
      endNs: gather(all.endNs),
      latencyNs: gather(all.latencyNs),
      events: gather(all.events),
      hosts: gather(all.hosts),
      pathNs: gather(all.pathNs),
    };
  }

  sortedLatencies(): Float64Array {
    return this.columns().latencyNs.sort();
  }

  page(order: RequestOrder, classId: number, offset: number, limit: number): { total: number; rows: RequestSummary[] } {
    const ranks = this.ordered(order, classId);
    const shown = ranks.subarray(offset, offset + limit);
    return { total: ranks.length, rows: Array.from(shown, (rank) => this.whole.summary(rank)) };
  }

  /** The whole table's order, which it keeps, without the requests that are left out. */
  private ordered(order: RequestOrder, classId: number): Uint32Array {
    const key = `${order}:${classId}`;
    let ranks = this.orders.get(key);
    if (ranks === undefined) {
      const kept = new Uint8Array(this.whole.requestCount);
      for (const rank of this.ranks) kept[rank] = 1;
      ranks = this.whole.ordered(order, classId).filter((rank) => kept[rank] === 1);
      this.orders.set(key, ranks);
    }
    return ranks;
  }
}
