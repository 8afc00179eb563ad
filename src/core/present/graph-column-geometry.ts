const MARGIN = 12;
/** A gap that nothing turns in. */
const PLAIN_GAP = 22;
/** From a node to the first channel, and from the last one to the next node, whose arrow heads need the room. */
const BEFORE_CHANNELS = 8;
const AFTER_CHANNELS = 14;
const CHANNEL_STEP = 4;
/** With many channels they move closer. */
const MOST_CHANNEL_ROOM = 48;
/** The most a gap grows to fill the width. */
const MOST_STRETCH = 36;

export interface ColumnGeometry {
  readonly width: number;
  /** Left edge of the nodes of each column. */
  readonly columnX: readonly number[];
  /** Where a channel of a gap lies. */
  readonly gapX: (gap: number, channel: number) => number;
}

/**
 * Columns and gaps from left to right, px: a gap is as wide as its channels need. Gaps between columns grow until the
 * picture is `width` wide, if it is narrower.
 */
export function columnGeometry(
  columns: number,
  countOfGap: Int32Array,
  nodeWidth: number,
  width: number,
): ColumnGeometry {
  const step = (gap: number) => Math.min(CHANNEL_STEP, MOST_CHANNEL_ROOM / Math.max(1, countOfGap[gap]));
  const room = (gap: number) => {
    if (countOfGap[gap] === 0) return gap === 0 || gap === columns ? MARGIN : PLAIN_GAP;
    const channels = BEFORE_CHANNELS + AFTER_CHANNELS + (countOfGap[gap] - 1) * step(gap);
    return gap === 0 || gap === columns ? channels + MARGIN : Math.max(PLAIN_GAP, channels);
  };
  let total = columns * nodeWidth;
  for (let gap = 0; gap <= columns; gap++) total += room(gap);
  const stretch = columns > 1 ? Math.min(MOST_STRETCH, Math.max(0, (width - total) / (columns - 1))) : 0;
  const columnX: number[] = [];
  const startOfGap: number[] = [];
  let x = 0;
  for (let gap = 0; gap <= columns; gap++) {
    startOfGap.push(x);
    x += room(gap) + (gap > 0 && gap < columns ? stretch : 0);
    if (gap < columns) {
      columnX.push(x);
      x += nodeWidth;
    }
  }
  const gapX = (gap: number, channel: number) => {
    const before = gap === 0 ? MARGIN : BEFORE_CHANNELS + (gap < columns ? stretch / 2 : 0);
    return startOfGap[gap] + before + channel * step(gap);
  };
  return { columnX, gapX, width: x };
}
