import type { Selection } from "../../app/view-state.ts";
import type { GraphScene, SceneLink, SceneNode } from "./graph-scene.ts";

/** Components of the dataset: names to catalog ids. */
export type ComponentIds = ReadonlyMap<string, number>;

/** What stands out in graph and tables, and what steps back. */
export interface Picks {
  readonly nodes: ReadonlySet<number>;
  readonly links: ReadonlySet<string>;
  /** Drawn faintly: neither picked nor next to it. */
  readonly dimNodes: ReadonlySet<number>;
  readonly dimLinks: ReadonlySet<string>;
  /** The pair that "Why not?" asks about, if both are shown. */
  readonly asked: { readonly from: SceneNode; readonly to: SceneNode } | null;
}

const NOTHING: Picks = {
  nodes: new Set(),
  links: new Set(),
  dimNodes: new Set(),
  dimLinks: new Set(),
  asked: null,
};

/** The evidence behind a segment kind. */
export function selectionOfNode({ node }: SceneNode): Selection {
  return { on: "segment", segment: node.segmentKind };
}

/**
 * The evidence behind a line: its own relation. A call is no hypothesis of its own: it leads to the hand-off between the
 * two components, or within one component to what is called.
 */
export function selectionOfLink({ link, from, to }: SceneLink, scene: GraphScene, ids: ComponentIds): Selection {
  const { kind, form, tasks } = link;
  if (form === "pipeline" && tasks !== null) return { on: "pipeline", from: tasks.from, to: tasks.to };
  const ends = { from: from.node.segmentKind, to: to.node.segmentKind };
  if (kind === "mutual-exclusion") return { on: "exclusion", ...ends };
  if (kind !== "call") return { on: "order", ...ends };
  const nameOf = new Map(scene.selection.components.map(({ component, name }) => [component, name]));
  const [a, b] = [from, to].map(({ node }) => ids.get(nameOf.get(node.component) ?? ""));
  return a === undefined || b === undefined || a === b ? selectionOfNode(to) : { on: "hand-off", from: a, to: b };
}

/** The node that shows a segment kind of the class; undefined if none does. */
export function nodeOfSegment(scene: GraphScene, segment: number): SceneNode | undefined {
  return scene.nodes.find(({ node }) => node.members.includes(node.id - node.segmentKind + segment));
}

/** What of the scene a selection is about. `second` is a further node that was picked to ask about both. */
export function picksOf(
  scene: GraphScene,
  selection: Selection | null,
  second: number | null,
  ids: ComponentIds,
): Picks {
  if (selection === null) return second === null ? NOTHING : { ...NOTHING, nodes: new Set([second]) };
  if (selection.on === "segment") return segmentPicks(scene, selection.segment, second);
  if (selection.on === "why-not") return whyNotPicks(scene, selection.from, selection.to);
  const links = scene.links.filter((each) => isAbout(each, selection, scene, ids));
  return {
    ...NOTHING,
    nodes: endsOf(scene, selection, links),
    links: new Set(links.map(({ key }) => key)),
  };
}

/** The two segments (ids) that a selected relation is about, if it is about two that are shown. */
export function pairOfSelection(
  scene: GraphScene,
  selection: Selection | null,
  ids: ComponentIds,
): { readonly from: number; readonly to: number } | null {
  if (selection === null || selection.on === "segment") return null;
  if (selection.on === "pipeline" || selection.on === "hand-off") {
    const links = scene.links.filter((each) => isAbout(each, selection, scene, ids));
    return links.length === 1 ? { from: links[0].link.from, to: links[0].link.to } : null;
  }
  const from = nodeOfSegment(scene, selection.from);
  const to = nodeOfSegment(scene, selection.to);
  return from === undefined || to === undefined ? null : { from: from.node.id, to: to.node.id };
}

function segmentPicks(scene: GraphScene, segment: number, second: number | null): Picks {
  const picked = nodeOfSegment(scene, segment);
  if (picked === undefined) return NOTHING;
  const { id } = picked.node;
  const nodes = new Set(second === null ? [id] : [id, second]);
  const near = scene.links.filter(({ link }) => nodes.has(link.from) || nodes.has(link.to));
  const kept = new Set([...nodes, ...near.flatMap(({ link }) => [link.from, link.to])]);
  const keptLinks = new Set(near.map(({ key }) => key));
  return {
    nodes,
    links: new Set(),
    dimNodes: new Set(scene.nodes.flatMap(({ node }) => (kept.has(node.id) ? [] : [node.id]))),
    dimLinks: new Set(scene.links.flatMap(({ key }) => (keptLinks.has(key) ? [] : [key]))),
    asked: null,
  };
}

/** Everything but the pair steps back; what does hold between the two stays. */
function whyNotPicks(scene: GraphScene, fromSegment: number, toSegment: number): Picks {
  const from = nodeOfSegment(scene, fromSegment);
  const to = nodeOfSegment(scene, toSegment);
  const nodes = new Set([from, to].flatMap((each) => (each === undefined ? [] : [each.node.id])));
  const between = scene.links.filter(({ link }) => nodes.has(link.from) && nodes.has(link.to));
  const kept = new Set(between.map(({ key }) => key));
  return {
    nodes,
    links: new Set(),
    dimNodes: new Set(scene.nodes.flatMap(({ node }) => (nodes.has(node.id) ? [] : [node.id]))),
    dimLinks: new Set(scene.links.flatMap(({ key }) => (kept.has(key) ? [] : [key]))),
    asked: from === undefined || to === undefined || from === to ? null : { from, to },
  };
}

/** Whether a line draws the relation that is selected. Folded nodes stand for all their occurrences. */
function isAbout(each: SceneLink, selection: Selection, scene: GraphScene, ids: ComponentIds): boolean {
  const { link, from, to } = each;
  if (selection.on === "order" || selection.on === "exclusion") {
    const kind = selection.on === "order" ? "happens-before" : "mutual-exclusion";
    const a = nodeOfSegment(scene, selection.from);
    const b = nodeOfSegment(scene, selection.to);
    if (link.kind !== kind || a === undefined || b === undefined) return false;
    return (from === a && to === b) || (kind === "mutual-exclusion" && from === b && to === a);
  }
  if (selection.on === "pipeline") {
    return link.tasks !== null && link.tasks.from === selection.from && link.tasks.to === selection.to;
  }
  if (selection.on !== "hand-off") return false;
  if (link.handOff !== null && ids.get(link.handOff.from) === selection.from) {
    return ids.get(link.handOff.to) === selection.to;
  }
  const chosen = selectionOfLink(each, scene, ids);
  return chosen.on === "hand-off" && chosen.from === selection.from && chosen.to === selection.to;
}

function endsOf(scene: GraphScene, selection: Selection, links: readonly SceneLink[]): Set<number> {
  if (selection.on === "order" || selection.on === "exclusion") {
    // Also where no line joins them.
    const ends = [selection.from, selection.to].map((segment) => nodeOfSegment(scene, segment));
    return new Set(ends.flatMap((each) => (each === undefined ? [] : [each.node.id])));
  }
  return new Set(links.flatMap(({ link }) => [link.from, link.to]));
}
