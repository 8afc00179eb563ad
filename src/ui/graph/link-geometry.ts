import type { LinkLine, NodeBox, Point } from "../../core/present/graph-layout.ts";

/** A polyline as Cytoscape wants it: ends relative to the centres of the nodes, corners relative to the line between the ends. */
export interface LinkGeometry {
  /** "46px -8px" from the centre of the node. */
  readonly sourceEnd: string;
  readonly targetEnd: string;
  /** Of every corner: how far along the straight line between the ends (0 … 1 between them), and px beside it. */
  readonly weights: readonly number[];
  readonly distances: readonly number[];
}

/** The geometry of a routed line between the boxes of its ends; null if it has no extent to be measured along. */
export function linkGeometry({ points }: LinkLine, from: NodeBox, to: NodeBox): LinkGeometry | null {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined) return null;
  const dx = last.x - first.x;
  const dy = last.y - first.y;
  const length = Math.hypot(dx, dy);
  if (length === 0) return null;
  const weights: number[] = [];
  const distances: number[] = [];
  for (const { x, y } of points.slice(1, -1)) {
    const alongX = x - first.x;
    const alongY = y - first.y;
    weights.push((alongX * dx + alongY * dy) / length ** 2);
    distances.push((alongY * dx - alongX * dy) / length);
  }
  return { sourceEnd: endOf(first, from), targetEnd: endOf(last, to), weights, distances };
}

/** Where the last straight run of a line has its middle: the sign of a pipeline stands there. */
export function middleOfLastRun({ points }: Pick<LinkLine, "points">): Point {
  const [a, b] = points.slice(-2);
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Middle and direction of the longest run: the notch of a relation with exceptions stands there. */
export function longestRun({ points }: Pick<LinkLine, "points">): {
  readonly middle: Point;
  readonly isUpright: boolean;
} {
  let at = 1;
  const lengthOf = (end: number) =>
    Math.abs(points[end].x - points[end - 1].x) + Math.abs(points[end].y - points[end - 1].y);
  for (let end = 2; end < points.length; end++) if (lengthOf(end) > lengthOf(at)) at = end;
  const [a, b] = [points[at - 1], points[at]];
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, isUpright: a.x === b.x };
}

/** Half of the least gap between two columns, and between two rows. */
const COLUMN_GAP = 13;
const ROW_GAP = 6;

/**
 * A line for a pair that no link joins, at right angles and through no node: down the gap right of `from`, along the gap
 * above the row of `to`, and into its nearer side. Boxes stand in rows and columns.
 */
export function askedLine(from: NodeBox, to: NodeBox): Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const out = start.x + COLUMN_GAP;
  const y = to.y + to.height / 2;
  const isAhead = to.x > start.x;
  const end = isAhead ? { x: to.x, y } : { x: to.x + to.width, y };
  const into = isAhead ? to.x - COLUMN_GAP : end.x + COLUMN_GAP;
  if (Math.abs(into - out) <= COLUMN_GAP) return [start, { x: out, y: start.y }, { x: out, y }, end];
  const above = to.y - ROW_GAP;
  return [start, { x: out, y: start.y }, { x: out, y: above }, { x: into, y: above }, { x: into, y }, end];
}

function endOf({ x, y }: Point, box: NodeBox): string {
  return `${x - box.x - box.width / 2}px ${y - box.y - box.height / 2}px`;
}
