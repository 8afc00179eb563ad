import { entryCount } from "../dictionary.ts";
import type { ClassModel } from "../model/causal-model.ts";
import type { MatchedElements } from "../model/element-matcher.ts";
import { ElementMatcher } from "../model/element-matcher.ts";
import { PairTable } from "../pair-table.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex, ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import type { ClassPaths } from "./class-paths.ts";
import { CriticalPath } from "./critical-path.ts";
import { PaperPath } from "./paper-path.ts";
import { ppm, SumColumns } from "./path-sums.ts";
import type { ReductionPattern } from "./reduction-patterns.ts";
import { MOST_GRAPH_EVENTS, RequestGraph } from "./request-graph.ts";
import type { RequestRows } from "./request-rows.ts";

/** What paths need of a class model. */
export type PathRelations = Pick<ClassModel, "allowed" | "segmentAllowed" | "pipelines">;

interface ClassTally {
  requests: number;
  paperCoveragePpm: number;
  readonly kinds: number;
  readonly segmentKinds: number;
  readonly model: PathRelations;
  readonly graph: RequestGraph;
  readonly paperPath: PaperPath;
  readonly matcher: ElementMatcher;
  readonly segments: SumColumns;
  readonly paper: SumColumns;
  readonly handOffPairs: PairTable;
  readonly handOffs: SumColumns;
  readonly reducedIn: Uint32Array;
  readonly segmentReducedIn: Uint32Array;
}

/** Runs graph, paths and reduction over every request of the tables it is given. */
export class PathTally {
  private readonly classes: (ClassTally | undefined)[];
  private readonly view: RequestView;
  private readonly path: CriticalPath;
  private segmentOfStart = new Int32Array(256);
  private segmentOfEnd = new Int32Array(256);
  private readonly requestOfHost: Int32Array;
  private generation = 0;

  constructor(
    private readonly catalog: Catalog,
    private readonly tables: readonly ClassTable[],
    private readonly indices: readonly ClassIndex[],
    private readonly models: readonly PathRelations[],
    terminalLabel = -1,
  ) {
    this.classes = tables.map(() => undefined);
    this.view = new RequestView(catalog);
    this.requestOfHost = new Int32Array(entryCount(catalog.hosts));
    this.path = new CriticalPath(catalog, terminalLabel);
  }

  addTable(table: EventTable, classOfRequest: Int32Array): RequestRows {
    const count = requestCountOf(table);
    const rows = {
      classId: classOfRequest.slice(),
      startNs: new Float64Array(count),
      endNs: new Float64Array(count),
      latencyNs: new Float64Array(count),
      events: new Uint32Array(count),
      hosts: new Uint16Array(count),
      pathNs: new Float64Array(count).fill(-1),
      paperPathNs: new Float64Array(count).fill(-1),
    };
    const { view, path } = this;
    for (let request = 0; request < count; request++) {
      view.load(table, request);
      rows.startNs[request] = view.timeNs[0];
      rows.endNs[request] = view.timeNs[view.count - 1];
      rows.latencyNs[request] = rows.endNs[request] - rows.startNs[request];
      rows.events[request] = view.count;
      rows.hosts[request] = this.countHosts();
      const id = classOfRequest[request];
      if (id < 0 || view.count > MOST_GRAPH_EVENTS) continue;
      const tally = this.tallyOf(id);
      view.classify(this.indices[id]);
      tally.graph.build(view, survivingPipelines(tally.matcher, tally.model.pipelines, view, table));
      path.walk(view, tally.graph);
      tally.paperPath.find(view);
      rows.latencyNs[request] = path.latencyNs;
      rows.pathNs[request] = this.charge(tally);
      rows.paperPathNs[request] = tally.paperPath.lengthNs;
      if (tally.graph.pattern === null) this.countReduction(tally);
      else tally.graph.pattern.requests++;
    }
    return rows;
  }

  finish(): readonly ClassPaths[] {
    return this.tables.map((_, id) => {
      const tally = this.tallyOf(id);
      for (const pattern of tally.graph.allPatterns()) countPattern(tally, this.indices[id], pattern);
      const pairs = tally.handOffPairs;
      return {
        requests: tally.requests,
        segments: tally.segments.finish(),
        handOffFrom: Int32Array.from({ length: pairs.size }, (_, i) => pairs.first(i)),
        handOffTo: Int32Array.from({ length: pairs.size }, (_, i) => pairs.second(i)),
        handOffs: tally.handOffs.finish(),
        paper: tally.paper.finish(),
        paperCoveragePpm: tally.paperCoveragePpm,
        reducedIn: tally.reducedIn,
        segmentReducedIn: tally.segmentReducedIn,
      };
    });
  }

  private charge(tally: ClassTally): number {
    const { view, path } = this;
    const other = tally.segmentKinds;
    let sum = 0;
    for (let hop = 0; hop < path.hops; hop++) {
      const ns = path.lagNs[hop];
      sum += ns;
      const segment = path.segment[hop];
      if (segment >= 0) {
        const kind = view.segmentKind[segment];
        tally.segments.touch(kind < 0 ? other : kind, ns);
      } else {
        const from = view.component(path.from[hop]);
        const to = view.component(path.to[hop]);
        tally.handOffs.touch(tally.handOffPairs.add(from, to), ns);
      }
    }
    for (const run of tally.paperPath.runs) {
      tally.paper.touch(view.runKind[run], view.timeNs[view.runEnd[run]] - view.runStartNs[run]);
    }
    tally.requests++;
    tally.segments.settle(path.latencyNs);
    tally.handOffs.settle(path.latencyNs);
    tally.paper.settle(path.latencyNs);
    tally.paperCoveragePpm += ppm(tally.paperPath.lengthNs, path.latencyNs);
    return sum;
  }

