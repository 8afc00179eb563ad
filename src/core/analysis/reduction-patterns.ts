import type { RequestView } from "../trace/request-view.ts";

/** Patterns kept per class; requests of further ones are reduced one by one. */
const MOST_PATTERNS = 256;
const ABSENT = -2;
const FIRST = -1;
const NO_END = -1;

/**
 * The reduction of one graph over kinds: which kinds are present, which came just before each in its task, and where
 * the segments that start with each end.
 *
 *     previousKind            kind → kind, −1 = first of its task, −2 = absent
 *     endKind                 kind → kind that ends the segment which starts here, −1 = none
 *     offsets, predecessors   kind → kinds it waits for
 */
export interface ReductionPattern {
  readonly count: number;
  readonly previousKind: Int32Array;
  readonly endKind: Int32Array;
  readonly offsets: Int32Array;
  readonly predecessors: Int32Array;
  /** Requests whose reduction it is, as far as they have been counted. */
  requests: number;
}

/**
 * Reductions by the set of kinds present and the order of each task (semantics §8). Where a request agrees with every
 * edge of a reduction it agrees, by transitivity, with every relation it was reduced from: its own reduction is the same.
 */
export class ReductionPatterns {
  private readonly byHash = new Map<number, ReductionPattern[]>();
  private count = 0;
  private hash = 0;

  constructor(private readonly kinds: number) {}

  /** The pattern of the request, if it was seen. `previous`: event just before in the task, −1 = none. O(events). */
  find(view: RequestView, previous: Int32Array): ReductionPattern | null {
    const { count, kind, endOfStart } = view;
    let hash = 0;
    for (let j = 0; j < count; j++) {
      const before = previous[j] < 0 ? FIRST : kind[previous[j]];
      const end = endOfStart[j] < 0 ? NO_END : kind[endOfStart[j]];
      // A sum, because the order of the events differs from request to request.
      hash = (hash + mixed(kind[j], before, end)) | 0;
    }
    this.hash = hash;
    for (const pattern of this.byHash.get(hash) ?? NONE) if (isPatternOf(pattern, view, previous)) return pattern;
    return null;
  }

  /** Keeps the reduction of the request that was looked for last; edges in CSR form by event. */
  keep(
    view: RequestView,
    previous: Int32Array,
    offsets: Int32Array,
    predecessors: Int32Array,
  ): ReductionPattern | null {
    if (this.count === MOST_PATTERNS) return null;
    this.count++;
    const { count, kind, endOfStart } = view;
    const endKind = new Int32Array(this.kinds).fill(NO_END);
    const previousKind = new Int32Array(this.kinds).fill(ABSENT);
    const eventOfKind = new Int32Array(this.kinds).fill(-1);
    for (let j = 0; j < count; j++) {
      previousKind[kind[j]] = previous[j] < 0 ? FIRST : kind[previous[j]];
      if (endOfStart[j] >= 0) endKind[kind[j]] = kind[endOfStart[j]];
      eventOfKind[kind[j]] = j;
    }
    const kindOffsets = new Int32Array(this.kinds + 1);
    const kindPredecessors = new Int32Array(offsets[count]);
    let edges = 0;
    for (let own = 0; own < this.kinds; own++) {
      const j = eventOfKind[own];
      if (j >= 0)
        for (let at = offsets[j]; at < offsets[j + 1]; at++) kindPredecessors[edges++] = kind[predecessors[at]];
      kindOffsets[own + 1] = edges;
    }
    const pattern = {
      count,
      previousKind,
      endKind,
      offsets: kindOffsets,
      predecessors: kindPredecessors,
      requests: 0,
    };
    const others = this.byHash.get(this.hash);
    if (others === undefined) this.byHash.set(this.hash, [pattern]);
    else others.push(pattern);
    return pattern;
  }

  all(): readonly ReductionPattern[] {
    return [...this.byHash.values()].flat();
  }
}

const NONE: readonly ReductionPattern[] = [];

function isPatternOf(pattern: ReductionPattern, view: RequestView, previous: Int32Array): boolean {
  const { count, kind, endOfStart } = view;
  if (pattern.count !== count) return false;
  const { previousKind, endKind } = pattern;
  for (let j = 0; j < count; j++) {
    if (previousKind[kind[j]] !== (previous[j] < 0 ? FIRST : kind[previous[j]])) return false;
    if (endKind[kind[j]] !== (endOfStart[j] < 0 ? NO_END : kind[endOfStart[j]])) return false;
  }
  return true;
}

function mixed(kind: number, before: number, end: number): number {
  const product = Math.imul(kind + 1, 0x9e3779b1) ^ Math.imul(before + 2, 0x85ebca6b) ^ Math.imul(end + 2, 0x27d4eb2f);
  return Math.imul(product ^ (product >>> 15), 0xc2b2ae35);
}
