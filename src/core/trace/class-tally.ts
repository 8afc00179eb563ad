import { PairTable } from "../pair-table.ts";
import type { Catalog } from "./catalog.ts";
import type { ClassTable } from "./class-tables.ts";
import type { EventTable } from "./event-table.ts";
import { ORDINAL_BEYOND, ORDINAL_LAST, ORDINAL_STRIDE, requestCountOf } from "./event-table.ts";
import { RequestView } from "./request-view.ts";

/** Event kinds and segment kinds of a class that take part in hypotheses, at most (semantics §3, §5). */
export const MOST_EVENT_KINDS = 2048;
export const MOST_SEGMENT_KINDS = 1024;
/** Bytes of the cells of all classes together that one partial model may take (two workers and the store hold one each). */
export const MODEL_BUDGET_BYTES = 256 << 20;

/** Bytes of the cells of a class: see `OrderCells` and `OverlapCells`, with their counters' thresholds. */
export function cellBytes(eventKinds: number, segmentKinds: number, windows: number): number {
  return eventKinds * eventKinds * (4 * windows + 48) + segmentKinds * segmentKinds * 69;
}

/** Requests per event kind and segment kind of each class. Mergeable: counts add. */
export interface KindCounts {
  readonly classes: readonly {
    readonly code: Int32Array;
    readonly requests: Float64Array;
    readonly segmentStart: Int32Array;
    readonly segmentEnd: Int32Array;
    readonly segmentRequests: Float64Array;
  }[];
}

/**
 * Counts kinds per class in one pass over the rows: kind codes, the alias of repeated base kinds, and segments as pairs
 * of kind codes.
 */
export class KindTally {
  private readonly kinds: CodeCounter[] = [];
  private readonly segments: PairTable[] = [];
  private readonly segmentRequests: number[][] = [];
  private readonly view: RequestView;

  constructor(catalog: Catalog, classCount: number) {
    this.view = new RequestView(catalog);
    const codes = catalog.basePhase.length * ORDINAL_STRIDE;
    for (let id = 0; id < classCount; id++) {
      this.kinds.push(new CodeCounter(codes * classCount <= DENSE_CODES ? codes : 0));
      this.segments.push(new PairTable());
      this.segmentRequests.push([]);
    }
  }

  addTable(table: EventTable, classOfRequest: Int32Array): void {
    const count = requestCountOf(table);
    for (let request = 0; request < count; request++) {
      const id = classOfRequest[request];
      if (id < 0) continue;
      this.view.load(table, request);
      this.addRequest(id);
    }
  }

  private addRequest(id: number): void {
    const { view } = this;
    const kinds = this.kinds[id];
    for (let event = 0; event < view.count; event++) {
      const code = view.code[event];
      if (code % ORDINAL_STRIDE !== ORDINAL_BEYOND) kinds.add(code, 1);
      if (view.isLastOfSeveral(event)) kinds.add(view.base[event] * ORDINAL_STRIDE + ORDINAL_LAST, 1);
      const end = view.endOfStart[event];
      if (end >= 0) this.countSegment(id, code, view.code[end]);
    }
  }

  private countSegment(id: number, startCode: number, endCode: number): void {
    if (startCode % ORDINAL_STRIDE === ORDINAL_BEYOND || endCode % ORDINAL_STRIDE === ORDINAL_BEYOND) return;
    const index = this.segments[id].add(startCode, endCode);
    const requests = this.segmentRequests[id];
    if (index === requests.length) requests.push(0);
    requests[index]++;
  }

  merge(part: KindCounts): void {
    part.classes.forEach((counts, id) => {
      for (let i = 0; i < counts.code.length; i++) this.kinds[id].add(counts.code[i], counts.requests[i]);
      addCounts(
        this.segments[id],
        this.segmentRequests[id],
        counts.segmentStart,
        counts.segmentEnd,
        counts.segmentRequests,
      );
    });
  }

  finish(): KindCounts {
    return {
      classes: this.kinds.map((kinds, id) => ({
        ...kinds.finish(),
        segmentStart: firstsOf(this.segments[id]),
        segmentEnd: secondsOf(this.segments[id]),
        segmentRequests: Float64Array.from(this.segmentRequests[id]),
      })),
    };
  }
}

/** Codes of all classes together up to which counts are plain arrays. */
const DENSE_CODES = 1 << 23;

