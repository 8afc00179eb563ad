import { ElementMatcher } from "../model/element-matcher.ts";
import { PairTable } from "../pair-table.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { CriticalPath } from "./critical-path.ts";
import type { LatencyBins } from "./latency-bins.ts";
import { latencyBinOf } from "./latency-bins.ts";
import type { PathSums } from "./path-sums.ts";
import { addSums, emptySums, SumColumns } from "./path-sums.ts";
import type { PathRelations } from "./path-tally.ts";
import { survivingPipelines } from "./path-tally.ts";
import { MOST_GRAPH_EVENTS, RequestGraph } from "./request-graph.ts";

/**
 * What the critical paths of one class are made of, by bins of latency. Every number adds; hand-offs ascend by
 * components. Law: parts merge in any order; what has no request is the identity.
 *
 *     segments     [kind · bins + bin]     the last kind collects segments of no kind
 *     hand-offs    [pair · bins + bin]
 *
 * Bytes: 32 per kind and bin.
 */
export interface PathComposition {
  readonly bins: number;
  /** Requests per bin. */
  readonly requests: Float64Array;
  readonly segments: PathSums;
  /** Components (catalog ids) of each pair. */
  readonly handOffFrom: Int32Array;
  readonly handOffTo: Int32Array;
  readonly handOffs: PathSums;
}

/** Of a class without requests. */
export function emptyComposition(bins: number, segmentKinds: number): PathComposition {
  return {
    bins,
    requests: new Float64Array(bins),
    segments: emptySums((segmentKinds + 1) * bins),
    handOffFrom: new Int32Array(0),
    handOffTo: new Int32Array(0),
    handOffs: emptySums(0),
  };
}

/** Follows the paths of the requests of one class, each in the bin of its latency. */
export class CompositionTally {
  private readonly view: RequestView;
  private readonly path: CriticalPath;
  private readonly graph: RequestGraph;
  private readonly matcher: ElementMatcher;
  private readonly segments: SumColumns;
  private readonly handOffPairs = new PairTable();
  private readonly handOffs = new SumColumns(0);
  private readonly requests: Float64Array;
  private readonly kinds: number;

  constructor(
    catalog: Catalog,
    private readonly classId: number,
    private readonly index: ClassIndex,
    private readonly relations: PathRelations,
    terminalLabel: number,
    private readonly bins: LatencyBins,
  ) {
    const { kindCode, segmentStart } = index.table;
    this.kinds = segmentStart.length;
    this.view = new RequestView(catalog);
    this.path = new CriticalPath(catalog, terminalLabel);
    this.graph = new RequestGraph({ kinds: kindCode.length, allowed: relations.allowed });
    this.matcher = new ElementMatcher(catalog, index.table);
    this.segments = new SumColumns((this.kinds + 1) * this.binCount);
    this.requests = new Float64Array(this.binCount);
  }

  /** @param firstRank rank of the first request of the table */
  addTable(table: EventTable, classOfRequest: Int32Array, firstRank: number): void {
    const { view, path, graph, matcher, relations } = this;
    const requests = requestCountOf(table);
    for (let request = 0; request < requests; request++) {
      if (classOfRequest[request] !== this.classId) continue;
      view.load(table, request);
      if (view.count > MOST_GRAPH_EVENTS) continue;
      view.classify(this.index);
      graph.build(view, survivingPipelines(matcher, relations.pipelines, view, table));
      path.walk(view, graph);
      const bin = latencyBinOf(this.bins, path.latencyNs, firstRank + request);
      if (bin >= 0) this.charge(bin);
    }
  }

  finish(): PathComposition {
    const { handOffPairs: pairs, binCount: bins } = this;
    const order = Array.from({ length: pairs.size }, (_, pair) => pair).sort(
      (a, b) => pairs.first(a) - pairs.first(b) || pairs.second(a) - pairs.second(b),
    );
    const counted = this.handOffs.finish();
    const handOffs = emptySums(pairs.size * bins);
    order.forEach((pair, at) => {
      for (let bin = 0; bin < bins; bin++) {
        if (pair * bins + bin < counted.requests.length) addSums(handOffs, at * bins + bin, counted, pair * bins + bin);
      }
    });
    return {
      bins,
      requests: this.requests,
      segments: this.segments.finish(),
      handOffFrom: Int32Array.from(order, (pair) => pairs.first(pair)),
      handOffTo: Int32Array.from(order, (pair) => pairs.second(pair)),
      handOffs,
    };
  }

  private get binCount(): number {
    return this.bins.fromNs.length;
  }

  private charge(bin: number): void {
    const { view, path, binCount: bins } = this;
    for (let hop = 0; hop < path.hops; hop++) {
      const segment = path.segment[hop];
      if (segment >= 0) {
        const kind = view.segmentKind[segment];
        this.segments.touch((kind < 0 ? this.kinds : kind) * bins + bin, path.lagNs[hop]);
      } else {
        const pair = this.handOffPairs.add(view.component(path.from[hop]), view.component(path.to[hop]));
        this.handOffs.touch(pair * bins + bin, path.lagNs[hop]);
      }
    }
    this.requests[bin]++;
    this.segments.settle(path.latencyNs);
    this.handOffs.settle(path.latencyNs);
  }
}

/** Adds up compositions of parts of a dataset under the same bins. */
export function mergeCompositions(parts: readonly PathComposition[], empty: PathComposition): PathComposition {
  const { bins } = empty;
  const merged = emptyComposition(bins, empty.segments.requests.length / Math.max(1, bins) - 1);
  const pairs = new Map<string, { from: number; to: number; sums: PathSums }>();
  for (const part of parts) {
    for (let bin = 0; bin < bins; bin++) merged.requests[bin] += part.requests[bin];
    for (let at = 0; at < merged.segments.requests.length; at++) addSums(merged.segments, at, part.segments, at);
    part.handOffFrom.forEach((from, pair) => {
      const to = part.handOffTo[pair];
      const known = pairs.get(`${from}:${to}`) ?? { from, to, sums: emptySums(bins) };
      pairs.set(`${from}:${to}`, known);
      for (let bin = 0; bin < bins; bin++) addSums(known.sums, bin, part.handOffs, pair * bins + bin);
    });
  }
  const sorted = [...pairs.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  const handOffs = emptySums(sorted.length * bins);
  sorted.forEach(({ sums }, pair) => {
    for (let bin = 0; bin < bins; bin++) addSums(handOffs, pair * bins + bin, sums, bin);
  });
  return {
    ...merged,
    handOffFrom: Int32Array.from(sorted, ({ from }) => from),
    handOffTo: Int32Array.from(sorted, ({ to }) => to),
    handOffs,
  };
}
