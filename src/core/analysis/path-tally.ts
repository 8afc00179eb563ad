import { entryCount } from "../dictionary.ts";
import type { ClassModel } from "../model/causal-model.ts";
import type { MatchedElements } from "../model/element-matcher.ts";
import { ElementMatcher } from "../model/element-matcher.ts";
import { addLimbs } from "../model/partial-model.ts";
import { PairTable } from "../pair-table.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex, ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { CriticalPath } from "./critical-path.ts";
import { PaperPath } from "./paper-path.ts";
import { MOST_GRAPH_EVENTS, RequestGraph } from "./request-graph.ts";

/** Sums over requests of what one charge target (segment kind or hand-off) took of critical paths. */
export interface PathSums {
  /** Requests with the target on their path. */
  readonly requests: Float64Array;
  /** ns, two limbs. */
  readonly nsHigh: Float64Array;
  readonly nsLow: Float64Array;
  /** Parts per million of each request's latency, rounded per request. */
  readonly sharePpm: Float64Array;
}

/** Aggregated paths of one class. Mergeable: everything adds. */
export interface ClassPaths {
  /** Requests with a path (those beyond the event limit have none). */
  readonly requests: number;
  /** Per segment kind; the last entry collects segments of no kind. */
  readonly segments: PathSums;
  /** Hand-offs: components (catalog ids) and their sums. */
  readonly handOffFrom: Int32Array;
  readonly handOffTo: Int32Array;
  readonly handOffs: PathSums;
  /** Paper's form (M0): per segment kind, and how much of the latency it covers (ppm summed over requests). */
  readonly paper: PathSums;
  readonly paperCoveragePpm: number;
  /** [a · K + b] and [A · S + B]: requests in whose own reduction the relation survives. */
  readonly reducedIn: Uint32Array;
  readonly segmentReducedIn: Uint32Array;
}

