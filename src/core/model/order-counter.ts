import type { RequestView } from "../trace/request-view.ts";
import { CLOSE_AFTER, CLOSE_BEFORE, CLOSE_TIE, CLOSE_TIE_REVERSED, closeOrder } from "./event-order.ts";
import type { OrderCells } from "./order-cells.ts";
import { insertMargin, MARGIN_COUNT, NO_REQUEST } from "./order-cells.ts";
import { PairColumns } from "./pair-columns.ts";
import type { PairKernel } from "./pair-kernel.ts";

/**
 * Adds requests to the cells. Requests must come in ascending rank; `finish` ends the counting.
 *
 * A request of m events costs m²/2 updates: 1–2 ns each for kinds that most requests have, which are laid side by side
 * and compared by the kernel, 5 ns for the rest: one increment, one comparison. Everything rarer (a margin among the
 * eight smallest, the first request of a direction) hides behind that comparison.
 */
export class OrderCounter {
  /**
   * [a][b]: margins below this are of interest: the eighth smallest, Infinity before there are eight or while only ties
   * have been seen (the first certain request is still to be noted), −1 once both directions have occurred.
   */
  private readonly threshold: Float32Array;
  /** Column per kind, −1 = none. */
  private readonly columnOfKind: Int32Array;
  /** Per window: the requests that wait to be compared. */
  private readonly blocks: (PairColumns | undefined)[];
  /** Events of the present request that stand in no column, ascending. */
  private apart = new Int32Array(256);

  /** @param common kinds to be laid side by side; none without a kernel */
  constructor(
    readonly cells: OrderCells,
    private readonly common: Int32Array = new Int32Array(0),
    private readonly kernel: PairKernel | null = null,
  ) {
    this.threshold = new Float32Array(cells.kinds * cells.kinds).fill(Number.POSITIVE_INFINITY);
    this.columnOfKind = new Int32Array(cells.kinds).fill(-1);
    if (kernel !== null)
      for (let column = 0; column < common.length; column++) this.columnOfKind[common[column]] = column;
    this.blocks = Array.from({ length: cells.windows }, () => undefined);
  }

  add(view: RequestView, window: number, rank: number): void {
    const { resolutionNs } = this.cells;
    const { sieveCount: count, sieveKind: kind, sieveTimeNs: time, sieveLimitNs: limit } = view;
    const offset = window * this.cells.kinds * this.cells.kinds;
    for (let i = 0; i < count; i++) {
      const limitNs = limit[i];
      if (limitNs - time[i] > resolutionNs[kind[i]]) resolutionNs[kind[i]] = limitNs - time[i];
      for (let j = i + 1; j < count && time[j] < limitNs; j++) this.close(view, i, j, offset, rank);
    }
    const apart = this.layOut(view, window, rank);
    if (apart === count) this.countAll(view, offset, rank);
    else if (apart > 0) this.countApart(view, apart, offset, rank);
  }

  /** Compares what still waits. */
  finish(): OrderCells {
    this.blocks.forEach((block, window) => {
      if (block !== undefined && block.count > 0) this.compare(block, window);
    });
    return this.cells;
  }

  /** Puts the events of common kinds into a lane; the number of events that stand apart. */
  private layOut(view: RequestView, window: number, rank: number): number {
    const { sieveCount: count, sieveKind: kind, sieveTimeNs: time, sieveLimitNs: limit } = view;
    if (this.kernel === null || this.common.length === 0) return count;
    if (this.apart.length < count) this.apart = new Int32Array(count * 2);
    const { apart, columnOfKind } = this;
    const block = (this.blocks[window] ??= new PairColumns(this.common));
    const lane = block.add(rank);
    let others = 0;
    for (let i = 0; i < count; i++) {
      const column = columnOfKind[kind[i]];
      if (column < 0 || !block.set(column, lane, time[i], limit[i], 0)) apart[others++] = i;
    }
    if (block.isFull) this.compare(block, window);
    return others;
  }

  /** Certain orders of all pairs of a request. */
  private countAll(view: RequestView, offset: number, rank: number): void {
    const { kinds, before } = this.cells;
    const { sieveCount: count, sieveKind: kind, sieveTimeNs: time, sieveLimitNs: limit } = view;
    const threshold = this.threshold;
    for (let i = 0; i < count; i++) {
      const row = kind[i] * kinds;
      const limitNs = limit[i];
      let j = i + 1;
      while (j < count && time[j] < limitNs) j++;
      for (; j < count; j++) {
        const cell = row + kind[j];
        before[offset + cell]++;
        if (time[j] - limitNs < threshold[cell]) this.note(cell, kind[j] * kinds + kind[i], time[j] - limitNs, rank);
      }
    }
  }

