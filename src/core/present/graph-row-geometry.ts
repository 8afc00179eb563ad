import type { Grid } from "./graph-grid.ts";

export interface LaneSize {
  readonly open: boolean;
  /** Lanes are named at their top left: a node there makes room. */
  readonly labelWidth: number;
  /** Of a collapsed lane. */
  readonly height: number;
}

export interface RowGeometry {
  readonly height: number;
  /** Top of the nodes of each row. */
  readonly rowY: readonly number[];
  readonly laneY: readonly number[];
  readonly laneHeight: readonly number[];
  /** Height of a track of a gutter. */
  readonly trackY: (level: number, track: number) => number;
}

const LANE_PADDING = 10;
const LABEL_HEIGHT = 22;
const TRACK_STEP = 5;
/** From a node to the first track. */
const BESIDE_TRACKS = 5;
const FIRST_COLUMN_X = 12;
const LEAST_GAP = 22;

/** Heights of lanes and rows, all lanes from top to bottom, the open ones in the order of the grid. px. */
export function rowGeometry(
  grid: Grid,
  tracksOfLevel: Int32Array,
  options: { node: { width: number; height: number }; rowGap: number; lanes: readonly LaneSize[] },
): RowGeometry {
  const { node, rowGap, lanes } = options;
  const { levels, rowsOfLane } = grid;
  const rowY: number[] = [];
  const laneY: number[] = [];
  const laneHeight: number[] = [];
  const gutterY = new Float64Array(levels.count);
  const gutterHeight = new Float64Array(levels.count);
  let y = 0;
  let open = 0;
  let level = 0;
  for (const lane of lanes) {
    laneY.push(y);
    if (!lane.open) {
      laneHeight.push(lane.height);
      y += lane.height;
      continue;
    }
    const top = y;
    const rows = rowsOfLane[open];
    const firstRow = levels.firstRowOfLane[open];
    for (let at = 0; at <= 2 * rows; at++, level++) {
      if (at % 2 === 1) {
        rowY.push(y);
        y += node.height;
        continue;
      }
      const isEdge = at === 0 || at === 2 * rows;
      let least = isEdge ? LANE_PADDING : rowGap;
      if (at === 0 && isUnderLabel(grid, firstRow, lane.labelWidth, node.width)) least = LABEL_HEIGHT;
      const tracks = tracksOfLevel[level];
      const needed = tracks === 0 ? 0 : 2 * BESIDE_TRACKS + (tracks - 1) * TRACK_STEP;
      gutterY[level] = y;
      gutterHeight[level] = Math.max(least, needed);
      y += gutterHeight[level];
    }
    laneHeight.push(y - top);
    open++;
  }
  const trackY = (at: number, track: number) => {
    const used = (tracksOfLevel[at] - 1) * TRACK_STEP;
    return gutterY[at] + (gutterHeight[at] - used) / 2 + track * TRACK_STEP;
  };
  return { height: y, rowY, laneY, laneHeight, trackY };
}

function isUnderLabel(grid: Grid, row: number, labelWidth: number, nodeWidth: number): boolean {
  return grid.row.some(
    (at, node) => at === row && FIRST_COLUMN_X + grid.rank[node] * (nodeWidth + LEAST_GAP) < labelWidth,
  );
}
