import type { MatchedElements } from "../model/element-matcher.ts";
import { CLOSE_BEFORE, CLOSE_TIE, closeOrder } from "../model/event-order.ts";
import { NO_TASK } from "../trace/event-table.ts";
import type { RequestView } from "../trace/request-view.ts";
import type { ReductionPattern } from "./reduction-patterns.ts";
import { ReductionPatterns } from "./reduction-patterns.ts";

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
 * O(m · K/32) for m events of K kinds in the usual request, O(m²/32) plus candidates otherwise.
 */
export class RequestGraph {
  count = 0;
  predecessorOffsets = new Int32Array(257);
  predecessors = new Int32Array(1024);
  /** Latest predecessor, −1 = none. */
  binding = new Int32Array(256);
  /** The kept reduction that the graph is, null if it is none. */
  pattern: ReductionPattern | null = null;
  private ancestors = new Int32Array(1024);
  private previousOfTask = new Int32Array(256);
  private previous = new Int32Array(256);
  private extraTo: number[] = [];
  private extraFrom: number[] = [];
  /** Width of a row of `into`: the kinds, and one column and row of zeros for events of no kind. */
  private readonly stride: number;
  /** [b][a]: a ⪯ b is allowed; a row holds all that may come before one kind. */
  private readonly into: Uint8Array;
  /** Kind of each event, `stride − 1` for none. */
  private slot = new Int32Array(256);

  /** Words of a set of kinds; [b][word]: kinds that may come before kind b. */
  private readonly kindWords: number;
  private readonly allowedInto: Int32Array;
  private readonly candidates: Int32Array;
  private readonly seen: Int32Array;
  private readonly present: Int32Array;
  private readonly eventOfKind: Int32Array;
  private readonly patterns: ReductionPatterns;

  constructor({ kinds, allowed }: GraphRelations) {
    this.kindWords = (kinds + 31) >>> 5;
    this.allowedInto = new Int32Array(kinds * this.kindWords);
    this.candidates = new Int32Array(this.kindWords);
    this.seen = new Int32Array(this.kindWords);
    this.present = new Int32Array(this.kindWords);
    this.eventOfKind = new Int32Array(kinds);
    this.patterns = new ReductionPatterns(kinds);
    for (let a = 0; a < kinds; a++) {
      for (let b = 0; b < kinds; b++) {
        if (allowed[a * kinds + b] === 1) this.allowedInto[b * this.kindWords + (a >>> 5)] |= 1 << (a & 31);
      }
    }
    this.stride = kinds + 1;
    this.into = new Uint8Array(this.stride * this.stride);
    for (let a = 0; a < kinds; a++) {
      for (let b = 0; b < kinds; b++) this.into[b * this.stride + a] = allowed[a * kinds + b];
    }
  }

  build(view: RequestView, pipelines: readonly MatchedElements[] = []): void {
    const count = view.count;
    const words = (count + 31) >>> 5;
    this.reserve(count, words);
    this.linkTasks(view);
    this.linkPipelines(pipelines);
    this.count = count;
    this.pattern = null;
    if (this.extraTo.length > 0 || view.hasAlias || !hasOnlyKinds(view)) {
      this.reduceEvents(view, words);
      return;
    }
    const known = this.patterns.find(view, this.previous);
    if (known !== null && this.applyPattern(view, known)) {
      this.pattern = known;
      return;
    }
    const isClean = this.reduceKinds(view);
    if (known === null && isClean) {
      this.pattern = this.patterns.keep(view, this.previous, this.predecessorOffsets, this.predecessors);
    }
  }

  /** Every reduction that was kept. */
  allPatterns(): readonly ReductionPattern[] {
    return this.patterns.all();
  }

  /** The edges of a known reduction in the events of this request; false if the request disagrees with one of them. */
  private applyPattern(view: RequestView, pattern: ReductionPattern): boolean {
    const { count, previous, binding, predecessorOffsets, eventOfKind } = this;
    const { kind, timeNs, resolutionNs } = view;
    const { offsets, predecessors: kindPredecessors } = pattern;
    while (this.predecessors.length < kindPredecessors.length) this.growEdges();
    const { predecessors } = this;
    for (let j = 0; j < count; j++) eventOfKind[kind[j]] = j;
    let edges = 0;
    for (let j = 0; j < count; j++) {
      const own = kind[j];
      const timeJ = timeNs[j];
      const first = edges;
      predecessorOffsets[j] = edges;
      for (let at = offsets[own]; at < offsets[own + 1]; at++) {
        const i = eventOfKind[kindPredecessors[at]];
        if (i > j) return false;
        if (timeJ < timeNs[i] + resolutionNs[i] && i !== previous[j] && !standsBefore(view, i, j)) return false;
        // Latest first.
        let slot = edges++;
        for (; slot > first && predecessors[slot - 1] < i; slot--) predecessors[slot] = predecessors[slot - 1];
        predecessors[slot] = i;
      }
      binding[j] = edges > first ? predecessors[first] : -1;
    }
    predecessorOffsets[count] = edges;
    return true;
  }

