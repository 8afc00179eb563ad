import type { Catalog } from "../trace/catalog.ts";
import { SIDE_CLIENT, SIDE_CONSUMER, SIDE_PRODUCER, SIDE_RECEIVE, SIDE_SEND, SIDE_SERVER } from "../trace/catalog.ts";
import type { RequestView } from "../trace/request-view.ts";
import { PHASE_END, PHASE_START } from "../units.ts";
import type { RequestGraph } from "./request-graph.ts";

/**
 * The critical path of one request in the lag-preserving form (semantics §9, M1): from the terminal event along binding
 * predecessors. Hop h leads from event `from[h]` (the first event of the request where nothing binds) to `to[h]`, took
 * `lagNs[h]`, and is charged to segment `segment[h]` (position in the view) or, −1, to the hand-off between the roles of
 * its ends. Hops come latest first; their lags sum exactly to terminal − first.
 */
export class CriticalPath {
  hops = 0;
  from = new Int32Array(256);
  to = new Int32Array(256);
  segment = new Int32Array(256);
  lagNs = new Float64Array(256);
  /** Terminal event. */
  terminal = -1;
  /** Terminal − first event, in ns: the latency. */
  latencyNs = 0;
  private segmentOfStart = new Int32Array(256);

  constructor(
    private readonly catalog: Catalog,
    /** Label (catalog id) whose last event ends a request; −1: the last event. */
    private readonly terminalLabel = -1,
  ) {}

  walk(view: RequestView, graph: RequestGraph): void {
    this.reserve(view);
    this.terminal = this.terminalOf(view);
    this.latencyNs = view.timeNs[this.terminal] - view.timeNs[0];
    this.hops = 0;
    for (let j = this.terminal; j >= 0; ) {
      const binding = graph.binding[j];
      const from = Math.max(binding, 0);
      if (from === j) break;
      const hop = this.hops++;
      this.from[hop] = from;
      this.to[hop] = j;
      this.lagNs[hop] = view.timeNs[j] - view.timeNs[from];
      this.segment[hop] = this.chargedSegment(view, from, j, binding >= 0);
      j = binding;
    }
  }

  private terminalOf(view: RequestView): number {
    if (this.terminalLabel >= 0) {
      for (let i = view.count - 1; i >= 0; i--) {
        if (this.catalog.baseLabel[view.base[i]] === this.terminalLabel) return i;
      }
    }
    return view.count - 1;
  }

  /** The charging rule of semantics §9, cases 1 to 5; −1 = hand-off. */
  private chargedSegment(view: RequestView, p: number, j: number, bound: boolean): number {
    const end = view.endOfStart[p];
    if (end === j) return this.segmentOfStart[p];
    if (bound && this.isExchange(view, p, j)) return -1;
    // By stamps, not rows: a segment that ends as another event happens covers the hop to that event.
    if (end >= 0 && view.timeNs[end] >= view.timeNs[j]) return this.segmentOfStart[p];
    const start = view.startOfEnd[j];
    if (start >= 0 && view.timeNs[start] <= view.timeNs[p]) return this.segmentOfStart[start];
    return this.innermost(view, p, j);
  }

  private isExchange(view: RequestView, p: number, j: number): boolean {
    const { baseSide } = this.catalog;
    const from = baseSide[view.base[p]];
    const to = baseSide[view.base[j]];
    const phaseP = view.phase[p];
    const phaseJ = view.phase[j];
    if (phaseP === PHASE_START && phaseJ === PHASE_START) {
      return (from === SIDE_CLIENT && to === SIDE_SERVER) || (from === SIDE_PRODUCER && to === SIDE_CONSUMER);
    }
    if (phaseP === PHASE_END && phaseJ === PHASE_END) return from === SIDE_SERVER && to === SIDE_CLIENT;
    return from === SIDE_SEND && to === SIDE_RECEIVE && view.hostOf(p) !== view.hostOf(j);
  }

  /**
   * The innermost segment (latest start, then earliest end) on p's or j's host that is open during the whole hop; client
   * and producer spans excepted.
   */
  private innermost(view: RequestView, p: number, j: number): number {
    const { baseSide } = this.catalog;
    const { timeNs, segmentStart, segmentEnd } = view;
    let best = -1;
    for (let s = view.segmentCount - 1; s >= 0; s--) {
      const start = segmentStart[s];
      const end = segmentEnd[s];
      if (best >= 0 && timeNs[start] < timeNs[segmentStart[best]]) break;
      if (timeNs[start] > timeNs[p] || timeNs[end] < timeNs[j]) continue;
      const host = view.hostOf(start);
      if (host !== view.hostOf(p) && host !== view.hostOf(j)) continue;
      const side = baseSide[view.base[start]];
      if (side === SIDE_CLIENT || side === SIDE_PRODUCER) continue;
      if (best < 0 || timeNs[end] < timeNs[segmentEnd[best]]) best = s;
    }
    return best;
  }

  private reserve(view: RequestView): void {
    if (this.from.length < view.count) {
      const length = view.count * 2;
      this.from = new Int32Array(length);
      this.to = new Int32Array(length);
      this.segment = new Int32Array(length);
      this.lagNs = new Float64Array(length);
      this.segmentOfStart = new Int32Array(length);
    }
    for (let s = 0; s < view.segmentCount; s++) this.segmentOfStart[view.segmentStart[s]] = s;
  }
}
