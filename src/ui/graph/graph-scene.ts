import type { ComponentColor, ComponentColors } from "../../core/present/component-colors.ts";
import { colorOf } from "../../core/present/component-colors.ts";
import type { GraphLayout, LinkLine, NodeBox } from "../../core/present/graph-layout.ts";
import { NODE_PADDING } from "../../core/present/graph-layout.ts";
import type { GraphNode } from "../../core/present/graph-nodes.ts";
import type { GraphSelection } from "../../core/present/graph-selection.ts";
import { estimatedWidth, fitMiddle } from "../../core/present/label-fit.ts";
import { type LiveSelection, linkKey } from "../../core/present/live-selection.ts";
import { formatCount, formatDuration, formatShare } from "../../core/present/number-format.ts";
import type { ShownLink } from "../../core/present/shown-link.ts";
import { linkSentence } from "./link-words.ts";

/** On the path of at least half of the requests, of a tenth, of fewer. */
export type PathTone = "most" | "some" | "few";

/** A segment with its place and every text that is drawn of it. */
export interface SceneNode {
  readonly node: GraphNode;
  readonly box: NodeBox;
  readonly color: ComponentColor;
  /** Fitted to the box. */
  readonly label: string;
  readonly time: string;
  /** Share of requests with it on their path, or how few have it at all. */
  readonly note: string;
  readonly isNoteCritical: boolean;
  readonly tone: PathTone;
  readonly barPx: number;
  /** "web · render feed, mean 19.0 ms, on the path of 6.8 %": names it where it is not seen. */
  readonly name: string;
  readonly isAbsent: boolean;
}

export interface SceneLink {
  readonly key: string;
  readonly link: ShownLink;
  readonly line: LinkLine;
  readonly from: SceneNode;
  readonly to: SceneNode;
  readonly tone: PathTone;
  readonly widthPx: number;
  readonly sentence: string;
  readonly isAbsent: boolean;
}

/** Everything that graph, tables and cards show, in one order: nodes by rank and row, links by their ends in that order. */
export interface GraphScene {
  readonly selection: GraphSelection;
  readonly layout: GraphLayout;
  readonly nodes: readonly SceneNode[];
  readonly links: readonly SceneLink[];
  readonly nodeOf: ReadonlyMap<number, SceneNode>;
  readonly linkOf: ReadonlyMap<string, SceneLink>;
}

const BAR_INSET = 14;
/** Segments that fewer requests have show their number instead of a share. */
const FEW_REQUESTS = 0.05;

/** Shortens a text in its middle to so many px at the size of labels. */
export type FitLabel = (text: string, widthPx: number) => string;

/**
 * Puts texts and tones to a picture. O(nodes + links).
 *
 * @param fitLabel by default estimates widths; the page measures them
 */
export function graphScene(
  live: LiveSelection,
  layout: GraphLayout,
  colors: ComponentColors,
  fitLabel: FitLabel = (text, widthPx) => fitMiddle(text, widthPx, 12),
): GraphScene {
  const { selection, absentNodes, absentLinks } = live;
  const boxes = new Map(layout.nodes.map((box) => [box.id, box]));
  const componentName = new Map(selection.components.map(({ component, name }) => [component, name]));
  const nodes = selection.nodes
    .flatMap((node) => {
      const box = boxes.get(node.id);
      if (box === undefined) return [];
      const color = colorOf(colors, componentName.get(node.component) ?? "");
      return [
        sceneNode(node, box, { color, fitLabel, requests: selection.requests, isAbsent: absentNodes.has(node.id) }),
      ];
    })
    .sort((a, b) => a.box.column - b.box.column || a.box.y - b.box.y || a.node.id - b.node.id);
  const nodeOf = new Map(nodes.map((each) => [each.node.id, each]));
  const place = new Map(nodes.map(({ node }, at) => [node.id, at]));
  const lines = new Map(layout.links.map((line) => [linkKey(line), line]));
  const links = selection.links
    .flatMap((link): SceneLink[] => {
      const key = linkKey(link);
      const line = lines.get(key);
      const from = nodeOf.get(link.from);
      const to = nodeOf.get(link.to);
      if (line === undefined || from === undefined || to === undefined) return [];
      const tone = toneOf(link.onPathShare);
      const sentence = linkSentence(link, from.node, to.node);
      return [{ key, link, line, from, to, tone, widthPx: widthOf(link), sentence, isAbsent: absentLinks.has(key) }];
    })
    .sort(
      (a, b) =>
        place.get(a.link.from)! - place.get(b.link.from)! ||
        place.get(a.link.to)! - place.get(b.link.to)! ||
        (a.link.kind < b.link.kind ? -1 : 1),
    );
  return { selection, layout, nodes, links, nodeOf, linkOf: new Map(links.map((each) => [each.key, each])) };
}