  private countHosts(): number {
    const { view, requestOfHost } = this;
    const generation = ++this.generation;
    let hosts = 0;
    for (let i = 0; i < view.count; i++) {
      if (requestOfHost[view.hostOf(i)] === generation) continue;
      requestOfHost[view.hostOf(i)] = generation;
      hosts++;
    }
    return hosts;
  }

  private countReduction(tally: ClassTally): void {
    const { view } = this;
    const { graph, model, reducedIn, segmentReducedIn, kinds, segmentKinds } = tally;
    const { predecessors, predecessorOffsets } = graph;
    if (this.segmentOfEnd.length < view.count) {
      this.segmentOfEnd = new Int32Array(view.count * 2);
      this.segmentOfStart = new Int32Array(view.count * 2);
    }
    const { segmentOfEnd, segmentOfStart } = this;
    segmentOfEnd.fill(-1, 0, view.count);
    segmentOfStart.fill(-1, 0, view.count);
    for (let run = 0; run < view.runCount; run++) {
      segmentOfStart[view.runStart[run]] = view.runKind[run];
      segmentOfEnd[view.runEnd[run]] = view.runKind[run];
    }
    for (let j = 0; j < graph.count; j++) {
      const to = view.kind[j];
      const next = segmentOfStart[j];
      for (let at = predecessorOffsets[j]; at < predecessorOffsets[j + 1]; at++) {
        const i = predecessors[at];
        const from = view.kind[i];
        if (from >= 0 && to >= 0) reducedIn[from * kinds + to] += model.allowed[from * kinds + to];
        if (view.hasAlias) {
          countAllowed(model.allowed, reducedIn, kinds, view.alias[i], to);
          countAllowed(model.allowed, reducedIn, kinds, from, view.alias[j]);
          countAllowed(model.allowed, reducedIn, kinds, view.alias[i], view.alias[j]);
        }
        const previous = segmentOfEnd[i];
        if (previous < 0 || next < 0) continue;
        const cell = previous * segmentKinds + next;
        segmentReducedIn[cell] += model.segmentAllowed[cell];
      }
    }
  }

  private tallyOf(id: number): ClassTally {
    let tally = this.classes[id];
    if (tally === undefined) {
      const table = this.tables[id];
      const model = this.models[id];
      const kinds = table.kindCode.length;
      const segments = table.segmentStart.length;
      tally = {
        requests: 0,
        paperCoveragePpm: 0,
        kinds,
        segmentKinds: segments,
        model,
        graph: new RequestGraph({ kinds, allowed: model.allowed }),
        paperPath: new PaperPath(segments, model.segmentAllowed),
        matcher: new ElementMatcher(this.catalog, table),
        segments: new SumColumns(segments + 1),
        paper: new SumColumns(segments),
        handOffPairs: new PairTable(),
        handOffs: new SumColumns(0),
        reducedIn: new Uint32Array(kinds * kinds),
        segmentReducedIn: new Uint32Array(segments * segments),
      };
      this.classes[id] = tally;
    }
    return tally;
  }
}

/** Counts the edges of a kept reduction for all of its requests at once. */
function countPattern(tally: ClassTally, index: ClassIndex, pattern: ReductionPattern): void {
  const { model, reducedIn, segmentReducedIn, kinds, segmentKinds } = tally;
  const { offsets, predecessors, endKind, requests } = pattern;
  pattern.requests = 0;
  const endingAt = new Int32Array(kinds).fill(-1);
  const startingAt = new Int32Array(kinds).fill(-1);
  endKind.forEach((end, start) => {
    const segment = end < 0 ? -1 : index.segmentOf(start, end);
    if (segment < 0) return;
    startingAt[start] = segment;
    endingAt[end] = segment;
  });
  for (let to = 0; to < kinds; to++) {
    for (let at = offsets[to]; at < offsets[to + 1]; at++) {
      const from = predecessors[at];
      reducedIn[from * kinds + to] += requests * model.allowed[from * kinds + to];
      if (endingAt[from] < 0 || startingAt[to] < 0) continue;
      const cell = endingAt[from] * segmentKinds + startingAt[to];
      segmentReducedIn[cell] += requests * model.segmentAllowed[cell];
    }
  }
}

/** Matched elements of the pipelines that survive in the class model. */
export function survivingPipelines(
  matcher: ElementMatcher,
  pipelines: PathRelations["pipelines"],
  view: RequestView,
  table: EventTable,
): readonly MatchedElements[] {
  if (pipelines.length === 0) return NO_PIPELINES;
  return matcher
    .match(view, table)
    .filter((matched) => pipelines.some(({ from, to }) => from === matched.from && to === matched.to));
}

const NO_PIPELINES: readonly MatchedElements[] = [];

function countAllowed(allowed: Uint8Array, counts: Uint32Array, kinds: number, a: number, b: number): void {
  if (a >= 0 && b >= 0 && allowed[a * kinds + b] === 1) counts[a * kinds + b]++;
}
