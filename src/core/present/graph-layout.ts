import type { Grid, GridLink } from "./graph-grid.ts";
import type { Lane } from "./graph-lane-list.ts";
import { listLanes } from "./graph-lane-list.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { rankNodes } from "./graph-ranks.ts";
import type { RoutedGrid } from "./graph-routes.ts";
import { routeLinks } from "./graph-routes.ts";
import { arrangeRows } from "./graph-rows.ts";
import type { GraphSelection } from "./graph-selection.ts";
import { estimatedWidth } from "./label-fit.ts";
import type { ShownLink } from "./shown-link.ts";

/** Room on the screen, px. The picture may be wider and is then scrolled; it is not wrapped. */
export interface LayoutOptions {
  readonly width: number;
  readonly height: number;
  /** Work spent on the order of rows, 1 = about a tenth of a second for 60 nodes; 0 = ranks alone. */
  readonly effort: number;
}

export const DEFAULT_LAYOUT_OPTIONS: LayoutOptions = { width: 1100, height: 700, effort: 1 };

export interface NodeBox {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly column: number;
}

export interface LaneBox {
  /** Positions in `ClassGraph.components`: one, or the several that a last lane stands for. */
  readonly components: readonly number[];
  readonly name: string;
  readonly y: number;
  readonly height: number;
  /** Only a name and how many segments it hides. */
  readonly collapsed: boolean;
  readonly hidden: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A link as drawn. Lines run at right angles from the right edge of `from` to the left edge of `to`, also where `to` lies
 * farther left: then they go around through a gutter. Two forms differ, both of mutual exclusions within one column: "bar"
 * leads from the bottom edge of the upper node to the top edge of the one below, "bracket" from right edge to right edge.
 */
export interface LinkLine {
  readonly from: number;
  readonly to: number;
  readonly kind: ShownLink["kind"];
  readonly shape: "line" | "bar" | "bracket";
  readonly points: readonly Point[];
}

/** A drawn selection, px. Boxes ascend by id, lines by (from, to, kind). */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** Small nodes: label and bar only. */
  readonly compact: boolean;
  readonly cornerRadius: number;
  readonly nodes: readonly NodeBox[];
  readonly lanes: readonly LaneBox[];
  readonly links: readonly LinkLine[];
}

const FULL = { width: 92, height: 42, rowGap: 16 };
const COMPACT = { width: 75, height: 27, rowGap: 12 };
/** Below this distance of rows there is no room for the numbers of a node. */
const LEAST_FULL_ROW = 44;
/** Nodes grow as far as their longest label wants while there is room. */
const MOST_NODE_WIDTH = 140;
const COLLAPSED_LANE = 20;
const CORNER_RADIUS = 6;
/** A link off the critical path, beside one on it, when lanes are ordered. */
const LEAST_WEIGHT = 0.2;
/** What stands left and right of a label within its node. */
export const NODE_PADDING = 15;

/**
 * Places and routes a selection: columns by causal rank, a lane per component. Pure; the same selection gives the same
 * picture, whatever the order of its nodes and links. 60 nodes take a tenth of a second, 500 nodes with 1,500 links
 * under three (graph-layout.bench.ts).
 */
