import type { GraphLayout, LaneBox, LinkLine, NodeBox, Point } from "./graph-layout.ts";
import { NODE_PADDING } from "./graph-layout.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { GraphSelection } from "./graph-selection.ts";
import { estimatedWidth, fitMiddle } from "./label-fit.ts";
import { formatCount, formatDuration, formatShare } from "./number-format.ts";
import type { ShownLink } from "./shown-link.ts";
import { xmlText } from "./xml-text.ts";

/** Colours and face of an SVG, as CSS values. */
export interface GraphColours {
  readonly ground: string;
  /** Every other lane. */
  readonly band: string;
  readonly node: string;
  readonly ink: string;
  readonly quietInk: string;
  readonly edge: string;
  readonly link: string;
  /** On the path of at least half, and of a tenth, of the requests. */
  readonly accent: string;
  readonly accentMid: string;
  readonly accentInk: string;
  /** By position in `ClassGraph.components`; the last one for all beyond. */
  readonly components: readonly string[];
  readonly fontFamily: string;
}

/** The light theme. */
export const LIGHT_GRAPH_COLOURS: GraphColours = {
  ground: "#ffffff",
  band: "#f6f7f9",
  node: "#ffffff",
  ink: "#14171c",
  quietInk: "#5d6572",
  edge: "#838b97",
  link: "#5d6572",
  accent: "#c93a0b",
  accentMid: "#d67447",
  accentInk: "#b83307",
  components: ["#1590c4", "#1a8a5d", "#845aa9", "#af8423", "#326a75", "#7b2a5a", "#38418b", "#4e4d24", "#7d8590"],
  fontFamily: "'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif",
};

/**
 * A laid-out graph as one self-contained SVG document, readable without its colours: filled arrow = happens before, thin
 * dashes with an open head = hand-off or call, double bar = mutual exclusion, dots with ≫ = pipeline.
 */
export function graphSvg(
  selection: GraphSelection,
  layout: GraphLayout,
  colours: GraphColours = LIGHT_GRAPH_COLOURS,
): string {
  const { width, height } = layout;
  const nodes = new Map(selection.nodes.map((node) => [node.id, node]));
  const links = new Map(selection.links.map((link) => [`${link.from}:${link.to}:${link.kind}`, link]));
  const drawn = layout.links.flatMap((line) => {
    const link = links.get(`${line.from}:${line.to}:${line.kind}`);
    return link === undefined ? [] : [{ line, link }];
  });
  // What is on the path lies above what is not.
  drawn.sort((a, b) => a.link.onPathShare - b.link.onPathShare);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}"`,
    ` font-family="${xmlText(colours.fontFamily)}" font-size="12" role="img">`,
    `<title>${xmlText(`Causal graph of ${selection.name}, ${formatCount(selection.requests)} requests`)}</title>`,
    `<rect width="${px(width)}" height="${px(height)}" fill="${xmlText(colours.ground)}"/>`,
    ...layout.lanes.map((lane, at) => laneBand(lane, at, width, colours)),
    ...drawn.map(({ line, link }) => drawnLink(line, link, layout.cornerRadius, colours)),
    ...layout.lanes.map((lane) => laneName(lane, colours)),
    ...layout.nodes.flatMap((box) => {
      const node = nodes.get(box.id);
      return node === undefined ? [] : [drawnNode(box, node, selection.requests, layout.compact, colours)];
    }),
    "</svg>\n",
  ];
  return parts.join("\n");
}

/** Corners of at most `radius`; where a stretch is short they shrink. As the `d` of an SVG path. */
export function roundedPath(points: readonly Point[], radius: number): string {
  if (points.length === 0) return "";
  let path = `M${px(points[0].x)} ${px(points[0].y)}`;
  for (let at = 1; at < points.length - 1; at++) {
    const [before, corner, after] = [points[at - 1], points[at], points[at + 1]];
    const r = Math.min(radius, distance(before, corner) / (at === 1 ? 1 : 2), distance(corner, after) / 2);
    const begin = towards(corner, before, r);
    const end = towards(corner, after, r);
    path += `L${px(begin.x)} ${px(begin.y)}Q${px(corner.x)} ${px(corner.y)} ${px(end.x)} ${px(end.y)}`;
  }
  const last = points[points.length - 1];
  return `${path}L${px(last.x)} ${px(last.y)}`;
}

