import { encodeUtf8 } from "../bytes.ts";
import type { Dictionary } from "../dictionary.ts";
import { textsOf } from "../dictionary-text.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_STRIDE, requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import type { CatalogNames } from "./names.ts";
import type { FilterTerm, RequestFilter } from "./request-filter.ts";
import { MOST_GRAPH_EVENTS } from "./request-graph.ts";

/** Rows of one request of a table. */
interface RequestRange {
  readonly table: EventTable;
  readonly request: number;
  readonly from: number;
  readonly to: number;
  readonly classId: number;
}

type Predicate = (range: RequestRange) => boolean;

/**
 * Decides which requests of a table a filter keeps: the one place where that is done. What a filter names and the
 * dataset lacks is in no request.
 */
export class RequestMask {
  private readonly predicates: readonly Predicate[];
  private readonly view: RequestView;
  private readonly catalog: Catalog;

  /** @param terminalLabel label that ends a request, −1 = the last event: latencies are those of the request list */
  constructor(
    { terms }: RequestFilter,
    private readonly names: CatalogNames,
    private readonly terminalLabel: number,
  ) {
    this.catalog = names.catalog;
    this.view = new RequestView(this.catalog);
    // Segments cost most: they are looked at last.
    const order = [...terms].sort((a, b) => Number(a.on === "segment") - Number(b.on === "segment"));
    this.predicates = order.map((term) => this.predicateOf(term));
  }

  /** 1 per request that is kept. O(rows) for each term that names something. */
  of(table: EventTable, classOfRequest: Int32Array): Uint8Array {
    const mask = new Uint8Array(requestCountOf(table));
    const { requestOffsets } = table;
    for (let request = 0; request < mask.length; request++) {
      const [from, to] = [requestOffsets[request], requestOffsets[request + 1]];
      const range = { table, request, from, to, classId: classOfRequest[request] };
      if (this.predicates.every((predicate) => predicate(range))) mask[request] = 1;
    }
    return mask;
  }

  private predicateOf(term: FilterTerm): Predicate {
    if (term.on === "start") return ({ table, from }) => isWithin(table.timeNs[from], term);
    if (term.on === "latency") return (range) => isWithin(this.latencyOf(range), term);
    const has = this.membership(term);
    return term.has ? has : (range) => !has(range);
  }

  private membership(term: Extract<FilterTerm, { has: boolean }>): Predicate {
    switch (term.on) {
      case "class": {
        const classes = new Set(term.classes);
        return ({ classId }) => classes.has(classId);
      }
      case "id": {
        const prefix = encodeUtf8(term.prefix);
        return ({ table, request }) => startsWith(table.requests, request, prefix);
      }
      case "host": {
        const wanted = entriesOf(this.names.hosts, term.values);
        return ({ table, from, to }) => anyRow(table.host, wanted, from, to);
      }
      case "attribute": {
        const column = this.catalog.attributes.findIndex(({ name }) => name === term.name);
        if (column < 0) return () => false;
        const wanted = entriesOf(textsOf(this.catalog.attributes[column].values), term.values);
        return ({ table, from, to }) => anyRow(table.attributes[column], wanted, from, to);
      }
      case "event": {
        const wanted = this.basesOf(term.task, term.label);
        return ({ table: { kind }, from, to }) => {
          for (let row = from; row < to; row++) if (wanted[(kind[row] / ORDINAL_STRIDE) | 0] === 1) return true;
          return false;
        };
      }
      case "segment":
        return this.segmentPredicate(this.basesOf(term.task, term.from), term.to);
    }
  }

  private segmentPredicate(starts: Uint8Array, endLabel: string): Predicate {
    const { view } = this;
    const label = this.names.labels.indexOf(endLabel);
    if (label < 0 || !starts.includes(1)) return () => false;
    return ({ table, request }) => {
      view.load(table, request);
      for (let event = 0; event < view.count; event++) {
        const end = view.endOfStart[event];
        if (end >= 0 && starts[view.base[event]] === 1 && this.catalog.baseLabel[view.base[end]] === label) return true;
      }
      return false;
    };
  }

  /** Per base kind: 1 for those of this task name and label. */
  private basesOf(task: string, label: string): Uint8Array {
    const { baseTaskName, baseLabel } = this.catalog;
    const { taskNames, labels } = this.names;
    return Uint8Array.from(baseLabel, (own, base) =>
      labels[own] === label && taskNames[baseTaskName[base]] === task ? 1 : 0,
    );
  }

  /** As `RequestRows` tells it: up to the terminal label in requests that have a path and that label. */
  private latencyOf({ table, from, to, classId }: RequestRange): number {
    const { terminalLabel } = this;
    let last = to - 1;
    if (terminalLabel >= 0 && classId >= 0 && to - from <= MOST_GRAPH_EVENTS) {
      const { baseLabel } = this.catalog;
      while (last >= from && baseLabel[(table.kind[last] / ORDINAL_STRIDE) | 0] !== terminalLabel) last--;
      if (last < from) last = to - 1;
    }
    return table.timeNs[last] - table.timeNs[from];
  }
}

function isWithin(ns: number, { fromNs, toNs }: { fromNs: number | null; toNs: number | null }): boolean {
  return (fromNs === null || ns >= fromNs) && (toNs === null || ns < toNs);
}

/** Per entry: 1 for those among `values`. */
function entriesOf(texts: readonly string[], values: readonly string[]): Uint8Array {
  const wanted = new Set(values);
  return Uint8Array.from(texts, (text) => (wanted.has(text) ? 1 : 0));
}

function anyRow(column: ArrayLike<number>, wanted: Uint8Array, from: number, to: number): boolean {
  // Rows without a value have −1, which is no entry.
  for (let row = from; row < to; row++) if (wanted[column[row]] === 1) return true;
  return false;
}

function startsWith({ bytes, offsets }: Dictionary, entry: number, prefix: Uint8Array): boolean {
  const start = offsets[entry];
  if (offsets[entry + 1] - start < prefix.length) return false;
  return prefix.every((byte, at) => bytes[start + at] === byte);
}
