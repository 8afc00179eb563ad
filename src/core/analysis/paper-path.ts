import { CERTAIN, endBeforeStart } from "../model/overlap-cells.ts";
import type { RequestView } from "../trace/request-view.ts";

/**
 * The critical path in the paper's form (semantics §9, M0): the longest path through the segments of a request weighted
 * by their durations, along the segment orders of the class model. What lies between the segments is no part of it, so
 * its sum may cover much less than the latency: coverage is reported beside it. Ties: lowest start, then key.
 * O(s²/2) for s segments.
 */
export class PaperPath {
  /** Segments on the path (positions among the view's runs), latest first. */
  readonly runs: number[] = [];
  /** Their summed duration in ns. */
  lengthNs = 0;
  private best = new Float64Array(256);
  private previous = new Int32Array(256);

  constructor(
    private readonly kinds: number,
    private readonly allowed: Uint8Array,
  ) {}

  find(view: RequestView): void {
    const count = view.runCount;
    if (this.best.length < count) {
      this.best = new Float64Array(count * 2);
      this.previous = new Int32Array(count * 2);
    }
    const { best, previous, kinds, allowed } = this;
    let last = -1;
    for (let b = 0; b < count; b++) {
      const start = view.runStartNs[b];
      let longest = 0;
      let before = -1;
      for (let a = 0; a < b; a++) {
        if (best[a] <= longest || allowed[view.runKind[a] * kinds + view.runKind[b]] === 0) continue;
        if (start < view.runLimitNs[a] && endBeforeStart(view, view.runEnd[a], view.runStart[b]) !== CERTAIN) continue;
        longest = best[a];
        before = a;
      }
      best[b] = longest + view.timeNs[view.runEnd[b]] - start;
      previous[b] = before;
      if (last < 0 || best[b] > best[last]) last = b;
    }
    this.runs.length = 0;
    this.lengthNs = last < 0 ? 0 : best[last];
    for (let run = last; run >= 0; run = previous[run]) this.runs.push(run);
  }
}
