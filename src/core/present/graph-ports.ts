/** A line that ends at one side of a node. */
export interface PortUse {
  readonly link: number;
  /** Centre of the node, px. */
  readonly nodeY: number;
  /** Height from which the line comes to its last turn before the node; that of the node itself if it comes straight. */
  readonly fromY: number;
  /** Breaks ties: height of the other end. */
  readonly otherY: number;
  /** Comes straight from the node beside it: takes the middle. */
  readonly isStraight: boolean;
}

/** Lines into one node are at most so far apart, px. */
const SPACING = 8;
/** They end at least so far from the corners of the node. */
const CORNER = 5;

/**
 * Heights of the lines that enter one node at its left, per link: in the order in which they arrive from above and below,
 * so that they need not cross. A straight line takes the middle, a single line too.
 */
export function entryHeights(uses: readonly PortUse[], nodeHeight: number): Map<number, number> {
  const sorted = uses.toSorted((a, b) => a.fromY - b.fromY || a.otherY - b.otherY || a.link - b.link);
  const straight = sorted.findIndex(({ isStraight }) => isStraight);
  const middle = straight >= 0 ? straight : (sorted.length - 1) / 2;
  const most = Math.max(middle, sorted.length - 1 - middle);
  const step = Math.min(SPACING, (nodeHeight / 2 - CORNER) / Math.max(1, most));
  return new Map(sorted.map(({ link, nodeY }, at) => [link, nodeY + (at - middle) * step]));
}

/**
 * Height at which a line leaves a node at its right. Lines that turn up, or down, leave as one and fork in the gap; where
 * a line or a node lies straight ahead they leave above and below the middle. The distance is no multiple of the spacing of entries, so that a line
 * that leaves and one that enters the next node do not lie on each other.
 */
export function exitHeight(nodeY: number, nodeHeight: number, turnsTo: number, meetsOthers: boolean): number {
  if (turnsTo === nodeY || !meetsOthers) return nodeY;
  return nodeY + Math.sign(turnsTo - nodeY) * nodeHeight * 0.267;
}
