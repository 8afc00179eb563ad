import type { RequestView } from "../trace/request-view.ts";
import { CERTAIN, endBeforeStart, REFUTED } from "./event-order.ts";
import { insertMargin, MARGIN_COUNT, NO_REQUEST } from "./order-cells.ts";
import type { OverlapCells } from "./overlap-cells.ts";
import { isOrderRefuted, OCCUPANCY_BINS } from "./overlap-cells.ts";
import { PairColumns } from "./pair-columns.ts";
import type { PairKernel } from "./pair-kernel.ts";

/**
 * Adds requests to the cells, in ascending rank; `finish` ends the counting. A request of s segments costs s²/2 updates:
 * 1–2 ns each for kinds that most requests have, if no stamps of the request are within each other's resolution; those
 * are laid side by side and compared by the kernel. 5–10 ns otherwise.
 */
export class OverlapCounter {
  /** Like `OrderCounter`: −1 once a → b is refuted and its first `before` is known. */
  private readonly threshold: Float32Array;
  /** [a][b]: 1 once a → b is refuted and its margins are cleared. */
  private readonly dead: Uint8Array;
  private readonly columnOfKind: Int32Array;
  /** The requests that wait to be compared. */
  private block: PairColumns | null = null;
  /** Segments of the present request that stand in no column, ascending. */
  private apart = new Int32Array(256);

  /** @param common kinds to be laid side by side; none without a kernel */
  constructor(
    readonly cells: OverlapCells,
    private readonly common: Int32Array = new Int32Array(0),
    private readonly kernel: PairKernel | null = null,
  ) {
    this.threshold = new Float32Array(cells.kinds * cells.kinds).fill(Number.POSITIVE_INFINITY);
    this.dead = new Uint8Array(cells.kinds * cells.kinds);
    this.columnOfKind = new Int32Array(cells.kinds).fill(-1);
    if (kernel !== null)
      for (let column = 0; column < common.length; column++) this.columnOfKind[common[column]] = column;
  }

  add(view: RequestView, rank: number): void {
    const { runCount: count } = view;
    const apart = this.layOut(view, rank);
    if (apart === count) this.countAll(view, rank);
    else if (apart > 0) this.countApart(view, apart, rank);
    this.occupy(view);
  }

  /** Compares what still waits. */
  finish(): OverlapCells {
    if (this.block !== null && this.block.count > 0) this.compare(this.block);
    return this.cells;
  }

  /** Puts the segments of common kinds into a lane; the number of segments that stand apart. */
  private layOut(view: RequestView, rank: number): number {
    const { runCount: count, runKind, runStartNs, runEndNs, runLimitNs } = view;
    // One segment has no pair; stamps that cannot tell an order are a matter for a closer look.
    if (this.kernel === null || this.common.length === 0 || count < 2 || hasCloseStamps(view)) return count;
    if (this.apart.length < count) this.apart = new Int32Array(count * 2);
    const { apart, columnOfKind } = this;
    const block = (this.block ??= new PairColumns(this.common));
    const lane = block.add(rank);
    let others = 0;
    for (let i = 0; i < count; i++) {
      const column = columnOfKind[runKind[i]];
      const resolutionNs = runLimitNs[i] - runEndNs[i];
      if (column < 0 || !block.set(column, lane, runStartNs[i], runEndNs[i], resolutionNs)) apart[others++] = i;
    }
    if (block.isFull) this.compare(block);
    return others;
  }

  private countAll(view: RequestView, rank: number): void {
    const { kinds, before, overlap, firstOverlap } = this.cells;
    const { runCount: count, runKind: kind, runStartNs: start, runLimitNs: limit } = view;
    const { runEndNs: end, runStartLimitNs: startLimit, runStart: startEvent } = view;
    const threshold = this.threshold;
    for (let i = 0; i < count; i++) {
      const kindI = kind[i];
      const row = kindI * kinds;
      const limitNs = limit[i];
      const endNs = end[i];
      const endEvent = view.runEnd[i];
      const startLimitNs = start[i] < endNs ? startLimit[i] : Number.POSITIVE_INFINITY;
      let j = i + 1;
      // Starts ascend, so the segments that start before this one has ended come first.
      for (; j < count && start[j] < limitNs; j++) {
        // The usual overlap: each starts for certain before the other ends, neither has zero length.
        const overlaps = endNs >= startLimit[j] && end[j] >= startLimitNs && start[j] < end[j];
        const eitherWay = kindI < kind[j] ? row + kind[j] : kind[j] * kinds + kindI;
        if (overlaps && firstOverlap[eitherWay] !== NO_REQUEST) {
          overlap[eitherWay]++;
        } else if (endEvent === startEvent[j]) {
          // Consecutive segments of a task touch at one event.
          before[row + kind[j]]++;
          if (threshold[row + kind[j]] > 0) this.noteBefore(kindI, kind[j], 0, rank);
        } else {
          this.close(view, i, j, rank);
        }
      }
      for (; j < count; j++) {
        const cell = row + kind[j];
        before[cell]++;
        if (start[j] - limitNs < threshold[cell]) this.noteBefore(kindI, kind[j], start[j] - limitNs, rank);
      }
    }
  }

  /** The pairs of which at least one segment stands apart. */
  private countApart(view: RequestView, others: number, rank: number): void {
    const { apart } = this;
    let next = 0;
    for (let i = 0; i < view.runCount; i++) {
      if (next < others && apart[next] === i) {
        next++;
        for (let j = i + 1; j < view.runCount; j++) this.countPair(view, i, j, rank);
      } else {
        for (let at = next; at < others; at++) this.countPair(view, i, apart[at], rank);
      }
    }
  }

