import type { RequestView } from "../trace/request-view.ts";
import { CERTAIN, endBeforeStart, REFUTED } from "./event-order.ts";
import { addInto, insertMargin, MARGIN_COUNT, mergeMargins, NO_REQUEST } from "./order-cells.ts";

/** The middle of each 1/64 of a request is probed for which segment kinds run there (semantics §7). */
export const OCCUPANCY_BINS = 64;

/**
 * Counts of one class for every ordered pair of segment kinds (S kinds), S × S row-major, row = the segment that starts
 * first in the row order of the request. One of the five counts per pair and request:
 *
 *     before        end(a) ⪯ start(b) for certain, so b → a is refuted
 *     overlap       they certainly run at one time: refutes both orders and mutual exclusion
 *     inside        the same, but one has zero length: refutes both orders, says nothing of exclusion
 *     maybeBefore   end(a) ⪯ start(b) undecided, b → a refuted
 *     unknown       both orders undecided
 *
 * Bytes: S² · (20 + 12 + 32) + 256 · S.
 */
export interface OverlapCells {
  readonly kinds: number;
  readonly before: Uint32Array;
  readonly overlap: Uint32Array;
  readonly inside: Uint32Array;
  readonly maybeBefore: Uint32Array;
  readonly unknown: Uint32Array;
  /** Rank of the first request counted in `before`. */
  readonly firstBefore: Uint32Array;
  /** Rank of the first request counted in `overlap` or `inside`. */
  readonly firstOverlap: Uint32Array;
  /** Rank of the first request counted in `maybeBefore`. */
  readonly firstMaybe: Uint32Array;
  /** [a][b][8]: smallest margins of a → b in ns; cleared once a → b is refuted. */
  readonly margins: Float32Array;
  /** [kind][64]: change of the number of requests in which the kind runs, from bin to bin (prefix sums give the count). */
  readonly occupancyChange: Int32Array;
}

export function emptyOverlapCells(kinds: number): OverlapCells {
  const square = kinds * kinds;
  return {
    kinds,
    before: new Uint32Array(square),
    overlap: new Uint32Array(square),
    inside: new Uint32Array(square),
    maybeBefore: new Uint32Array(square),
    unknown: new Uint32Array(square),
    firstBefore: new Uint32Array(square).fill(NO_REQUEST),
    firstOverlap: new Uint32Array(square).fill(NO_REQUEST),
    firstMaybe: new Uint32Array(square).fill(NO_REQUEST),
    margins: new Float32Array(square * MARGIN_COUNT).fill(Number.POSITIVE_INFINITY),
    occupancyChange: new Int32Array(kinds * OCCUPANCY_BINS),
  };
}

/** A count of the unordered pair, whichever started first. */
export function bothWays(cells: Uint32Array, a: number, b: number, kinds: number): number {
  return cells[a * kinds + b] + cells[b * kinds + a];
}

/** Whether any request refuted a → b. */
export function isOrderRefuted(cells: OverlapCells, a: number, b: number): boolean {
  return firstRefuter(cells, a, b) !== NO_REQUEST;
}

/** Rank of the first request that refutes a → b, NO_REQUEST if none does. */
export function firstRefuter(cells: OverlapCells, a: number, b: number): number {
  const forward = a * cells.kinds + b;
  const reverse = b * cells.kinds + a;
  return Math.min(
    cells.firstBefore[reverse],
    cells.firstOverlap[forward],
    cells.firstOverlap[reverse],
    cells.firstMaybe[reverse],
  );
}

/** Adds requests to the cells, in ascending rank. A request of s segments costs s²/2 updates of 3–5 ns. */
export class OverlapCounter {
  /** Like `OrderCounter`: −1 once a → b is refuted and its first `before` is known. */
  private readonly threshold: Float32Array;
  /** [a][b]: 1 once a → b is refuted and its margins are cleared. */
  private readonly dead: Uint8Array;

  constructor(readonly cells: OverlapCells) {
    this.threshold = new Float32Array(cells.kinds * cells.kinds).fill(Number.POSITIVE_INFINITY);
    this.dead = new Uint8Array(cells.kinds * cells.kinds);
  }

  add(view: RequestView, rank: number): void {
    const { kinds, before, overlap, firstOverlap } = this.cells;
    const { runCount: count, runKind: kind, runStartNs: start, runLimitNs: limit } = view;
    const { runEndNs: end, runStartLimitNs: startLimit, runStart: startEvent } = view;
    const threshold = this.threshold;
    for (let i = 0; i < count; i++) {
      const row = kind[i] * kinds;
      const limitNs = limit[i];
      const endNs = end[i];
      const endEvent = view.runEnd[i];
      const startLimitNs = start[i] < endNs ? startLimit[i] : Number.POSITIVE_INFINITY;
      let j = i + 1;
      // Starts ascend, so the segments that start before this one has ended come first.
      for (; j < count && start[j] < limitNs; j++) {
        const cell = row + kind[j];
        // The usual overlap: each starts for certain before the other ends, neither has zero length.
        const overlaps = endNs >= startLimit[j] && end[j] >= startLimitNs && start[j] < end[j];
        if (overlaps && firstOverlap[cell] !== NO_REQUEST) {
          overlap[cell]++;
        } else if (endEvent === startEvent[j]) {
          // Consecutive segments of a task touch at one event.
          before[cell]++;
          if (threshold[cell] > 0) this.noteBefore(kind[i], kind[j], 0, rank);
        } else {
          this.close(view, i, j, rank);
        }
      }
      for (; j < count; j++) {
        const cell = row + kind[j];
        before[cell]++;
        if (start[j] - limitNs < threshold[cell]) this.noteBefore(kind[i], kind[j], start[j] - limitNs, rank);
      }
    }
    this.occupy(view);
  }

