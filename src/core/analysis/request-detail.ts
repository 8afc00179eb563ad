import { textOf } from "../dictionary-text.ts";
import { ElementMatcher } from "../model/element-matcher.ts";
import type { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { NO_TASK } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { CriticalPath } from "./critical-path.ts";
import type { CatalogNames } from "./names.ts";
import { PaperPath } from "./paper-path.ts";
import type { PathRelations } from "./path-tally.ts";
import { MOST_GRAPH_EVENTS, RequestGraph } from "./request-graph.ts";

export interface DetailEvent {
  /** ns since the origin. */
  readonly timeNs: number;
  readonly task: string;
  readonly label: string;
  readonly ordinal: number | "last";
  readonly host: string;
  /** Of the task: its name without what varies. */
  readonly component: string;
  /** Task instance within the request, −1 = none. */
  readonly instance: number;
  readonly file: number;
  readonly line: number;
}

export interface DetailHop {
  /** Positions in `events`. */
  readonly from: number;
  readonly to: number;
  readonly lagNs: number;
  readonly kind: "segment" | "hand-off";
  /** Position in `segments` of what the hop is charged to, −1 of a hand-off. */
  readonly segment: number;
  readonly name: string;
}

export interface DetailSegment {
  /** Positions in `events`. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** Segment kind within the class, −1 = none of its kinds. */
  readonly kind: number;
}

/** One request in full: events in row order, its path latest hop first, and its reduced graph. */
export interface RequestDetail {
  readonly id: string;
  readonly classId: number;
  readonly events: readonly DetailEvent[];
  /** In order of their start events. */
  readonly segments: readonly DetailSegment[];
  readonly latencyNs: number;
  readonly hops: readonly DetailHop[];
  /** [from, to] positions in `events`: edges that survive transitive reduction. */
  readonly edges: readonly (readonly [number, number])[];
  /** Length of the paper's form of the path, ns. */
  readonly paperPathNs: number;
  /** Why there is no path, null if there is one. */
  readonly withoutPath: string | null;
}

export interface DetailContext {
  readonly index: ClassIndex;
  readonly relations: PathRelations;
  readonly terminalLabel: number;
}

/** Unfolds one request of a table. `context` is null for a request of no class. */
export function requestDetail(
  table: EventTable,
  request: number,
  classId: number,
  names: CatalogNames,
  context: DetailContext | null,
): RequestDetail {
  const { catalog } = names;
  const view = new RequestView(catalog);
  view.load(table, request);
  const events = Array.from({ length: view.count }, (_, i): DetailEvent => {
    const { task, label, ordinal } = names.eventKind(view.code[i]);
    return {
      timeNs: view.timeNs[i],
      task,
      label,
      ordinal,
      host: names.hosts[view.hostOf(i)],
      component: names.components[view.component(i)],
      instance: view.task[i] === NO_TASK ? -1 : view.task[i],
      file: view.fileOf(i),
      line: view.lineOf(i),
    };
  });
  const common = { id: textOf(table.requests, request), classId, events };
  const latencyNs = view.timeNs[view.count - 1] - view.timeNs[0];
  const nothing = { ...common, latencyNs, segments: [], hops: [], edges: [], paperPathNs: 0 };
  if (context === null) return { ...nothing, withoutPath: "this request belongs to no class of the model" };
  if (view.count > MOST_GRAPH_EVENTS) {
    return { ...nothing, withoutPath: `more than ${MOST_GRAPH_EVENTS} events: counted, but without graph and path` };
  }
  view.classify(context.index);
  const { table: kinds } = context.index;
  const graph = new RequestGraph({ kinds: kinds.kindCode.length, allowed: context.relations.allowed });
  const { pipelines } = context.relations;
  const matched = new ElementMatcher(catalog, kinds).match(view, table);
  graph.build(
    view,
    matched.filter((pair) => pipelines.some(({ from, to }) => from === pair.from && to === pair.to)),
  );
  const path = new CriticalPath(catalog, context.terminalLabel);
  path.walk(view, graph);
  const paper = new PaperPath(kinds.segmentStart.length, context.relations.segmentAllowed);
  paper.find(view);
  const segmentName = (s: number) => {
    const kind = view.segmentKind[s];
    if (kind >= 0) return names.segment(kinds, kind);
    return `${names.event(view.code[view.segmentStart[s]])} → ${names.event(view.code[view.segmentEnd[s]])}`;
  };
  const hops = Array.from({ length: path.hops }, (_, hop): DetailHop => {
    const from = path.from[hop];
    const to = path.to[hop];
    const segment = path.segment[hop];
    const roles = [from, to].map((event) => names.components[view.component(event)]);
    return {
      from,
      to,
      lagNs: path.lagNs[hop],
      kind: segment >= 0 ? "segment" : "hand-off",
      segment,
      name: segment >= 0 ? segmentName(segment) : roles.join(" → "),
    };
  });
  const edges: [number, number][] = [];
  for (let to = 0; to < graph.count; to++) {
    for (let at = graph.predecessorOffsets[to]; at < graph.predecessorOffsets[to + 1]; at++) {
      edges.push([graph.predecessors[at], to]);
    }
  }
  return {
    ...common,
    latencyNs: path.latencyNs,
    segments: Array.from({ length: view.segmentCount }, (_, s) => ({
      start: view.segmentStart[s],
      end: view.segmentEnd[s],
      name: segmentName(s),
      kind: view.segmentKind[s],
    })),
    hops,
    edges,
    paperPathNs: paper.lengthNs,
    withoutPath: null,
  };
}