export function layoutGraph(selection: GraphSelection, options: LayoutOptions = DEFAULT_LAYOUT_OPTIONS): GraphLayout {
  const nodes = selection.nodes.toSorted((a, b) => a.id - b.id);
  const positionOf = new Map(nodes.map(({ id }, at) => [id, at]));
  const shown = selection.links
    .flatMap((link) => {
      const from = positionOf.get(link.from);
      const to = positionOf.get(link.to);
      return from === undefined || to === undefined || from === to ? [] : [{ link, from, to }];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.link.kind < b.link.kind ? -1 : 1));
  const resources = selection.resources
    .map((members) => members.flatMap((id) => positionOf.get(id) ?? []))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const rank = rankNodes({
    count: nodes.length,
    links: shown
      .filter(({ link }) => link.kind !== "mutual-exclusion")
      .map(({ link, from, to }) => ({ from, to, weight: link.support })),
    columns: resources,
    precedence: nodes.map(({ precedence }) => precedence),
  });
  const lanes = listLanes(
    selection.components,
    nodes.map(({ component }) => component),
    rank,
    shown.map(({ link, from, to }) => ({ from, to, weight: LEAST_WEIGHT + link.onPathShare })),
  );
  const links = shown.map(({ link, from, to }) => toGridLink(link, from, to, rank));
  const laneOf = new Map(lanes.open.map(({ component }, at) => [component, at]));
  const grid = arrangeRows(
    {
      columns: rank.reduce((most, value) => Math.max(most, value + 1), 0),
      rank,
      lane: Int32Array.from(nodes, ({ component }) => laneOf.get(component) ?? 0),
      lanes: lanes.open.length,
      links,
      stacks: resources,
    },
    options.effort,
  );
  const collapsedHeight = lanes.all.filter(({ open }) => !open).length * COLLAPSED_LANE;
  const wanted = nodes.reduce((most, node) => Math.max(most, labelWidth(node)), 0);
  const draw = (size: typeof FULL, width: number, rowGap: number) =>
    routeLinks(grid, links, {
      node: size,
      rowGap,
      width,
      lanes: lanes.all.map(({ open, name }) => ({ open, labelWidth: 30 + 7 * name.length, height: COLLAPSED_LANE })),
    });
  const rows = Math.max(1, grid.levels.rows);
  const room = options.height - collapsedHeight - lanes.open.length * 12;
  let compact = room / rows < LEAST_FULL_ROW;
  let size = compact ? COMPACT : FULL;
  let routed = draw(size, 0, size.rowGap);
  if (!compact && (routed.width > options.width || routed.height > options.height)) {
    const small = draw(COMPACT, 0, COMPACT.rowGap);
    // Too large either way: then at least readable.
    if (small.width <= options.width * 1.25 && small.height <= options.height) {
      compact = true;
      size = COMPACT;
      routed = small;
    }
  }
  // Spare width goes to labels before it goes to gaps.
  const columns = Math.max(1, grid.columns);
  const wider = Math.min(MOST_NODE_WIDTH, wanted, size.width + (options.width - routed.width) / columns);
  size = { ...size, width: Math.max(size.width, Math.floor(wider)) };
  const spare = Math.max(0, options.height - routed.height) / rows;
  routed = draw(size, options.width, size.rowGap + Math.min(6, spare));
  return assemble(selection, nodes, shown, lanes.all, grid, routed, { ...size, compact });
}

/** Of a node whose label is not cut, px. */
function labelWidth({ shortLabel, members }: GraphNode): number {
  return NODE_PADDING + estimatedWidth(shortLabel + (members.length > 1 ? ` ×${members.length}` : ""), 12);
}

interface PlacedLink {
  readonly link: ShownLink;
  readonly from: number;
  readonly to: number;
}

/** Mutual exclusion has no direction: it is drawn from left to right. */
function toGridLink(link: ShownLink, from: number, to: number, rank: Int32Array): GridLink {
  const importance = Math.min(1, Math.max(0, link.onPathShare));
  const isUndirected = link.kind === "mutual-exclusion";
  const swap = isUndirected && rank[from] > rank[to];
  return { from: swap ? to : from, to: swap ? from : to, importance, isUndirected };
}

function assemble(
  selection: GraphSelection,
  nodes: GraphSelection["nodes"],
  shown: readonly PlacedLink[],
  lanes: readonly Lane[],
  grid: Grid,
  routed: RoutedGrid,
  { width, height, compact }: { width: number; height: number; compact: boolean },
): GraphLayout {
  return {
    width: selection.nodes.length === 0 ? 0 : routed.width,
    height: routed.height,
    compact,
    cornerRadius: CORNER_RADIUS,
    nodes: nodes.map(({ id }, at) => ({
      id,
      x: routed.columnX[grid.rank[at]],
      y: routed.rowY[grid.row[at]],
      width,
      height,
      column: grid.rank[at],
    })),
    lanes: lanes.map(({ components, name, open, hidden }, at) => ({
      components,
      name,
      y: routed.laneY[at],
      height: routed.laneHeight[at],
      collapsed: !open,
      hidden,
    })),
    links: shown.map(({ link }, at) => ({
      from: link.from,
      to: link.to,
      kind: link.kind,
      shape: routed.routes[at].shape,
      points: routed.routes[at].points,
    })),
  };
}