/** What the picture shows, in a sentence: for those who do not see it. */
export function sceneSentence({ selection, nodes, links }: GraphScene): string {
  const critical = nodes.filter(({ tone }) => tone === "most").toSorted((a, b) => b.node.pathShare - a.node.pathShare);
  const counts = `${formatCount(nodes.length)} segments and ${formatCount(links.length)} links`;
  const head = `Causal graph of ${selection.name}, ${formatCount(selection.requests)} requests: ${counts}`;
  if (critical.length === 0) return `${head}; no segment is on the path of half of the requests`;
  const [top] = critical;
  return `${head}; ${formatCount(critical.length)} on the path of at least half of the requests, most of the time in ${nameOf(top.node)}`;
}

/** "task · label" of a segment. */
export function nameOf({ task, label, members }: GraphNode): string {
  return `${task} · ${label}${members.length > 1 ? ` ×${members.length}` : ""}`;
}

export function toneOf(onPathShare: number): PathTone {
  if (onPathShare >= 0.5) return "most";
  return onPathShare >= 0.1 ? "some" : "few";
}

interface NodeContext {
  readonly color: ComponentColor;
  readonly fitLabel: FitLabel;
  /** Of the class. */
  readonly requests: number;
  readonly isAbsent: boolean;
}

function sceneNode(node: GraphNode, box: NodeBox, { color, fitLabel, requests, isAbsent }: NodeContext): SceneNode {
  const times = node.members.length > 1 ? ` ×${node.members.length}` : "";
  const isRare = node.requests < FEW_REQUESTS * requests;
  const tone = toneOf(node.onPathShare);
  const share = formatShare(node.onPathShare);
  const barPx = (box.width - BAR_INSET) * Math.min(1, node.onPathShare);
  return {
    node,
    box,
    color,
    // The count of repeats is never cut.
    label: fitLabel(node.shortLabel, box.width - NODE_PADDING - estimatedWidth(times, 12)) + times,
    time: isAbsent ? "–" : narrow(formatDuration(node.meanNs)),
    note: noteOf(node, isRare),
    isNoteCritical: !isRare && tone !== "few",
    tone,
    barPx: node.onPathShare > 0 ? Math.max(1, barPx) : 0,
    name: isAbsent
      ? `${nameOf(node)}, in none of these requests`
      : `${nameOf(node)}, mean ${formatDuration(node.meanNs)}, ${isRare ? `in ${formatCount(node.requests)} requests, ` : ""}on the path of ${share}`,
    isAbsent,
  };
}

/** What stands beside the time: nothing for what is never on a path. */
function noteOf({ requests, onPathShare }: GraphNode, isRare: boolean): string {
  if (isRare) return narrow(`n\u00a0${formatCount(requests)}`);
  return onPathShare === 0 ? "" : narrow(formatShare(onPathShare));
}

/** Inside a node number and unit stand closer. */
function narrow(text: string): string {
  return text.replaceAll("\u00a0", "\u202f");
}

function widthOf({ form, supportShare, onPathShare }: ShownLink): number {
  const tone = toneOf(onPathShare);
  if (form === "hand-off") return tone === "most" ? 1.9 : tone === "some" ? 1.4 : 1.2;
  if (tone === "most") return 2.4;
  if (tone === "some") return 1.8;
  return supportShare < FEW_REQUESTS ? 0.9 : 1.5;
}