  private close(view: RequestView, i: number, j: number, rank: number): void {
    const a = view.runKind[i];
    const b = view.runKind[j];
    const forward = endBeforeStart(view, view.runEnd[i], view.runStart[j]);
    const backward = endBeforeStart(view, view.runEnd[j], view.runStart[i]);
    const cells = this.cells;
    const cell = a * cells.kinds + b;
    if (forward === CERTAIN) {
      cells.before[cell]++;
      this.noteBefore(a, b, 0, rank);
    } else if (backward === CERTAIN) {
      cells.before[b * cells.kinds + a]++;
      this.noteBefore(b, a, 0, rank);
    } else if (forward === REFUTED && backward === REFUTED) {
      const zeroLength =
        view.timeNs[view.runStart[i]] === view.timeNs[view.runEnd[i]] ||
        view.timeNs[view.runStart[j]] === view.timeNs[view.runEnd[j]];
      if (zeroLength) cells.inside[cell]++;
      else cells.overlap[cell]++;
      if (cells.firstOverlap[cell] === NO_REQUEST) cells.firstOverlap[cell] = rank;
      this.refute(a, b);
      this.refute(b, a);
    } else if (forward === REFUTED || backward === REFUTED) {
      const [x, y] = backward === REFUTED ? [a, b] : [b, a];
      const maybe = x * cells.kinds + y;
      cells.maybeBefore[maybe]++;
      if (cells.firstMaybe[maybe] === NO_REQUEST) cells.firstMaybe[maybe] = rank;
      this.refute(y, x);
    } else {
      cells.unknown[cell]++;
    }
  }

  private noteBefore(a: number, b: number, marginNs: number, rank: number): void {
    const cells = this.cells;
    const cell = a * cells.kinds + b;
    if (cells.firstBefore[cell] === NO_REQUEST) {
      cells.firstBefore[cell] = rank;
      this.refute(b, a);
    }
    if (isOrderRefuted(cells, a, b)) {
      this.refute(a, b);
    } else if (marginNs < this.threshold[cell]) {
      insertMargin(cells.margins, cell * MARGIN_COUNT, marginNs);
      this.threshold[cell] = cells.margins[cell * MARGIN_COUNT + MARGIN_COUNT - 1];
    }
  }

  /** a → b has been refuted: its margins are of no use, its first `before` still is. */
  private refute(a: number, b: number): void {
    const cell = a * this.cells.kinds + b;
    if (this.dead[cell] === 0) {
      this.dead[cell] = 1;
      this.cells.margins.fill(Number.POSITIVE_INFINITY, cell * MARGIN_COUNT, (cell + 1) * MARGIN_COUNT);
    }
    this.threshold[cell] = this.cells.firstBefore[cell] === NO_REQUEST ? Number.POSITIVE_INFINITY : -1;
  }

  private occupy(view: RequestView): void {
    const last = view.timeNs[view.count - 1];
    const first = view.timeNs[0];
    const width = (last - first) / OCCUPANCY_BINS;
    if (!(width > 0)) return;
    const change = this.cells.occupancyChange;
    for (let i = 0; i < view.runCount; i++) {
      const from = Math.ceil((view.runStartNs[i] - first) / width - 0.5);
      const to = Math.ceil((view.timeNs[view.runEnd[i]] - first) / width - 0.5);
      if (to <= from) continue;
      const at = view.runKind[i] * OCCUPANCY_BINS;
      change[at + from]++;
      if (to < OCCUPANCY_BINS) change[at + to]--;
    }
  }
}

/** Adds `part` to `into`; the same law as `mergeOrderCells`. */
export function mergeOverlapCells(into: OverlapCells, part: OverlapCells): void {
  addInto(into.before, part.before);
  addInto(into.overlap, part.overlap);
  addInto(into.inside, part.inside);
  addInto(into.maybeBefore, part.maybeBefore);
  addInto(into.unknown, part.unknown);
  for (const name of ["firstBefore", "firstOverlap", "firstMaybe"] as const) {
    const target = into[name];
    for (let cell = 0; cell < target.length; cell++) target[cell] = Math.min(target[cell], part[name][cell]);
  }
  for (let i = 0; i < into.occupancyChange.length; i++) into.occupancyChange[i] += part.occupancyChange[i];
  for (let a = 0; a < into.kinds; a++) {
    for (let b = 0; b < into.kinds; b++) {
      const at = (a * into.kinds + b) * MARGIN_COUNT;
      if (isOrderRefuted(into, a, b)) into.margins.fill(Number.POSITIVE_INFINITY, at, at + MARGIN_COUNT);
      else mergeMargins(into.margins, part.margins, at);
    }
  }
}

/** Requests in which a segment kind runs at the middle of each 1/64 of the request. */
export function occupancyOf(cells: OverlapCells, kind: number): Uint32Array {
  const counts = new Uint32Array(OCCUPANCY_BINS);
  let running = 0;
  for (let bin = 0; bin < OCCUPANCY_BINS; bin++) {
    running += cells.occupancyChange[kind * OCCUPANCY_BINS + bin];
    counts[bin] = running;
  }
  return counts;
}
