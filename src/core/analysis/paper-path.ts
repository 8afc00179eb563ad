import { CERTAIN, endBeforeStart } from "../model/event-order.ts";
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

  /** Segments so far by length of the path that ends with them, longest last; of equals the earliest start last. */
  private order = new Int32Array(256);
  /** [B][A]: A → B is allowed. */
  private readonly into: Uint8Array;

  constructor(
    private readonly kinds: number,
    allowed: Uint8Array,
  ) {
    this.into = new Uint8Array(allowed.length);
    for (let a = 0; a < kinds; a++) for (let b = 0; b < kinds; b++) this.into[b * kinds + a] = allowed[a * kinds + b];
  }

  find(view: RequestView): void {
    const count = view.runCount;
    if (this.best.length < count) {
      this.best = new Float64Array(count * 2);
      this.previous = new Int32Array(count * 2);
      this.order = new Int32Array(count * 2);
    }
    const { best, previous, order, into, kinds } = this;
    const { timeNs, runKind, runStart, runEnd, runStartNs, runLimitNs } = view;
    let last = -1;
    for (let b = 0; b < count; b++) {
      const start = runStartNs[b];
      const row = runKind[b] * kinds;
      // Longest first, so the first segment that may come before is the one to continue from.
      previous[b] = -1;
      best[b] = 0;
      for (let at = b - 1; at >= 0; at--) {
        const a = order[at];
        if (into[row + runKind[a]] === 0) continue;
        if (start < runLimitNs[a] && endBeforeStart(view, runEnd[a], runStart[b]) !== CERTAIN) continue;
        best[b] = best[a];
        previous[b] = a;
        break;
      }
      best[b] += timeNs[runEnd[b]] - start;
      let at = b;
      for (; at > 0 && best[order[at - 1]] >= best[b]; at--) order[at] = order[at - 1];
      order[at] = b;
      if (last < 0 || best[b] > best[last]) last = b;
    }
    this.runs.length = 0;
    this.lengthNs = last < 0 ? 0 : best[last];
    for (let run = last; run >= 0; run = previous[run]) this.runs.push(run);
  }
}
