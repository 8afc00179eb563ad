import { encodeUtf8 } from "../bytes.ts";
import type { Dictionary } from "../dictionary.ts";
import { entryCount } from "../dictionary.ts";
import { textOf } from "../dictionary-text.ts";
import { requestKeyOf } from "../log/request-key.ts";
import { md5First32 } from "../md5.ts";

/** One row per request of a table, in order: what the request list shows and `requests.csv` holds. */
export interface RequestRows {
  /** −1 = none. */
  readonly classId: Int32Array;
  /** ns since the origin. */
  readonly startNs: Float64Array;
  /** Time of the last event; later than start + latency where a terminal label ends the request before. */
  readonly endNs: Float64Array;
  readonly latencyNs: Float64Array;
  readonly events: Uint32Array;
  readonly hosts: Uint16Array;
  /** Sum of the charges; equals the latency where there is a path, −1 where there is none. */
  readonly pathNs: Float64Array;
  readonly paperPathNs: Float64Array;
}

export interface RequestSummary {
  /** Position in the order of requests (by hash of the id). */
  readonly rank: number;
  readonly id: string;
  /** −1 = none. */
  readonly classId: number;
  /** ns since the origin. */
  readonly startNs: number;
  readonly latencyNs: number;
  readonly events: number;
  readonly hosts: number;
  /** −1 = no path. */
  readonly pathNs: number;
  /** Its record may be cut from outside (`partial-requests.ts`). */
  readonly isPartial: boolean;
}

export type RequestOrder = "slowest" | "fastest" | "earliest";

/** Columns of requests in ascending rank. */
export interface RequestColumns {
  readonly classId: Int32Array;
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
  readonly latencyNs: Float64Array;
  readonly events: Float64Array;
  readonly hosts: Float64Array;
  readonly pathNs: Float64Array;
}

/** Requests to report on: all of a dataset, or those that a filter keeps. */
export interface RequestList {
  /** Ascending; null = the ranks of the columns are 0, 1, 2, … */
  readonly ranks: Uint32Array | null;
  readonly partialCount: number;
  columns(): RequestColumns;
  /** Latencies in ns, ascending. */
  sortedLatencies(): Float64Array;
  /** How many requests of the list come before a rank. */
  positionOf(rank: number): number;
  has(rank: number): boolean;
  page(order: RequestOrder, classId: number, offset: number, limit: number): { total: number; rows: RequestSummary[] };
}

/**
 * The rows of all requests of a dataset, partition by partition, addressed by rank.
 *
 *     partition offsets   0        3    5          rank 3 is request 0 of partition 1
 */
export class RequestTable implements RequestList {
  readonly ranks = null;
  private readonly ids: Dictionary[] = [];
  private readonly rows: RequestRows[] = [];
  private offsets: number[] = [0];
  private orders = new Map<string, Uint32Array>();
  private partial = new Uint8Array(0);
  /** Whether it was told which are partial when the rows of all partitions were known. */
  isMarked = false;

  /** Partitions must be set in ascending order. */
  setIds(partition: number, ids: Dictionary): void {
    if (partition !== this.ids.length) throw new Error(`partition ${partition} set after ${this.ids.length - 1}`);
    this.ids.push(ids);
    this.offsets.push(this.offsets[partition] + entryCount(ids));
  }

  setRows(partition: number, rows: RequestRows): void {
    this.rows[partition] = rows;
    this.orders.clear();
  }

  /** Takes which requests are partial: 1 by rank. Without it none is. */
  setPartial(partial: Uint8Array<ArrayBuffer>): void {
    this.partial = partial;
    this.isMarked = this.rows.filter((rows) => rows !== undefined).length === this.ids.length;
  }

  isPartial(rank: number): boolean {
    return this.partial[rank] === 1;
  }

  positionOf(rank: number): number {
    return rank;
  }

  has(): boolean {
    return true;
  }

  /** Requests that are partial. */
  get partialCount(): number {
    return this.partial.reduce((sum, mark) => sum + mark, 0);
  }

  get partitionCount(): number {
    return this.ids.length;
  }

  /** Requests with ids; those with rows are as many once all partitions are analysed. */
  get requestCount(): number {
    return this.offsets[this.offsets.length - 1];
  }

