/** A drawn link between two nodes (positions in the grid). */
export interface GridLink {
  readonly from: number;
  readonly to: number;
  /** 0 … 1: straight and short matters more for the links that matter more. */
  readonly importance: number;
  /** Mutual exclusion: needs no way around within one column. */
  readonly isUndirected: boolean;
}

/**
 * Nodes in cells: a column per rank, lanes from top to bottom, rows within a lane. Between the rows, and above and below
 * the rows of every lane, run **gutters**. Rows and gutters together are **levels**, numbered from top to bottom:
 *
 *     lane 0    level 0  gutter
 *                     1  row 0      [a] [b]
 *                     2  gutter
 *                     3  row 1          [c]
 *                     4  gutter
 *     lane 1          5  gutter
 *                     6  row 2      [d]
 *                     7  gutter
 *
 * Gaps are numbered by the column to their right: gap c lies left of column c, gap c + 1 right of it.
 */
export interface Grid {
  readonly columns: number;
  /** Rows of each lane. */
  readonly rowsOfLane: readonly number[];
  /** Per node. */
  readonly rank: Int32Array;
  readonly lane: Int32Array;
  /** Row counted over all lanes. */
  readonly row: Int32Array;
  readonly levels: GridLevels;
}

export interface GridLevels {
  readonly count: number;
  readonly rows: number;
  readonly firstRowOfLane: Int32Array;
  readonly levelOfRow: Int32Array;
  /** Row of a level, −1 for gutters. */
  readonly rowOfLevel: Int32Array;
  readonly laneOfLevel: Int32Array;
  /** Rough height of a level in rows, for costs: rows are 1 apart, lanes a little more. */
  readonly height: Float64Array;
}

/** Two adjacent lanes are this much farther apart than two rows. */
const LANE_GAP = 0.4;

/** Levels of lanes with so many rows each. */
export function levelsOf(rowsOfLane: readonly number[]): GridLevels {
  const rows = rowsOfLane.reduce((sum, n) => sum + n, 0);
  const count = 2 * rows + rowsOfLane.length;
  const levels = {
    count,
    rows,
    firstRowOfLane: new Int32Array(rowsOfLane.length),
    levelOfRow: new Int32Array(rows),
    rowOfLevel: new Int32Array(count).fill(-1),
    laneOfLevel: new Int32Array(count),
    height: new Float64Array(count),
  };
  let level = 0;
  let row = 0;
  rowsOfLane.forEach((rowsHere, lane) => {
    levels.firstRowOfLane[lane] = row;
    for (let at = 0; at <= 2 * rowsHere; at++, level++) {
      levels.laneOfLevel[level] = lane;
      levels.height[level] = row - 0.5 + lane * LANE_GAP + (at === 0 ? -0.1 : at === 2 * rowsHere ? 0.1 : 0);
      if (at % 2 === 0) continue;
      levels.height[level] = row + lane * LANE_GAP;
      levels.rowOfLevel[level] = row;
      levels.levelOfRow[row] = level;
      row++;
    }
  });
  return levels;
}

/** Whether a link joins two nodes of one column without direction: a bar or a bracket beside them. */
export function isWithinColumn(grid: Pick<Grid, "rank">, { from, to, isUndirected }: GridLink): boolean {
  return isUndirected && grid.rank[from] === grid.rank[to];
}

/** Whether a link runs from a column to one farther right; all others go around. */
export function isForward(grid: Pick<Grid, "rank">, { from, to }: GridLink): boolean {
  return grid.rank[to] > grid.rank[from];
}