  /**
   * The usual request: every event has a kind of its own, so sets of events are sets of kinds, and one mask per kind
   * leaves only the candidates that the model allows. The ancestors of the task's previous event are no candidates
   * either: that event always is one. Walks back until no candidate is left. True if the request agrees with every
   * relation of the model among its kinds.
   */
  private reduceKinds(view: RequestView): boolean {
    const { count, kindWords, allowedInto, ancestors, candidates, seen, present, previous, binding } = this;
    const { predecessorOffsets } = this;
    const { kind, timeNs, resolutionNs } = view;
    seen.fill(0);
    present.fill(0);
    for (let j = 0; j < count; j++) present[kind[j] >>> 5] |= 1 << (kind[j] & 31);
    let isClean = true;
    let edges = 0;
    for (let j = 0; j < count; j++) {
      const row = j * kindWords;
      const allowedRow = kind[j] * kindWords;
      const before = previous[j];
      const shadow = before * kindWords;
      binding[j] = -1;
      predecessorOffsets[j] = edges;
      let left = 0;
      for (let word = 0; word < kindWords; word++) {
        ancestors[row + word] = 0;
        let pending = allowedInto[allowedRow + word] & seen[word];
        if ((allowedInto[allowedRow + word] & present[word]) !== pending) isClean = false;
        if (before >= 0) pending &= ~ancestors[shadow + word];
        candidates[word] = pending;
        left |= pending;
      }
      if (before >= 0) {
        candidates[kind[before] >>> 5] |= 1 << (kind[before] & 31);
        left = 1;
      }
      for (let i = j - 1; left !== 0 && i >= 0; i--) {
        const wordOfI = kind[i] >>> 5;
        const bitOfI = 1 << (kind[i] & 31);
        if ((candidates[wordOfI] & bitOfI) === 0) continue;
        if (i !== before && timeNs[j] < timeNs[i] + resolutionNs[i] && !standsBefore(view, i, j)) {
          isClean = false;
          continue;
        }
        if (edges === this.predecessors.length) this.growEdges();
        this.predecessors[edges++] = i;
        if (binding[j] < 0) binding[j] = i;
        const other = i * kindWords;
        candidates[wordOfI] &= ~bitOfI;
        left = 0;
        for (let word = 0; word < kindWords; word++) {
          ancestors[row + word] |= ancestors[other + word];
          candidates[word] &= ~ancestors[other + word];
          left |= candidates[word];
        }
        ancestors[row + wordOfI] |= bitOfI;
      }
      seen[kind[j] >>> 5] |= 1 << (kind[j] & 31);
    }
    predecessorOffsets[count] = edges;
    return isClean;
  }

  /** Any request: sets of events, all earlier events are candidates. */
  private reduceEvents(view: RequestView, words: number): void {
    const { count, ancestors, previous, predecessorOffsets, into, slot, stride } = this;
    const { timeNs, resolutionNs, kind, hasAlias } = view;
    for (let i = 0; i < count; i++) slot[i] = kind[i] < 0 ? stride - 1 : kind[i];
    const hasExtra = this.extraTo.length > 0;
    let edges = 0;
    for (let j = 0; j < count; j++) {
      const row = j * words;
      ancestors.fill(0, row, row + words);
      this.binding[j] = -1;
      predecessorOffsets[j] = edges;
      const allowedRow = slot[j] * stride;
      const timeJ = timeNs[j];
      for (let word = (j - 1) >> 5; word >= 0; word--) {
        // Candidates of this word: earlier events that are not ancestors yet, latest first.
        let pending = ~ancestors[row + word];
        if (word === (j - 1) >> 5 && (j & 31) !== 0) pending &= (1 << (j & 31)) - 1;
        while (pending !== 0) {
          const bit = 31 - Math.clz32(pending);
          pending &= ~(1 << bit);
          const i = (word << 5) + bit;
          if (i !== previous[j]) {
            const allowed = into[allowedRow + slot[i]] === 1 || (hasAlias && this.isAllowedByAlias(view, i, j));
            // The model orders the kinds, and the stamps of this request agree for certain (or tie, end before start).
            const related = allowed && (timeJ >= timeNs[i] + resolutionNs[i] || standsBefore(view, i, j));
            if (!related && !(hasExtra && this.isExtra(i, j))) continue;
          }
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

  private isAllowedByAlias(view: RequestView, i: number, j: number): boolean {
    const { into, stride, slot } = this;
    const lastI = view.alias[i];
    const lastJ = view.alias[j];
    if (lastI >= 0 && into[slot[j] * stride + lastI] === 1) return true;
    if (lastJ < 0) return false;
    return into[lastJ * stride + slot[i]] === 1 || (lastI >= 0 && into[lastJ * stride + lastI] === 1);
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
      this.slot = new Int32Array(count * 2);
      this.predecessorOffsets = new Int32Array(count * 2 + 1);
    }
    const setWords = count * Math.max(words, this.kindWords);
    if (this.ancestors.length < setWords) this.ancestors = new Int32Array(setWords * 2);
  }

  private growEdges(): void {
    const wider = new Int32Array(this.predecessors.length * 2);
    wider.set(this.predecessors);
    this.predecessors = wider;
  }
}

function standsBefore(view: RequestView, i: number, j: number): boolean {
  const order = closeOrder(view, i, j);
  return order === CLOSE_BEFORE || order === CLOSE_TIE;
}

function hasOnlyKinds(view: RequestView): boolean {
  for (let i = 0; i < view.count; i++) if (view.kind[i] < 0) return false;
  return true;
}
