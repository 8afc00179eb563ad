import type { Grid, GridLink } from "./graph-grid.ts";
import { isForward, isWithinColumn } from "./graph-grid.ts";

/** A link goes straight to the next column, or a corridor leads it past the columns between. */
export const NO_CORRIDOR = -1;

/** A turn costs as much as so many rows of vertical way. */
const TURN = 0.6;
/** A gutter is used before a detour of so many rows, by how many links run there. */
const CROWD = 0.15;

/**
 * Levels on which links pass the columns between their ends, per link; NO_CORRIDOR for links to the next column. A row is
 * a corridor where its cells are free; two links share one only if they have one source, or run into one target. Gutters
 * are always free. Shorter links choose first, then more important ones. O(links · levels).
 */
export function chooseCorridors(grid: Grid, links: readonly GridLink[]): Int32Array {
  const { columns, levels, rank, row } = grid;
  const corridor = new Int32Array(links.length).fill(NO_CORRIDOR);
  const stride = columns + 1;
  const occupied = new Int32Array(levels.rows * stride);
  for (let node = 0; node < rank.length; node++) occupied[row[node] * stride + rank[node] + 1]++;
  for (let at = 0; at < levels.rows; at++) {
    for (let column = 1; column < stride; column++)
      occupied[at * stride + column] += occupied[at * stride + column - 1];
  }
  const reserved: Stretch[][] = Array.from({ length: levels.rows }, () => []);
  const crowd = Array.from({ length: levels.count }, () => new Uint16Array(columns));
  const spans = links.map((link) => spanOf(grid, link));
  const order = links
    .map((_, at) => at)
    .filter((at) => spans[at] !== null)
    .sort(
      (a, b) =>
        spans[a]!.last - spans[a]!.first - (spans[b]!.last - spans[b]!.first) ||
        links[b].importance - links[a].importance ||
        links[a].from - links[b].from ||
        links[a].to - links[b].to,
    );
  for (const at of order) {
    const link = links[at];
    const { first, last } = spans[at]!;
    const fromLevel = levels.levelOfRow[row[link.from]];
    const toLevel = levels.levelOfRow[row[link.to]];
    const low = Math.max(0, Math.min(fromLevel, toLevel) - 4);
    const high = Math.min(levels.count - 1, Math.max(fromLevel, toLevel) + 4);
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let level = low; level <= high; level++) {
      let cost =
        Math.abs(levels.height[level] - levels.height[fromLevel]) +
        Math.abs(levels.height[level] - levels.height[toLevel]) +
        (level === fromLevel ? 0 : TURN) +
        (level === toLevel ? 0 : TURN);
      if (cost >= bestCost) continue;
      const here = levels.rowOfLevel[level];
      if (here >= 0) {
        const base = here * stride;
        if (occupied[base + last + 1] > occupied[base + first]) continue;
        if (reserved[here].some((other) => isTaken(other, first, last, link, here === row[link.to]))) continue;
      } else {
        let most = 0;
        for (let column = first; column <= last; column++) most = Math.max(most, crowd[level][column]);
        cost += CROWD * (most + 1);
      }
      if (cost < bestCost) {
        best = level;
        bestCost = cost;
      }
    }
    corridor[at] = best;
    const here = levels.rowOfLevel[best];
    if (here >= 0)
      reserved[here].push({ first, last, from: link.from, to: link.to, intoTarget: here === row[link.to] });
    else for (let column = first; column <= last; column++) crowd[best][column]++;
  }
  return corridor;
}

/** Columns that a link must pass, first to last; null if it needs one gap only. */
export function spanOf(grid: Grid, link: GridLink): { first: number; last: number } | null {
  const from = grid.rank[link.from];
  const to = grid.rank[link.to];
  if (isWithinColumn(grid, link)) return null;
  if (!isForward(grid, link)) return { first: to, last: from };
  return to === from + 1 ? null : { first: from + 1, last: to - 1 };
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
  readonly intoTarget: boolean;
}

function isTaken(other: Stretch, first: number, last: number, link: GridLink, intoTarget: boolean): boolean {
  // Where one ends and the other begins both turn in one gap, at one height.
  if (other.first > last + 1 || first > other.last + 1) return false;
  if (other.from === link.from) return false;
  return !(intoTarget && other.intoTarget && other.to === link.to);
}