  firstRank(partition: number): number {
    return this.offsets[partition];
  }

  locate(rank: number): { partition: number; index: number } {
    let partition = 0;
    while (partition + 1 < this.ids.length && this.offsets[partition + 1] <= rank) partition++;
    return { partition, index: rank - this.offsets[partition] };
  }

  idOf(rank: number): string {
    const { partition, index } = this.locate(rank);
    return textOf(this.ids[partition], index);
  }

  /**
   * Rank of the request that an id means, in whatever form it is written; −1 if there is none. O(requests): a search box
   * may call it, a loop may not.
   */
  find(id: string): number {
    for (let partition = 0; partition < this.ids.length; partition++) {
      const count = entryCount(this.ids[partition]);
      for (let index = 0; index < count; index++) {
        if (textOf(this.ids[partition], index) === id) return this.offsets[partition] + index;
      }
    }
    const key = requestKeyOf(id);
    const bytes = encodeUtf8(key);
    const partition = md5First32(bytes, 0, bytes.length) >>> 26;
    if (partition >= this.ids.length) return -1;
    const count = entryCount(this.ids[partition]);
    for (let index = 0; index < count; index++) {
      if (requestKeyOf(textOf(this.ids[partition], index)) === key) return this.offsets[partition] + index;
    }
    return -1;
  }

  summary(rank: number): RequestSummary {
    const { partition, index } = this.locate(rank);
    const rows = this.rows[partition];
    return {
      rank,
      id: textOf(this.ids[partition], index),
      classId: rows.classId[index],
      startNs: rows.startNs[index],
      latencyNs: rows.latencyNs[index],
      events: rows.events[index],
      hosts: rows.hosts[index],
      pathNs: rows.pathNs[index],
      isPartial: this.isPartial(rank),
    };
  }

  /** One page of a sorted list; `classId` −1 = all classes. The order is computed once and kept. */
  page(order: RequestOrder, classId: number, offset: number, limit: number): { total: number; rows: RequestSummary[] } {
    const ranks = this.ordered(order, classId);
    return {
      total: ranks.length,
      rows: Array.from(ranks.subarray(offset, offset + limit), (rank) => this.summary(rank)),
    };
  }

  /** Latencies of all requests in ns, ascending. */
  sortedLatencies(): Float64Array {
    return concatenate(this.rows.map(({ latencyNs }) => latencyNs)).sort();
  }

  /** Columns over all partitions, for tables and exports. */
  columns(): RequestColumns {
    return {
      classId: Int32Array.from(concatenate(this.rows.map(({ classId }) => classId))),
      startNs: concatenate(this.rows.map(({ startNs }) => startNs)),
      endNs: concatenate(this.rows.map(({ endNs }) => endNs)),
      latencyNs: concatenate(this.rows.map(({ latencyNs }) => latencyNs)),
      events: concatenate(this.rows.map(({ events }) => events)),
      hosts: concatenate(this.rows.map(({ hosts }) => hosts)),
      pathNs: concatenate(this.rows.map(({ pathNs }) => pathNs)),
    };
  }

  /** Ids of one partition. */
  idsOf(partition: number): Dictionary {
    return this.ids[partition];
  }

  rowsOf(partition: number): RequestRows {
    return this.rows[partition];
  }

  /** Ranks in an order; `classId` −1 = all classes. Computed once and kept: not to be changed. */
  ordered(order: RequestOrder, classId: number): Uint32Array {
    const key = `${order}:${classId}`;
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const all = this.columns();
    let ranks = Uint32Array.from({ length: all.classId.length }, (_, rank) => rank);
    if (classId >= 0) ranks = ranks.filter((rank) => all.classId[rank] === classId);
    if (order === "earliest") ranks.sort((a, b) => all.startNs[a] - all.startNs[b] || a - b);
    else if (order === "fastest") ranks.sort((a, b) => all.latencyNs[a] - all.latencyNs[b] || a - b);
    else ranks.sort((a, b) => all.latencyNs[b] - all.latencyNs[a] || a - b);
    this.orders.set(key, ranks);
    return ranks;
  }
}

/** Nearest-rank percentile of ascending values; 0 of none. */
export function percentile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length))) - 1];
}

function concatenate(parts: readonly ArrayLike<number>[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
