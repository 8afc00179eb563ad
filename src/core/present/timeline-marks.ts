import type { Stretch, Timeline } from "./timeline-rows.ts";

/** What is on screen: a stretch of time over a width in px, and rows [firstRow, endRow). */
export interface TimelineWindow extends Stretch {
  readonly widthPx: number;
  readonly firstRow: number;
  readonly endRow: number;
}

/** Durations of a segment kind in its class, ns. */
export interface DurationBand {
  readonly p10: number;
  readonly p90: number;
}

/** px from the left edge of the window. */
export interface BarMark {
  readonly x: number;
  readonly width: number;
}

export interface RowMarks {
  readonly row: number;
  /** Null of a row of single events, and of a segment outside the window. */
  readonly bar: BarMark | null;
  /** p10–p90 of the class, as if the segment had started with this one. */
  readonly band: BarMark | null;
  readonly onPath: readonly BarMark[];
  readonly points: readonly number[];
}

/** A line across rows: horizontal in `row` from x to toX, or vertical at x from `row` to `toRow`. */
export interface LinkMark {
  readonly row: number;
  readonly toRow: number;
  readonly x: number;
  readonly toX: number;
}

export interface LinkMarks {
  readonly steps: readonly LinkMark[];
  /** Time that passes between hosts or tasks. */
  readonly handOffs: readonly LinkMark[];
}

/** Nothing that occurred is narrower. */
const LEAST_PX = 1;
/** Marks end so far outside the window: no coordinate grows with the zoom. */
const MARGIN_PX = 24;

/** Where a moment is in a window, px; held within a margin around it. */
export function pixelOf({ fromNs, toNs, widthPx }: TimelineWindow, timeNs: number): number {
  const x = ((timeNs - fromNs) / (toNs - fromNs)) * widthPx;
  return Math.max(-MARGIN_PX, Math.min(widthPx + MARGIN_PX, x));
}

/** The marks of the visible rows. Cost: visible rows and their events. */
export function rowMarks(
  timeline: Timeline,
  window: TimelineWindow,
  bands: readonly (DurationBand | null)[],
  timesNs: (event: number) => number,
): RowMarks[] {
  const marks: RowMarks[] = [];
  const end = Math.min(window.endRow, timeline.rows.length);
  for (let row = Math.max(0, window.firstRow); row < end; row++) {
    const { segment, segmentKind, fromNs, toNs, onPath, events } = timeline.rows[row];
    const band = segmentKind >= 0 ? (bands[segmentKind] ?? null) : null;
    marks.push({
      row,
      bar: segment >= 0 ? barOf(window, fromNs, toNs) : null,
      band: band === null ? null : barOf(window, fromNs + band.p10, fromNs + band.p90),
      onPath: onPath.flatMap((piece) => barOf(window, piece.fromNs, piece.toNs) ?? []),
      points: segment >= 0 ? [] : pointsOf(window, events.map(timesNs)),
    });
  }
  return marks;
}

/**
 * The path between rows, as far as it is in the window. Lines that would be drawn on the same pixels are told once, so
 * that a path of thousands of steps is drawn with as many lines as the window has px at most, for each row.
 */
export function linkMarks(timeline: Timeline, window: TimelineWindow): LinkMarks {
  const steps = new Map<string, LinkMark>();
  const handOffs = new Map<string, LinkMark>();
  const put = (into: Map<string, LinkMark>, mark: LinkMark) =>
    into.set(`${mark.row} ${mark.toRow} ${mark.x} ${mark.toX}`, mark);
  for (const { fromRow, toRow, fromNs, toNs, isHandOff } of timeline.links) {
    if (toNs < window.fromNs || fromNs > window.toNs) continue;
    if (Math.max(fromRow, toRow) < window.firstRow || Math.min(fromRow, toRow) >= window.endRow) continue;
    const x = halfPixel(pixelOf(window, fromNs));
    const toX = halfPixel(pixelOf(window, toNs));
    if (isHandOff && x !== toX) put(handOffs, { row: fromRow, toRow: fromRow, x, toX });
    if (fromRow !== toRow && toNs <= window.toNs) {
      // Rows beyond the window differ in nothing that can be seen.
      const [row, last] = [clampRow(window, fromRow), clampRow(window, toRow)];
      if (row !== last) put(steps, { row, toRow: last, x: toX, toX });
    }
  }
  return { steps: [...steps.values()], handOffs: [...handOffs.values()] };
}

/** A window of the same span or another around a moment, held within the request; never narrower than `leastNs`. */
export function zoomed(view: Stretch, endNs: number, factor: number, aroundNs: number, leastNs: number): Stretch {
  const span = view.toNs - view.fromNs;
  const wanted = Math.max(leastNs, Math.min(endNs, span * factor));
  const share = span > 0 ? (aroundNs - view.fromNs) / span : 0.5;
  return within(aroundNs - wanted * share, wanted, endNs);
}

/** The window moved by a share of its span, held within the request. */
export function panned(view: Stretch, endNs: number, share: number): Stretch {
  const span = view.toNs - view.fromNs;
  return within(view.fromNs + span * share, span, endNs);
}

function within(fromNs: number, spanNs: number, endNs: number): Stretch {
  const from = Math.max(0, Math.min(endNs - spanNs, fromNs));
  return { fromNs: from, toNs: from + spanNs };
}

function barOf(window: TimelineWindow, fromNs: number, toNs: number): BarMark | null {
  if (toNs < window.fromNs || fromNs > window.toNs) return null;
  const x = pixelOf(window, fromNs);
  return { x, width: Math.max(LEAST_PX, pixelOf(window, toNs) - x) };
}

/** Points on one px are one. */
function pointsOf(window: TimelineWindow, timesNs: readonly number[]): number[] {
  const points: number[] = [];
  for (const timeNs of timesNs) {
    if (timeNs < window.fromNs || timeNs > window.toNs) continue;
    const x = Math.round(pixelOf(window, timeNs));
    if (points.at(-1) !== x) points.push(x);
  }
  return points;
}

function clampRow({ firstRow, endRow }: TimelineWindow, row: number): number {
  return Math.max(firstRow - 1, Math.min(endRow, row));
}

function halfPixel(x: number): number {
  return Math.round(x * 2) / 2;
}