function laneBand({ y, height }: LaneBox, at: number, width: number, colours: GraphColours): string {
  if (at % 2 === 0) return "";
  return `<rect y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${xmlText(colours.band)}"/>`;
}

function laneName(lane: LaneBox, colours: GraphColours): string {
  const middle = lane.y + (lane.collapsed ? lane.height / 2 : 11);
  const hidden = `▸ ${formatCount(lane.hidden)} folded`;
  const width = estimatedWidth(lane.name, 12);
  const swatch =
    lane.components.length === 1
      ? `<rect x="12" y="${px(middle - 4)}" width="8" height="8" rx="2" fill="${colourOf(lane.components[0], colours)}"/>`
      : "";
  const count = lane.collapsed
    ? `<text x="${px(33 + width)}" y="${px(middle + 4)}" fill="${xmlText(colours.quietInk)}">${hidden}</text>`
    : "";
  const name = `<text x="25" y="${px(middle + 4)}" fill="${xmlText(colours.ink)}">${xmlText(lane.name)}</text>`;
  return swatch + name + count;
}

function drawnNode(box: NodeBox, node: GraphNode, requests: number, compact: boolean, colours: GraphColours): string {
  const { x, y, width, height } = box;
  const accent = accentOf(node.onPathShare, colours);
  const few = node.requests < 0.05 * requests;
  const times = node.members.length > 1 ? ` ×${node.members.length}` : "";
  const label = fitMiddle(node.shortLabel, width - NODE_PADDING - estimatedWidth(times, 12), 12) + times;
  const share = few ? `n ${formatCount(node.requests)}` : formatShare(node.onPathShare);
  const shareInk = !few && node.onPathShare >= 0.1 ? colours.accentInk : colours.quietInk;
  const numbers = compact
    ? ""
    : `<text x="8" y="29" font-size="11" fill="${xmlText(colours.quietInk)}">${xmlText(formatDuration(node.meanNs))}</text>` +
      `<text x="${width - 5}" y="29" font-size="11" text-anchor="end" fill="${xmlText(shareInk)}">${xmlText(share)}</text>`;
  const bar = Math.max(node.onPathShare > 0 ? 1 : 0, (width - 14) * Math.min(1, node.onPathShare));
  const title = `${node.task} ${node.label}: mean ${formatDuration(node.meanNs)}, on the path of ${formatShare(node.onPathShare)}, n ${formatCount(node.requests)}`;
  return (
    `<g transform="translate(${px(x)} ${px(y)})"><title>${xmlText(title)}</title>` +
    `<rect width="${width}" height="${height}" rx="4" fill="${xmlText(colours.node)}" stroke="${xmlText(colours.edge)}"/>` +
    `<path d="M4 0H4V${height}H4Q0 ${height} 0 ${height - 4}V4Q0 0 4 0Z" fill="${colourOf(node.component, colours)}"/>` +
    `<text x="8" y="16" fill="${xmlText(colours.ink)}">${xmlText(label)}</text>${numbers}` +
    `<rect x="8" y="${height - 6}" width="${px(bar)}" height="2" fill="${xmlText(accent ?? colours.link)}"/></g>`
  );
}

