import type { ClassGraph } from "./class-graph.ts";
import { foldOrdinals } from "./graph-folding.ts";
import { linksAmong, stackOrder } from "./graph-links.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { RelationCount, RelationKindOfGraph, ShownLink } from "./shown-link.ts";

/** What the user asked to see. Segments are named by their id, components by their position in `ClassGraph.components`. */
export interface GraphOptions {
  /** Sliders, 0 … 100 (everything, within `MOST_NODES_EVER`); null for what is worth showing at first. */
  readonly segmentsPercent: number | null;
  readonly linksPercent: number | null;
  /** Draw no order that others imply. */
  readonly reduction: boolean;
  /** One node for all ordinals of a segment kind. */
  readonly foldOrdinals: boolean;
  readonly hidden: readonly number[];
  readonly foldedComponents: readonly number[];
  /** Shown whatever the slider says: those on a finding. */
  readonly kept: readonly number[];
  /** Only what is within so many links of one segment. */
  readonly focus: { readonly segment: number; readonly hops: number } | null;
  /** Only what lies on a path of links from one segment to another. */
  readonly between: { readonly from: number; readonly to: number } | null;
  /** Nodes and links while their slider is not moved. */
  readonly mostNodes: number;
  readonly mostLinks: number;
}

export const MOST_NODES = 60;
export const MOST_LINKS = 90;
/** However far the slider is moved. */
export const MOST_NODES_EVER = 300;
/** Segments of at least this share of critical or total time are shown at first. */
const WORTH_SHOWING = 0.01;

export const DEFAULT_GRAPH_OPTIONS: GraphOptions = {
  segmentsPercent: null,
  linksPercent: null,
  reduction: true,
  foldOrdinals: true,
  hidden: [],
  foldedComponents: [],
  kept: [],
  focus: null,
  between: null,
  mostNodes: MOST_NODES,
  mostLinks: MOST_LINKS,
};

export interface SelectedComponent {
  /** Position in `ClassGraph.components`. */
  readonly component: number;
  readonly name: string;
  readonly shown: number;
  readonly hidden: number;
  /** Folded by the user, so that it stays as a lane of its own. */
  readonly folded: boolean;
  /** Precedence of its first segment, hidden ones included: which component is entered first. */
  readonly precedence: number;
}

export interface NodeCounts {
  readonly all: number;
  readonly shown: number;
  /** Left out by the slider or the limit; by the user (hidden, folded); by focus or paths between two segments. */
  readonly bySlider: number;
  readonly byUser: number;
  readonly byFocus: number;
}

/** What is shown of a class graph. Plain data of limited size. */
export interface GraphSelection {
  readonly class: number;
  readonly name: string;
  readonly requests: number;
  readonly emptyBecause: string | null;
  /** Ascending by id. */
  readonly nodes: readonly GraphNode[];
  /** Ascending by (from, to, kind). */
  readonly links: readonly ShownLink[];
  /** Members of one single-threaded resource that are shown (ids), two at least, from top to bottom of their column. */
  readonly resources: readonly (readonly number[])[];
  /** All components of the class, shown or not. */
  readonly components: readonly SelectedComponent[];
  readonly nodeCounts: NodeCounts;
  /** Law: for every kind of relation, shown + implied + outside + limited = all. */
  readonly linkCounts: Readonly<Record<RelationKindOfGraph, RelationCount>>;
  /** Where the sliders stand: the share shown of what they range over, 0 … 100. */
  readonly segmentsPercent: number;
  readonly linksPercent: number;
}

/**
 * Chooses what of a class graph is drawn. Pure: the same graph and options give the same selection, whatever the order of
 * ids in the options. About 10 ms for 126 segments and 3,000 orders.
 */
export function selectGraph(graph: ClassGraph, options: GraphOptions = DEFAULT_GRAPH_OPTIONS): GraphSelection {
  const view = options.foldOrdinals ? foldOrdinals(graph) : graph;
  const positionOf = new Map(view.nodes.flatMap(({ members }, at) => members.map((id) => [id, at] as const)));
  const positions = (ids: readonly number[]) =>
    new Set(ids.flatMap((id) => (positionOf.has(id) ? [positionOf.get(id)!] : [])));
  const kept = positions([
    ...options.kept,
    ...(options.focus === null ? [] : [options.focus.segment]),
    ...(options.between === null ? [] : [options.between.from, options.between.to]),
  ]);
  const hidden = positions(options.hidden);
  const folded = new Set(options.foldedComponents);
  const candidates = view.nodes
    .map((_, at) => at)
    .filter((at) => !hidden.has(at) && !folded.has(view.nodes[at].component));
  const slid = chosenByShare(view, candidates, kept, options);
  let links = linksAmong(view, slid, { ...options, linksPercent: 100, mostLinks: Number.POSITIVE_INFINITY });
  let shown = slid;
  if (options.focus !== null || options.between !== null) {
    shown = narrowed(shown, links.links, positionOf, view, options);
  }
  links = linksAmong(view, shown, options);
  const shownSet = new Set(shown);
  return {
    class: view.class,
    name: view.name,
    requests: view.requests,
    emptyBecause: view.emptyBecause,
    nodes: shown.map((at) => view.nodes[at]),
    links: links.links,
    resources: view.resources
      .map((_, resource) => stackOrder(view, resource).filter((at) => shownSet.has(at)))
      .map((members) => members.map((at) => view.nodes[at].id))
      .filter(({ length }) => length > 1),
    components: componentsOf(view, shownSet, folded),
    nodeCounts: {
      all: view.nodes.length,
      shown: shown.length,
      bySlider: candidates.length - slid.length,
      byUser: view.nodes.length - candidates.length,
      byFocus: slid.length - shown.length,
    },
    linkCounts: links.counts,
    segmentsPercent: candidates.length === 0 ? 100 : (100 * slid.length) / candidates.length,
    linksPercent: links.percent,
  };
}