  private countPair(view: RequestView, i: number, j: number, rank: number): void {
    const marginNs = view.runStartNs[j] - view.runLimitNs[i];
    if (marginNs < 0) {
      this.close(view, i, j, rank);
      return;
    }
    const cell = view.runKind[i] * this.cells.kinds + view.runKind[j];
    this.cells.before[cell]++;
    if (marginNs < this.threshold[cell]) this.noteBefore(view.runKind[i], view.runKind[j], marginNs, rank);
  }

  /** All pairs of columns: without close stamps a pair that is in neither order overlaps. */
  private compare(block: PairColumns): void {
    const { cells, kernel, threshold } = this;
    if (kernel === null) return;
    const { kinds: kindOf, leastRank, resolutionNs } = block;
    const { kinds } = cells;
    const columns = kindOf.length;
    kernel.compare(block, (a, b) => {
      const limit = threshold[kindOf[a] * kinds + kindOf[b]];
      // The kernel measures from the end of a, margins begin a resolution later.
      return limit < 0 ? limit : limit + resolutionNs[a];
    });
    const { before, near } = kernel;
    for (let a = 0; a < columns; a++) {
      for (let b = a + 1; b < columns; b++) {
        const forward = before[a * columns + b];
        const backward = before[b * columns + a];
        const cell = kindOf[a] * kinds + kindOf[b];
        const reverse = kindOf[b] * kinds + kindOf[a];
        cells.before[cell] += forward;
        cells.before[reverse] += backward;
        const overlaps = block.lanesWithBoth(a, b) - forward - backward;
        cells.overlap[cell] += overlaps;
        if (overlaps > 0 && leastRank < cells.firstOverlap[cell]) this.noteOverlaps(block, a, b);
        if (forward > 0) this.noteOrder(block, a, b, near[a * columns + b] === 1);
        if (backward > 0) this.noteOrder(block, b, a, near[b * columns + a] === 1);
      }
    }
    block.clear();
  }

  private noteOrder(block: PairColumns, a: number, b: number, isNear: boolean): void {
    const { kinds: kindOf, leastRank, resolutionNs } = block;
    const cell = kindOf[a] * this.cells.kinds + kindOf[b];
    if (leastRank < this.cells.firstBefore[cell]) this.noteRank(kindOf[a], kindOf[b], block.firstRank(a, b));
    const threshold = this.threshold[cell];
    if (!isNear || threshold < 0 || this.kernel === null) return;
    const found = this.kernel.findGaps(threshold + resolutionNs[a], a, b);
    const { gaps } = this.kernel;
    // Consecutive segments of a task touch at one event: no margin.
    for (let i = 0; i < found; i++) this.noteMargin(cell, Math.max(0, gaps[i] - resolutionNs[a]));
  }

  private noteOverlaps(block: PairColumns, a: number, b: number): void {
    const { lanes, count, starts, ends, ranks, kinds } = block;
    for (let lane = 0; lane < count; lane++) {
      if (starts[b * lanes + lane] < ends[a * lanes + lane] && starts[a * lanes + lane] < ends[b * lanes + lane]) {
        this.noteOverlap(kinds[a], kinds[b], ranks[lane]);
      }
    }
  }

  private close(view: RequestView, i: number, j: number, rank: number): void {
    const a = view.runKind[i];
    const b = view.runKind[j];
    const forward = endBeforeStart(view, view.runEnd[i], view.runStart[j]);
    const backward = endBeforeStart(view, view.runEnd[j], view.runStart[i]);
    const cells = this.cells;
    const cell = a * cells.kinds + b;
    const eitherWay = a < b ? cell : b * cells.kinds + a;
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
      if (zeroLength) cells.inside[eitherWay]++;
      else cells.overlap[eitherWay]++;
      this.noteOverlap(a, b, rank);
    } else if (forward === REFUTED || backward === REFUTED) {
      const [x, y] = backward === REFUTED ? [a, b] : [b, a];
      const maybe = x * cells.kinds + y;
      cells.maybeBefore[maybe]++;
      if (rank < cells.firstMaybe[maybe]) cells.firstMaybe[maybe] = rank;
      this.refute(y, x);
    } else {
      cells.unknown[eitherWay]++;
    }
  }

  private noteOverlap(a: number, b: number, rank: number): void {
    const { kinds, firstOverlap } = this.cells;
    const cell = a < b ? a * kinds + b : b * kinds + a;
    if (rank >= firstOverlap[cell]) return;
    firstOverlap[cell] = rank;
    this.refute(a, b);
    this.refute(b, a);
  }

  private noteBefore(a: number, b: number, marginNs: number, rank: number): void {
    const cell = a * this.cells.kinds + b;
    this.noteRank(a, b, rank);
    this.noteMargin(cell, marginNs);
  }

  /** A request has the order a → b, which refutes the reverse; once it is refuted itself its margins are of no use. */
  private noteRank(a: number, b: number, rank: number): void {
    const cells = this.cells;
    const cell = a * cells.kinds + b;
    if (rank < cells.firstBefore[cell]) {
      cells.firstBefore[cell] = rank;
      this.refute(b, a);
    }
    if (isOrderRefuted(cells, a, b)) this.refute(a, b);
  }

  private noteMargin(cell: number, marginNs: number): void {
    if (!(marginNs < this.threshold[cell])) return;
    const { margins } = this.cells;
    insertMargin(margins, cell * MARGIN_COUNT, marginNs);
    this.threshold[cell] = margins[cell * MARGIN_COUNT + MARGIN_COUNT - 1];
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

/** Whether any stamp of the request lies within the resolution of the one before. */
function hasCloseStamps(view: RequestView): boolean {
  const { timeNs, resolutionNs } = view;
  for (let i = 1; i < view.count; i++) if (timeNs[i] < timeNs[i - 1] + resolutionNs[i - 1]) return true;
  return false;
}
