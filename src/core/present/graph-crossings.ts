import { NO_CORRIDOR, spanOf } from "./graph-corridors.ts";
import type { Grid, GridLink } from "./graph-grid.ts";
import { isForward, isWithinColumn } from "./graph-grid.ts";

/**
 * Crossings that the arrangement forces, whichever channels are chosen: within every gap, pairs of links that enter it in
 * one vertical order and leave it in the other. O(passages · log levels).
 */
export function countCrossings(grid: Grid, links: readonly GridLink[], corridor: Int32Array): number {
  const { levels, rank, row, columns } = grid;
  const left: number[][] = Array.from({ length: columns + 1 }, () => []);
  const right: number[][] = Array.from({ length: columns + 1 }, () => []);
  links.forEach((link, at) => {
    if (isWithinColumn(grid, link)) return;
    const from = levels.levelOfRow[row[link.from]];
    const to = levels.levelOfRow[row[link.to]];
    const first = rank[link.from] + 1;
    const last = rank[link.to];
    if (corridor[at] === NO_CORRIDOR) {
      left[first].push(from);
      right[first].push(to);
      return;
    }
    const level = corridor[at];
    const span = spanOf(grid, link);
    if (span === null) return;
    // Both ends of a link that goes around lie on one side of each of its two turning gaps: no order to invert there.
    const [begin, end] = isForward(grid, link) ? [first, last] : [span.first + 1, span.last];
    for (let gap = begin; gap <= end; gap++) {
      left[gap].push(gap === first && isForward(grid, link) ? from : level);
      right[gap].push(gap === last && isForward(grid, link) ? to : level);
    }
  });
  let crossings = 0;
  for (let gap = 0; gap <= columns; gap++) crossings += inversions(left[gap], right[gap], levels.count);
  return crossings;
}

/** Pairs with left[i] < left[j] and right[i] > right[j]. Values are below `size`. */
export function inversions(left: readonly number[], right: readonly number[], size: number): number {
  if (left.length < 2) return 0;
  const order = left.map((_, at) => at).sort((a, b) => left[a] - left[b] || right[a] - right[b]);
  const tree = new Int32Array(size + 1);
  let seen = 0;
  let count = 0;
  // Those of one left value are added together: they fan out, they do not cross.
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && left[order[end]] === left[order[start]]) {
      let below = 0;
      for (let i = right[order[end]] + 1; i > 0; i -= i & -i) below += tree[i];
      count += seen - below;
      end++;
    }
    for (; start < end; start++) {
      for (let i = right[order[start]] + 1; i <= size; i += i & -i) tree[i]++;
      seen++;
    }
  }
  return count;
}