/** Share of critical or of total time, whichever is larger: what makes a segment worth its place. */
export function importanceOf(node: GraphNode): number {
  return Math.max(node.pathShare, node.totalShare);
}

function chosenByShare(
  view: ClassGraph,
  candidates: readonly number[],
  kept: ReadonlySet<number>,
  options: GraphOptions,
): number[] {
  const { segmentsPercent } = options;
  const first = candidates.toSorted(
    (a, b) =>
      Number(kept.has(b)) - Number(kept.has(a)) ||
      importanceOf(view.nodes[b]) - importanceOf(view.nodes[a]) ||
      view.nodes[a].id - view.nodes[b].id,
  );
  let count: number;
  if (segmentsPercent === null) {
    const worth = first.filter((at) => kept.has(at) || importanceOf(view.nodes[at]) >= WORTH_SHOWING).length;
    count = Math.min(worth, options.mostNodes, MOST_NODES_EVER);
  } else {
    count = Math.max(kept.size, Math.ceil((clampPercent(segmentsPercent) / 100) * first.length));
    count = Math.min(count, MOST_NODES_EVER);
  }
  return first.slice(0, count).sort((a, b) => view.nodes[a].id - view.nodes[b].id);
}

/** Those within reach of the focus, or on a path between two. Links run both ways for the one, forward for the other. */
function narrowed(
  shown: readonly number[],
  links: readonly ShownLink[],
  positionOf: ReadonlyMap<number, number>,
  view: ClassGraph,
  { focus, between }: GraphOptions,
): number[] {
  const forward = new Map<number, number[]>();
  const backward = new Map<number, number[]>();
  const add = (map: Map<number, number[]>, from: number, to: number) => {
    const list = map.get(from);
    if (list === undefined) map.set(from, [to]);
    else list.push(to);
  };
  for (const { from, to, kind } of links) {
    const [a, b] = [positionOf.get(from) ?? -1, positionOf.get(to) ?? -1];
    add(forward, a, b);
    add(backward, b, a);
    if (kind !== "mutual-exclusion") continue;
    add(forward, b, a);
    add(backward, a, b);
  }
  const none = Number.POSITIVE_INFINITY;
  let kept = shown;
  if (focus !== null) {
    const start = positionOf.get(focus.segment);
    const near = distances(start, [forward, backward]);
    kept = kept.filter((at) => (near.get(at) ?? none) <= Math.max(0, focus.hops));
  }
  if (between !== null) {
    const after = distances(positionOf.get(between.from), [forward]);
    const before = distances(positionOf.get(between.to), [backward]);
    const ends = new Set([positionOf.get(between.from), positionOf.get(between.to)]);
    kept = kept.filter((at) => ends.has(at) || (after.has(at) && before.has(at)));
  }
  return kept.filter((at) => at < view.nodes.length);
}

/** Links from `start` to every node reached, breadth first. */
function distances(
  start: number | undefined,
  maps: readonly ReadonlyMap<number, readonly number[]>[],
): Map<number, number> {
  const found = new Map<number, number>();
  if (start === undefined) return found;
  found.set(start, 0);
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const hops = found.get(queue[at])! + 1;
    for (const map of maps) {
      for (const next of map.get(queue[at]) ?? []) {
        if (found.has(next)) continue;
        found.set(next, hops);
        queue.push(next);
      }
    }
  }
  return found;
}

function componentsOf(view: ClassGraph, shown: ReadonlySet<number>, folded: ReadonlySet<number>): SelectedComponent[] {
  return view.components.map((name, component) => {
    const own = view.nodes.flatMap((node, at) => (node.component === component ? [at] : []));
    const visible = own.filter((at) => shown.has(at)).length;
    return {
      component,
      name,
      shown: visible,
      hidden: own.length - visible,
      folded: folded.has(component),
      precedence: own.reduce((least, at) => Math.min(least, view.nodes[at].precedence), Number.MAX_SAFE_INTEGER),
    };
  });
}

function clampPercent(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