function drawnLink(line: LinkLine, link: ShownLink, radius: number, colours: GraphColours): string {
  const colour = xmlText(accentOf(link.onPathShare, colours) ?? colours.link);
  const opacity = link.status === "tentative" ? ' opacity="0.55"' : "";
  const path = roundedPath(line.points, radius);
  const stroke = (width: number, dashes: string) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes}/>`;
  const width = widthOf(link);
  let drawing: string;
  if (link.form === "mutual-exclusion") {
    drawing =
      `${stroke(5, "")}<path d="${path}" fill="none" stroke="${xmlText(colours.ground)}" stroke-width="2.6"/>` +
      `<path d="${endBar(line.points)}${endBar(line.points.toReversed())}" stroke="${colour}" stroke-width="1.2"/>`;
  } else if (link.form === "pipeline") {
    const { x, y } = middleOfLastRun(line.points);
    drawing =
      `${stroke(1.8, ' stroke-dasharray="0.1 4" stroke-linecap="round"')}` +
      `<rect x="${px(x - 9)}" y="${px(y - 7)}" width="18" height="14" fill="${xmlText(colours.ground)}"/>` +
      `<path d="M${px(x - 6)} ${px(y - 4.5)}l4.5 4.5l-4.5 4.5m6.5 -9l4.5 4.5l-4.5 4.5" fill="none" stroke="${colour}" stroke-width="1.4"/>`;
  } else if (link.form === "hand-off") {
    drawing = stroke(width, ' stroke-dasharray="5 3"') + head(line.points, colour, false);
  } else {
    drawing = stroke(width, "") + head(line.points, colour, true);
  }
  if (link.status === "near") drawing += notch(line.points, colour);
  return `<g${opacity}>${drawing}</g>`;
}

function widthOf({ form, supportShare, onPathShare }: ShownLink): number {
  if (form === "hand-off" && onPathShare < 0.1) return 1.2;
  if (onPathShare >= 0.5) return 2.4;
  if (onPathShare >= 0.1) return 1.8;
  return supportShare < 0.05 ? 0.9 : 1.5;
}

/** A filled head is a relation, an open one a message. */
function head(points: readonly Point[], colour: string, filled: boolean): string {
  const { x, y } = points[points.length - 1];
  const d = `M${px(x - 8)} ${px(y - 3.5)}L${px(x - 0.5)} ${px(y)}L${px(x - 8)} ${px(y + 3.5)}`;
  return filled
    ? `<path d="${d}Z" fill="${colour}"/>`
    : `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.3"/>`;
}

/** Two short bars across the longest stretch: it holds but for exceptions. */
function notch(points: readonly Point[], colour: string): string {
  let at = 1;
  for (let i = 2; i < points.length; i++) {
    if (distance(points[i - 1], points[i]) > distance(points[at - 1], points[at])) at = i;
  }
  const [a, b] = [points[at - 1], points[at]];
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const bars =
    a.x === b.x
      ? `M${px(x - 4)} ${px(y - 1.5)}h8M${px(x - 4)} ${px(y + 1.5)}h8`
      : `M${px(x - 1.5)} ${px(y - 4)}v8M${px(x + 1.5)} ${px(y - 4)}v8`;
  return `<path d="${bars}" stroke="${colour}" stroke-width="1.2"/>`;
}

function endBar([end, next]: readonly Point[]): string {
  return end.x === next.x ? `M${px(end.x - 6)} ${px(end.y)}h12` : `M${px(end.x)} ${px(end.y - 6)}v12`;
}

function middleOfLastRun(points: readonly Point[]): Point {
  const [a, b] = points.slice(-2);
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function accentOf(share: number, colours: GraphColours): string | null {
  if (share >= 0.5) return colours.accent;
  return share >= 0.1 ? colours.accentMid : null;
}

function colourOf(component: number, { components }: GraphColours): string {
  return xmlText(components[Math.min(component, components.length - 1)] ?? "currentColor");
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

/** The point `by` px from `a` on the way to `b`; the way is horizontal or vertical. */
function towards(a: Point, b: Point, by: number): Point {
  return { x: a.x + Math.sign(b.x - a.x) * by, y: a.y + Math.sign(b.y - a.y) * by };
}

/** Tenths of a px are enough. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