/** One row per request of a table, in order: what the request list shows and `requests.csv` holds. */
export interface RequestRows {
  /** −1 = none. */
  readonly classId: Int32Array;
  /** ns since the origin. */
  readonly startNs: Float64Array;
  readonly latencyNs: Float64Array;
  readonly events: Uint32Array;
  readonly hosts: Uint16Array;
  /** Sum of the charges; equals the latency where there is a path, −1 where there is none. */
  readonly pathNs: Float64Array;
  readonly paperPathNs: Float64Array;
}

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
      rows.latencyNs[request] = view.timeNs[view.count - 1] - view.timeNs[0];
      rows.events[request] = view.count;
      rows.hosts[request] = this.countHosts();
      const id = classOfRequest[request];
      if (id < 0 || view.count > MOST_GRAPH_EVENTS) continue;
      const tally = this.tallyOf(id);
      view.classify(this.indices[id]);
      tally.graph.build(view, survivingPipelines(tally, view, table));
      path.walk(view, tally.graph);
      tally.paperPath.find(view);
      rows.latencyNs[request] = path.latencyNs;
      rows.pathNs[request] = this.charge(tally);
      rows.paperPathNs[request] = tally.paperPath.lengthNs;
      this.countReduction(tally);
    }
    return rows;
  }

  finish(): readonly ClassPaths[] {
    return this.tables.map((_, id) => {
      const tally = this.tallyOf(id);
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
    const { view, path, catalog } = this;
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
        const from = componentOfEvent(catalog, view, path.from[hop]);
        const to = componentOfEvent(catalog, view, path.to[hop]);
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
      if (requestOfHost[view.host[i]] === generation) continue;
      requestOfHost[view.host[i]] = generation;
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

/** Matched elements of the pipelines that survive in the class model. */
function survivingPipelines(tally: ClassTally, view: RequestView, table: EventTable): readonly MatchedElements[] {
  const { pipelines } = tally.model;
  if (pipelines.length === 0) return NO_PIPELINES;
  return tally.matcher
    .match(view, table)
    .filter((matched) => pipelines.some(({ from, to }) => from === matched.from && to === matched.to));
}

const NO_PIPELINES: readonly MatchedElements[] = [];

function countAllowed(allowed: Uint8Array, counts: Uint32Array, kinds: number, a: number, b: number): void {
  if (a >= 0 && b >= 0 && allowed[a * kinds + b] === 1) counts[a * kinds + b]++;
}

/** Component of the task that wrote an event: the role of a hand-off. */
export function componentOfEvent(catalog: Catalog, view: RequestView, event: number): number {
  return catalog.taskNameComponent[catalog.baseTaskName[view.base[event]]];
}

function ppm(part: number, whole: number): number {
  return whole > 0 ? Math.round((part * 1e6) / whole) : 0;
}

/** Growable columns of `PathSums`; `touch` adds within a request, `settle` closes the request. */
class SumColumns {
  private requests: Float64Array;
  private nsHigh: Float64Array;
  private nsLow: Float64Array;
  private sharePpm: Float64Array;
  private pending: Float64Array;
  private pendingSince: Int32Array;
  private touched: number[] = [];
  private generation = 1;

  constructor(public length: number) {
    this.requests = new Float64Array(length);
    this.nsHigh = new Float64Array(length);
    this.nsLow = new Float64Array(length);
    this.sharePpm = new Float64Array(length);
    this.pending = new Float64Array(length);
    this.pendingSince = new Int32Array(length);
  }

  touch(at: number, ns: number): void {
    if (at >= this.requests.length) this.widen(at + 1);
    if (at >= this.length) this.length = at + 1;
    if (this.pendingSince[at] !== this.generation) {
      this.pendingSince[at] = this.generation;
      this.pending[at] = 0;
      this.touched.push(at);
    }
    this.pending[at] += ns;
  }

  settle(latencyNs: number): void {
    for (const at of this.touched) {
      this.requests[at]++;
      addLimbs(this.nsHigh, this.nsLow, at, this.pending[at]);
      this.sharePpm[at] += ppm(this.pending[at], latencyNs);
    }
    this.touched.length = 0;
    this.generation++;
  }

  finish(): PathSums {
    return {
      requests: this.requests.slice(0, this.length),
      nsHigh: this.nsHigh.slice(0, this.length),
      nsLow: this.nsLow.slice(0, this.length),
      sharePpm: this.sharePpm.slice(0, this.length),
    };
  }

  private widen(length: number): void {
    const capacity = Math.max(16, length * 2);
    for (const name of ["requests", "nsHigh", "nsLow", "sharePpm", "pending"] as const) {
      const wider = new Float64Array(capacity);
      wider.set(this[name]);
      this[name] = wider;
    }
    const since = new Int32Array(capacity);
    since.set(this.pendingSince);
    this.pendingSince = since;
  }
}

/** Adds up the paths of parts of a dataset. Law: the order in which parts arrive does not matter. */
export class PathMerger {
  private readonly classes: {
    requests: number;
    paperCoveragePpm: number;
    segments: PathSums;
    paper: PathSums;
    handOffs: Map<string, { from: number; to: number; sums: PathSums }>;
    reducedIn: Uint32Array;
    segmentReducedIn: Uint32Array;
  }[];

  constructor(tables: readonly ClassTable[]) {
    this.classes = tables.map((table) => ({
      requests: 0,
      paperCoveragePpm: 0,
      segments: emptySums(table.segmentStart.length + 1),
      paper: emptySums(table.segmentStart.length),
      handOffs: new Map(),
      reducedIn: new Uint32Array(table.kindCode.length ** 2),
      segmentReducedIn: new Uint32Array(table.segmentStart.length ** 2),
    }));
  }

  add(part: readonly ClassPaths[]): void {
    part.forEach((paths, id) => {
      const into = this.classes[id];
      into.requests += paths.requests;
      into.paperCoveragePpm += paths.paperCoveragePpm;
      for (let i = 0; i < paths.segments.requests.length; i++) addSums(into.segments, i, paths.segments, i);
      for (let i = 0; i < paths.paper.requests.length; i++) addSums(into.paper, i, paths.paper, i);
      for (let i = 0; i < paths.handOffFrom.length; i++) {
        const from = paths.handOffFrom[i];
        const to = paths.handOffTo[i];
        const key = `${from}:${to}`;
        const known = into.handOffs.get(key) ?? { from, to, sums: emptySums(1) };
        into.handOffs.set(key, known);
        addSums(known.sums, 0, paths.handOffs, i);
      }
      for (let i = 0; i < into.reducedIn.length; i++) into.reducedIn[i] += paths.reducedIn[i];
      for (let i = 0; i < into.segmentReducedIn.length; i++) into.segmentReducedIn[i] += paths.segmentReducedIn[i];
    });
  }

  finish(): readonly ClassPaths[] {
    return this.classes.map((into) => {
      const handOffs = [...into.handOffs.values()].sort((a, b) => a.from - b.from || a.to - b.to);
      const sums = emptySums(handOffs.length);
      handOffs.forEach((handOff, i) => {
        addSums(sums, i, handOff.sums, 0);
      });
      return {
        ...into,
        handOffFrom: Int32Array.from(handOffs, ({ from }) => from),
        handOffTo: Int32Array.from(handOffs, ({ to }) => to),
        handOffs: sums,
      };
    });
  }
}

function emptySums(length: number): PathSums {
  return {
    requests: new Float64Array(length),
    nsHigh: new Float64Array(length),
    nsLow: new Float64Array(length),
    sharePpm: new Float64Array(length),
  };
}

function addSums(into: PathSums, at: number, from: PathSums, index: number): void {
  into.requests[at] += from.requests[index];
  into.nsHigh[at] += from.nsHigh[index];
  addLimbs(into.nsHigh, into.nsLow, at, from.nsLow[index]);
  into.sharePpm[at] += from.sharePpm[index];
}
