import { CLOSE_BEFORE, CLOSE_TIE, closeOrder } from "../model/order-cells.ts";
import type { MatchedElements } from "../model/pipelines.ts";
import { NO_TASK } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";

/** Requests with more events are counted by the sieve but get no graph and no path (semantics §3). */
export const MOST_GRAPH_EVENTS = 20_000;

/** What the graph of a request needs of its class model. */
export interface GraphRelations {
  /** Event kinds K. */
  readonly kinds: number;
  /** [a · K + b]: a ⪯ b enters the graph. */
  readonly allowed: Uint8Array;
}

/**
 * Transitive reduction of the graph of one request (semantics §8), rebuilt in place for each request.
 *
 * Vertices are the events in row order, a strict total order, so every edge points forward and the graph is acyclic.
 * Edges: relations of the class model that this request decides the same way, consecutive events of one task instance,
 * and matched elements of pipelines. For each event the latest candidate that is not yet an ancestor is a reduced edge;
 * the first one found is the binding predecessor.
 *
 *     predecessorOffsets  0 0 1 2 4
 *     predecessors        0 1 2 1      event 3 waits for 2 (binding) and 1
 *
 * O(m²/32) for m events plus the candidates that are not ancestors.
 */
export class RequestGraph {
  count = 0;
  predecessorOffsets = new Int32Array(257);
  predecessors = new Int32Array(1024);
  /** Latest predecessor, −1 = none. */
  binding = new Int32Array(256);
  private ancestors = new Int32Array(1024);
  private previousOfTask = new Int32Array(256);
  private previous = new Int32Array(256);
  private extraTo: number[] = [];
  private extraFrom: number[] = [];

  constructor(private readonly relations: GraphRelations) {}

  build(view: RequestView, pipelines: readonly MatchedElements[] = []): void {
    const count = view.count;
    const words = (count + 31) >>> 5;
    this.reserve(count, words);
    this.linkTasks(view);
    this.linkPipelines(pipelines);
    this.count = count;
    const { ancestors, previous, predecessorOffsets } = this;
    let edges = 0;
    for (let j = 0; j < count; j++) {
      const row = j * words;
      ancestors.fill(0, row, row + words);
      this.binding[j] = -1;
      predecessorOffsets[j] = edges;
      for (let word = (j - 1) >> 5; word >= 0; word--) {
        // Candidates of this word: earlier events that are not ancestors yet, latest first.
        let pending = ~ancestors[row + word];
        if (word === (j - 1) >> 5 && (j & 31) !== 0) pending &= (1 << (j & 31)) - 1;
        while (pending !== 0) {
          const bit = 31 - Math.clz32(pending);
          pending &= ~(1 << bit);
          const i = (word << 5) + bit;
          if (i !== previous[j] && !this.relates(view, i, j) && !this.isExtra(i, j)) continue;
          if (edges === this.predecessors.length) this.growEdges();
          this.predecessors[edges++] = i;
          if (this.binding[j] < 0) this.binding[j] = i;
          const other = i * words;
          for (let w = 0; w <= i >>> 5; w++) ancestors[row + w] |= ancestors[other + w];
          ancestors[row + word] |= 1 << bit;
          pending &= ~ancestors[row + word];
        }
      }
    }
    predecessorOffsets[count] = edges;
  }

  /** The model orders the kinds, and the stamps of this request agree for certain (or tie, end before start). */
  private relates(view: RequestView, i: number, j: number): boolean {
    if (!this.isAllowed(view, i, j)) return false;
    if (view.timeNs[j] >= view.timeNs[i] + view.resolutionNs[i]) return true;
    const order = closeOrder(view, i, j);
    return order === CLOSE_BEFORE || order === CLOSE_TIE;
  }

  private isAllowed(view: RequestView, i: number, j: number): boolean {
    const { kinds, allowed } = this.relations;
    const a = view.kind[i];
    const b = view.kind[j];
    if (a >= 0 && b >= 0 && allowed[a * kinds + b] === 1) return true;
    if (!view.hasAlias) return false;
    const lastA = view.alias[i];
    const lastB = view.alias[j];
    if (lastA >= 0 && b >= 0 && allowed[lastA * kinds + b] === 1) return true;
    if (lastB < 0) return false;
    return (a >= 0 && allowed[a * kinds + lastB] === 1) || (lastA >= 0 && allowed[lastA * kinds + lastB] === 1);
  }

  private isExtra(i: number, j: number): boolean {
    for (let at = 0; at < this.extraTo.length; at++) {
      if (this.extraTo[at] === j && this.extraFrom[at] === i) return true;
    }
    return false;
  }

  private linkTasks(view: RequestView): void {
    const { previous, previousOfTask } = this;
    for (let i = 0; i < view.count; i++) if (view.task[i] !== NO_TASK) previousOfTask[view.task[i]] = -1;
    for (let i = 0; i < view.count; i++) {
      const task = view.task[i];
      if (task === NO_TASK) {
        previous[i] = view.startOfEnd[i];
      } else {
        previous[i] = previousOfTask[task];
        previousOfTask[task] = i;
      }
    }
  }

  private linkPipelines(pipelines: readonly MatchedElements[]): void {
    this.extraTo.length = 0;
    this.extraFrom.length = 0;
    for (const { fromEnd, toStart } of pipelines) {
      for (let i = 0; i < fromEnd.length; i++) {
        if (fromEnd[i] >= toStart[i]) continue;
        this.extraFrom.push(fromEnd[i]);
        this.extraTo.push(toStart[i]);
      }
    }
  }

  private reserve(count: number, words: number): void {
    if (this.binding.length < count) {
      this.binding = new Int32Array(count * 2);
      this.previous = new Int32Array(count * 2);
      this.previousOfTask = new Int32Array(count * 2);
      this.predecessorOffsets = new Int32Array(count * 2 + 1);
    }
    if (this.ancestors.length < count * words) this.ancestors = new Int32Array(count * words * 2);
  }

  private growEdges(): void {
    const wider = new Int32Array(this.predecessors.length * 2);
    wider.set(this.predecessors);
    this.predecessors = wider;
  }
}