/** Requests per kind code: an array where codes are few, a table where they are many. */
class CodeCounter {
  private readonly dense: Float64Array;
  private readonly table = new PairTable();
  private readonly counts: number[] = [];

  constructor(codes: number) {
    this.dense = new Float64Array(codes);
  }

  add(code: number, requests: number): void {
    if (code < this.dense.length) {
      this.dense[code] += requests;
      return;
    }
    const index = this.table.add(code, 0);
    if (index === this.counts.length) this.counts.push(0);
    this.counts[index] += requests;
  }

  finish(): { code: Int32Array; requests: Float64Array } {
    const codes = Array.from(this.dense.keys()).filter((code) => this.dense[code] > 0);
    if (this.dense.length === 0) codes.push(...firstsOf(this.table));
    const requests = this.dense.length === 0 ? this.counts : codes.map((code) => this.dense[code]);
    return { code: Int32Array.from(codes), requests: Float64Array.from(requests) };
  }
}

function addCounts(
  table: PairTable,
  requests: number[],
  first: Int32Array,
  second: Int32Array,
  counts: Float64Array,
): void {
  for (let i = 0; i < first.length; i++) {
    const index = table.add(first[i], second[i]);
    if (index === requests.length) requests.push(0);
    requests[index] += counts[i];
  }
}

function firstsOf(table: PairTable): Int32Array {
  return Int32Array.from({ length: table.size }, (_, index) => table.first(index));
}

function secondsOf(table: PairTable): Int32Array {
  return Int32Array.from({ length: table.size }, (_, index) => table.second(index));
}

/**
 * Chooses the kinds that take part in hypotheses: the most frequent of each class (ties by code), all classes together
 * within the budget, to which the class with most kinds gives way first.
 */
export function buildClassTables(counts: KindCounts, windows: number, budgetBytes = MODEL_BUDGET_BYTES): ClassTable[] {
  const limits = counts.classes.map((kinds) => Math.min(kinds.code.length, MOST_EVENT_KINDS));
  // A class has hardly more segment kinds than half its event kinds; those beyond are cut by their own limit.
  const bytes = (kinds: number) => cellBytes(kinds, Math.min(kinds, MOST_SEGMENT_KINDS), windows);
  let total = limits.reduce((sum, kinds) => sum + bytes(kinds), 0);
  while (total > budgetBytes) {
    const largest = limits.indexOf(Math.max(...limits));
    const smaller = Math.floor(limits[largest] * 0.9);
    total += bytes(smaller) - bytes(limits[largest]);
    limits[largest] = smaller;
  }
  return counts.classes.map((kinds, id) => {
    const chosen = mostFrequent(kinds.requests, kinds.code, limits[id]);
    const kindCode = Int32Array.from(chosen, (index) => kinds.code[index]).sort();
    const requestsOf = new Map(Array.from(chosen, (index) => [kinds.code[index], kinds.requests[index]]));
    const position = new Map(Array.from(kindCode, (code, at) => [code, at]));
    const segments: { start: number; end: number; requests: number }[] = [];
    for (let i = 0; i < kinds.segmentStart.length; i++) {
      const start = position.get(kinds.segmentStart[i]);
      const end = position.get(kinds.segmentEnd[i]);
      if (start !== undefined && end !== undefined) segments.push({ start, end, requests: kinds.segmentRequests[i] });
    }
    const byPosition = (a: { start: number; end: number }, b: { start: number; end: number }) =>
      a.start - b.start || a.end - b.end;
    segments.sort((a, b) => b.requests - a.requests || byPosition(a, b));
    const kept = segments.slice(0, MOST_SEGMENT_KINDS).sort(byPosition);
    return {
      kindCode,
      kindRequests: Uint32Array.from(kindCode, (code) => requestsOf.get(code) ?? 0),
      segmentStart: Int32Array.from(kept, (segment) => segment.start),
      segmentEnd: Int32Array.from(kept, (segment) => segment.end),
      segmentRequests: Uint32Array.from(kept, (segment) => segment.requests),
      otherKinds: kinds.code.length - kindCode.length,
      otherSegments: kinds.segmentStart.length - kept.length,
    };
  });
}

function mostFrequent(requests: Float64Array, code: Int32Array, limit: number): Int32Array {
  const order = Int32Array.from(code, (_, index) => index);
  order.sort((a, b) => requests[b] - requests[a] || code[a] - code[b]);
  return order.slice(0, limit);
}