  /** Certain orders of the pairs of which at least one event stands apart. */
  private countApart(view: RequestView, others: number, offset: number, rank: number): void {
    const { sieveCount: count } = view;
    const { apart } = this;
    let next = 0;
    for (let i = 0; i < count; i++) {
      if (next < others && apart[next] === i) {
        next++;
        for (let j = i + 1; j < count; j++) this.countPair(view, i, j, offset, rank);
      } else {
        for (let at = next; at < others; at++) this.countPair(view, i, apart[at], offset, rank);
      }
    }
  }

  private countPair(view: RequestView, i: number, j: number, offset: number, rank: number): void {
    const marginNs = view.sieveTimeNs[j] - view.sieveLimitNs[i];
    if (marginNs < 0) return;
    const { kinds, before } = this.cells;
    const cell = view.sieveKind[i] * kinds + view.sieveKind[j];
    before[offset + cell]++;
    if (marginNs < this.threshold[cell]) {
      this.note(cell, view.sieveKind[j] * kinds + view.sieveKind[i], marginNs, rank);
    }
  }

  /** Certain orders of all pairs of columns. */
  private compare(block: PairColumns, window: number): void {
    const { cells, kernel, threshold } = this;
    if (kernel === null) return;
    const { kinds: kindOf, leastRank } = block;
    const { kinds, first } = cells;
    const offset = window * kinds * kinds;
    kernel.compare(block, (a, b) => threshold[kindOf[a] * kinds + kindOf[b]]);
    const { before, near } = kernel;
    for (let a = 0; a < kindOf.length; a++) {
      for (let b = 0; b < kindOf.length; b++) {
        const at = a * kindOf.length + b;
        if (a === b || before[at] === 0) continue;
        const cell = kindOf[a] * kinds + kindOf[b];
        cells.before[offset + cell] += before[at];
        if (leastRank < first[cell]) this.noteRank(cell, kindOf[b] * kinds + kindOf[a], block.firstRank(a, b));
        if (near[at] === 0) continue;
        const found = kernel.findGaps(threshold[cell], a, b);
        const { gaps } = kernel;
        for (let i = 0; i < found; i++) if (gaps[i] < threshold[cell]) this.keepMargin(cell, gaps[i]);
      }
    }
    block.clear();
  }

  /** The later of two events lies within the resolution of the earlier: line order, tie or undecided (semantics §3). */
  private close(view: RequestView, i: number, j: number, offset: number, rank: number): void {
    const { kinds, before, tie, undecided } = this.cells;
    const a = view.sieveKind[i];
    const b = view.sieveKind[j];
    const order = closeOrder(view, view.sieveEvent[i], view.sieveEvent[j]);
    if (order === CLOSE_BEFORE) {
      before[offset + a * kinds + b]++;
      this.note(a * kinds + b, b * kinds + a, 0, rank);
    } else if (order === CLOSE_AFTER) {
      before[offset + b * kinds + a]++;
      this.note(b * kinds + a, a * kinds + b, 0, rank);
    } else if (order === CLOSE_TIE || order === CLOSE_TIE_REVERSED) {
      const cell = order === CLOSE_TIE ? a * kinds + b : b * kinds + a;
      tie[cell]++;
      if (this.threshold[cell] > 0) this.keepMargin(cell, 0);
    } else {
      undecided[a < b ? a * kinds + b : b * kinds + a]++;
    }
  }

  private note(cell: number, reverse: number, marginNs: number, rank: number): void {
    this.noteRank(cell, reverse, rank);
    if (marginNs < this.threshold[cell]) this.keepMargin(cell, marginNs);
  }

  /** A request has the order: once others have the reverse, the margins of both are of no use. */
  private noteRank(cell: number, reverse: number, rank: number): void {
    const { first } = this.cells;
    // Requests in columns wait for each other, so a lower rank may come later.
    if (rank < first[cell]) first[cell] = rank;
    if (first[reverse] === NO_REQUEST) return;
    this.clear(cell);
    this.clear(reverse);
  }

  private keepMargin(cell: number, marginNs: number): void {
    const { margins, first } = this.cells;
    const at = cell * MARGIN_COUNT;
    const last = at + MARGIN_COUNT - 1;
    if (marginNs < margins[last]) insertMargin(margins, at, marginNs);
    this.threshold[cell] = first[cell] === NO_REQUEST ? Number.POSITIVE_INFINITY : margins[last];
  }

  private clear(cell: number): void {
    this.threshold[cell] = -1;
    this.cells.margins.fill(Number.POSITIVE_INFINITY, cell * MARGIN_COUNT, (cell + 1) * MARGIN_COUNT);
  }
}
