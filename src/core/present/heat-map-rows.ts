import type { LatencyLines } from "../analysis/latency-lines.ts";
import type { FilterTerm } from "../analysis/request-filter.ts";
import type { LatencyGrid } from "../analysis/request-points.ts";
import type { Tick } from "./time-ticks.ts";
import { timeTicks } from "./time-ticks.ts";
import { endTicks, logTicks } from "./value-ticks.ts";

/** Tones of a count, `heat-1` … `heat-7`. */
export const HEAT_LEVELS = 7;

/** Neighbours in one row with the same tone, drawn as one. */
export interface HeatRun {
  /** Row from the top, first column, columns. */
  readonly row: number;
  readonly column: number;
  readonly columns: number;
  /** 1 … HEAT_LEVELS. */
  readonly level: number;
}

/** A point of a line over the map: shares of its width from the left and of its height from the top. */
export interface HeatPoint {
  readonly x: number;
  readonly y: number;
}

/** A heat map of latency over time as plain marks; the latency axis is logarithmic and cut to the rows that have counts. */
export interface HeatMap {
  readonly columns: number;
  readonly rows: number;
  readonly runs: readonly HeatRun[];
  readonly largestCount: number;
  readonly requests: number;
  /** Lines, in pieces where no request started. */
  readonly p50: readonly (readonly HeatPoint[])[];
  readonly p95: readonly (readonly HeatPoint[])[];
  readonly timeTicks: readonly Tick[];
  /** Shares are from the top. */
  readonly latencyTicks: readonly Tick[];
  /** ns since the origin; the last column ends at `toNs`. */
  readonly fromNs: number;
  readonly toNs: number;
  readonly lowNs: number;
  readonly highNs: number;
  /** [column · rows + row] */
  readonly counts: Uint32Array;
}

/** Cells between two corners, both included. Rows from the top. */
export interface HeatBox {
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/**
 * @param originNs epoch ns of the dataset's origin, as digits
 * @returns null without any request
 */
export function heatMap(grid: LatencyGrid, lines: LatencyLines, originNs: string): HeatMap | null {
  const { time, latencyEdgesNs: edges } = grid;
  const bins = edges.length - 1;
  const used = Array.from({ length: bins }, (_, bin) => bin).filter((bin) =>
    Array.from({ length: time.count }, (_, column) => grid.counts[column * bins + bin]).some((count) => count > 0),
  );
  if (used.length === 0) return null;
  const [lowest, highest] = [used[0], used[used.length - 1]];
  const rows = highest - lowest + 1;
  const counts = new Uint32Array(time.count * rows);
  for (let column = 0; column < time.count; column++) {
    for (let row = 0; row < rows; row++) counts[column * rows + row] = grid.counts[column * bins + highest - row];
  }
  const [lowNs, highNs] = [edges[lowest], edges[highest + 1]];
  const span = Math.log(highNs / lowNs);
  const height = (ns: number) => clamp(1 - Math.log(Math.max(ns, lowNs) / lowNs) / span);
  const toNs = time.fromNs + time.widthNs * time.count;
  const largestCount = counts.reduce((most, count) => Math.max(most, count), 0);
  const ticks = logTicks(lowNs, highNs, 7);
  return {
    columns: time.count,
    rows,
    runs: runsOf(counts, time.count, rows, largestCount),
    largestCount,
    requests: counts.reduce((sum, count) => sum + count, 0),
    p50: pieces(lines.p50Ns, height),
    p95: pieces(lines.p95Ns, height),
    timeTicks: timeTicks(originNs, time.fromNs, toNs, 7),
    latencyTicks: (ticks.length >= 2 ? ticks : endTicks(lowNs, highNs)).map(fromTop),
    fromNs: time.fromNs,
    toNs,
    lowNs,
    highNs,
    counts,
  };
}

function fromTop({ share, text }: Tick): Tick {
  return { share: 1 - share, text };
}

/** The tone of a count: equal ratios are equal steps, so that the few slow requests are seen beside the many usual ones. */
export function heatLevel(count: number, largest: number): number {
  if (count <= 0) return 0;
  if (largest <= 1) return 1;
  return 1 + Math.min(HEAT_LEVELS - 1, Math.floor((Math.log(count) / Math.log(largest)) * (HEAT_LEVELS - 1) + 1e-9));
}

/** Requests in a box. */
export function boxCount({ counts, rows }: HeatMap, box: HeatBox): number {
  let sum = 0;
  for (let column = box.fromColumn; column <= box.toColumn; column++) {
    for (let row = box.fromRow; row <= box.toRow; row++) sum += counts[column * rows + row];
  }
  return sum;
}

/** Bounds of a box: times in ns since the origin, latencies in ns; half-open. */
export function boxBounds(map: HeatMap, box: HeatBox) {
  const { fromNs, toNs, lowNs, highNs, columns, rows } = map;
  const time = (column: number) => fromNs + ((toNs - fromNs) * column) / columns;
  const latency = (row: number) => lowNs * (highNs / lowNs) ** ((rows - row) / rows);
  return {
    fromNs: Math.round(time(box.fromColumn)),
    toNs: Math.round(time(box.toColumn + 1)),
    lowNs: Math.ceil(latency(box.toRow + 1)),
    highNs: Math.ceil(latency(box.fromRow)),
  };
}

/** The filter that keeps what a box holds. A box at an edge of the map is open there: nothing lies beyond. */
export function boxTerms(map: HeatMap, box: HeatBox): FilterTerm[] {
  const { fromNs, toNs, lowNs, highNs } = boxBounds(map, box);
  const atStart = box.fromColumn === 0;
  const atEnd = box.toColumn === map.columns - 1;
  const atTop = box.fromRow === 0;
  const atBottom = box.toRow === map.rows - 1;
  const terms: FilterTerm[] = [];
  if (!atStart || !atEnd) terms.push({ on: "start", fromNs: atStart ? null : fromNs, toNs: atEnd ? null : toNs });
  if (!atTop || !atBottom) {
    terms.push({ on: "latency", fromNs: atBottom ? null : lowNs, toNs: atTop ? null : highNs });
  }
  return terms;
}

function runsOf(counts: Uint32Array, columns: number, rows: number, largest: number): HeatRun[] {
  const runs: HeatRun[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; ) {
      const level = heatLevel(counts[column * rows + row], largest);
      let end = column + 1;
      while (end < columns && heatLevel(counts[end * rows + row], largest) === level) end++;
      if (level > 0) runs.push({ row, column, columns: end - column, level });
      column = end;
    }
  }
  return runs;
}

/** Values as steps over equal stretches, for each is of a stretch and not of a moment; one without a value ends a piece. */
function pieces(values: Float64Array, height: (ns: number) => number): HeatPoint[][] {
  const found: HeatPoint[][] = [];
  let piece: HeatPoint[] = [];
  values.forEach((ns, at) => {
    if (Number.isNaN(ns)) {
      if (piece.length > 0) found.push(piece);
      piece = [];
      return;
    }
    const y = height(ns);
    piece.push({ x: at / values.length, y }, { x: (at + 1) / values.length, y });
  });
  return piece.length > 0 ? [...found, piece] : found;
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}
