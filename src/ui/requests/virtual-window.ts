/** Rows of a long list that are drawn, and the empty space above and below them, px. */
export interface VirtualWindow {
  readonly first: number;
  readonly count: number;
  readonly abovePx: number;
  readonly belowPx: number;
}

/** Browsers draw nothing beyond some 17 million px: a longer list moves faster than it is scrolled. */
export const MOST_PX = 8_000_000;
/** Rows beyond both edges, so that a fast scroll does not show ground. */
const OVERSCAN = 6;

/** What of `count` rows of `rowPx` is to be drawn at a scroll position. */
export function virtualWindow(scrollPx: number, viewPx: number, rowPx: number, count: number): VirtualWindow {
  const totalPx = Math.min(count * rowPx, MOST_PX);
  const firstSeen = rowAt(scrollPx, viewPx, rowPx, count);
  const seen = Math.ceil(viewPx / rowPx) + 1;
  const first = Math.max(0, Math.floor(firstSeen) - OVERSCAN);
  const end = Math.min(count, Math.floor(firstSeen) + seen + OVERSCAN);
  const abovePx = totalPx < MOST_PX ? first * rowPx : Math.max(0, Math.round(scrollPx - (firstSeen - first) * rowPx));
  const drawn = Math.max(0, end - first);
  return { first, count: drawn, abovePx, belowPx: Math.max(0, totalPx - abovePx - drawn * rowPx) };
}

/** The scroll position that brings a row into view, the present one if it is there. */
export function scrollToRow(row: number, scrollPx: number, viewPx: number, rowPx: number, count: number): number {
  const top = rowAt(scrollPx, viewPx, rowPx, count);
  const fits = viewPx / rowPx;
  if (row >= top && row + 1 <= top + fits) return scrollPx;
  // Just inside when it is near, else in the middle.
  const wanted =
    row < top ? (top - row <= 2 ? row : row - fits / 2) : row - (top + fits) <= 1 ? row + 1 - fits : row - fits / 2;
  const most = Math.max(0, count - fits);
  const within = Math.max(0, Math.min(most, wanted));
  if (count * rowPx <= MOST_PX) return within * rowPx;
  return most === 0 ? 0 : (within / most) * (MOST_PX - viewPx);
}

/** The row at the upper edge, with its fraction. */
function rowAt(scrollPx: number, viewPx: number, rowPx: number, count: number): number {
  if (count * rowPx <= MOST_PX) return scrollPx / rowPx;
  const share = Math.max(0, Math.min(1, scrollPx / Math.max(1, MOST_PX - viewPx)));
  return share * Math.max(0, count - viewPx / rowPx);
}
