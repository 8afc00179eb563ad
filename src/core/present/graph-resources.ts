import type { ExclusionRelation } from "../model/exclusion-relations.ts";
import type { Status } from "../model/status.ts";

/** Two segments that never overlap, in either order. */
export interface GraphExclusion {
  /** Positions in `nodes`, a < b. */
  readonly a: number;
  readonly b: number;
  readonly status: Status;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  readonly evidenceNats: number;
  /** Position in `resources` of the one that both belong to, null if they share none. */
  readonly resource: number | null;
}

export interface ExclusiveResources {
  /** Ascending by (a, b). */
  readonly exclusions: GraphExclusion[];
  /** Positions in `nodes`, ascending. */
  readonly resources: number[][];
}

/** The mutual exclusions of a class that hold or may, and the resources behind them. */
export function classExclusions(kinds: number, relations: readonly ExclusionRelation[]): ExclusiveResources {
  const surviving = relations
    .filter(({ status }) => status === "holds" || status === "tentative")
    .map(({ a, b, status, support, overlaps, undecided, evidenceNats }): GraphExclusion => {
      return { a, b, status, support, violations: overlaps, undecided, evidenceNats, resource: null };
    });
  return exclusiveResources(kinds, surviving);
}

/**
 * Resources (semantics §7): sets of segments of which every two exclude each other. Greedy: pairs that hold come first,
 * then those with more evidence; a pair joins two sets only if all their members exclude each other. Every segment is in
 * at most one. O(E · members) for E pairs.
 */
export function exclusiveResources(kinds: number, pairs: readonly GraphExclusion[]): ExclusiveResources {
  const excludes = new Set(pairs.map(({ a, b }) => a * kinds + b));
  const excluded = (a: number, b: number) => excludes.has(Math.min(a, b) * kinds + Math.max(a, b));
  const setOf: number[][] = Array.from({ length: kinds }, (_, kind) => [kind]);
  const strongestFirst = pairs.toSorted(
    (a, b) =>
      Number(b.status === "holds") - Number(a.status === "holds") ||
      b.evidenceNats - a.evidenceNats ||
      a.a - b.a ||
      a.b - b.b,
  );
  for (const { a, b } of strongestFirst) {
    const left = setOf[a];
    const right = setOf[b];
    if (left === right || !left.every((x) => right.every((y) => excluded(x, y)))) continue;
    left.push(...right);
    for (const kind of right) setOf[kind] = left;
  }
  const resources = [...new Set(setOf)].filter(({ length }) => length > 1).map((set) => set.sort((a, b) => a - b));
  resources.sort((a, b) => a[0] - b[0]);
  const numberOf = new Map(resources.flatMap((set, number) => set.map((kind) => [kind, number] as const)));
  const exclusions = pairs
    .map((pair) => ({ ...pair, resource: setOf[pair.a] === setOf[pair.b] ? (numberOf.get(pair.a) ?? null) : null }))
    .sort((a, b) => a.a - b.a || a.b - b.b);
  return { exclusions, resources };
}
