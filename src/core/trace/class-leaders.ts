import type { ClassDefinition } from "./class-definition.ts";
import { classifyShapes } from "./class-definition.ts";
import { similarity } from "./shape-similarity.ts";
import type { ClassRule, ShapeCounts } from "./shapes.ts";
import { precedes } from "./shapes.ts";

/** A class holds at least this share and this number of the requests (semantics §4). */
export const CLASS_SHARE = 0.01;
export const CLASS_REQUESTS = 100;
const MOST_CLASSES = 64;
/** A label first in at least this share of the requests makes a root class. */
const ROOT_SHARE = 0.01;
const SIMILARITY = 0.6;
/** Largest shapes of a root that may lead a class. Bounds the clustering of data with no shape. */
const MOST_LEADERS = 512;

interface Cluster {
  readonly root: number;
  readonly leader: Int32Array;
  requests: number;
}

/**
 * The classes of requests that the data themselves suggest: within a root the shapes, largest first (ties by bytes),
 * join the first class whose leading shape has a Jaccard similarity of at least 0.6, else lead one. Those below 1 % or
 * 100 requests, or beyond the 64 largest, make no class. Under "root" and "none" shapes do not matter. Deterministic:
 * depends on counts and names only.
 */
export function findLeaders(counts: ShapeCounts, rule: ClassRule): ClassDefinition[] {
  const total = counts.requests.reduce((sum, requests) => sum + requests, 0);
  const shapes = Array.from(counts.root, (_, shape) =>
    counts.bases.subarray(counts.baseOffsets[shape], counts.baseOffsets[shape + 1]),
  );
  const roots = frequentRoots(counts, shapes, total);
  const least = Math.max(CLASS_REQUESTS, CLASS_SHARE * total);
  let proper = clustersOf(counts, shapes, joinedRoots(counts, shapes, roots), rule)
    .filter(({ requests }) => requests >= least)
    .sort(largestFirst)
    .slice(0, MOST_CLASSES);
  for (;;) {
    const definitions = definitionsOf(proper, roots, shapes);
    // What is nearer to another class goes there: a class may become too small by it, and then is none.
    const { definitionOfShape } = classifyShapes(counts, rule, definitions);
    const requests = new Float64Array(proper.length);
    definitionOfShape.forEach((at, shape) => {
      if (at < proper.length) requests[at] += counts.requests[shape];
    });
    const smallest = requests.reduce((best, count, at) => (best < 0 || count <= requests[best] ? at : best), -1);
    if (smallest < 0 || requests[smallest] >= least) return definitions;
    proper = proper.filter((_, at) => at !== smallest);
  }
}

/** Classes proper, then for every root that has none its "other", to be recognised by its largest shape. */
function definitionsOf(
  proper: readonly Cluster[],
  roots: ReadonlyMap<number, number>,
  shapes: readonly Int32Array[],
): ClassDefinition[] {
  const withProper = new Set(proper.map(({ root }) => root));
  const bare = [...roots].filter(([root]) => !withProper.has(root));
  return [
    ...proper.map(({ root, leader }) => ({ root, other: false, shape: leader.slice(), named: null })),
    ...bare.map(([root, largest]) => ({ root, other: true, shape: shapes[largest].slice(), named: null })),
  ];
}

function clustersOf(
  counts: ShapeCounts,
  shapes: readonly Int32Array[],
  rootOf: Int32Array,
  rule: ClassRule,
): Cluster[] {
  const order = Array.from(shapes, (_, shape) => shape).sort(
    (a, b) => rootOf[a] - rootOf[b] || counts.requests[b] - counts.requests[a] || byBytes(shapes[a], shapes[b]),
  );
  const floor = rule.by === "shape" || rule.by === "key" ? SIMILARITY : 0;
  const clusters: Cluster[] = [];
  let rootStart = 0;
  for (const shape of order) {
    if (clusters.length > rootStart && clusters[rootStart].root !== rootOf[shape]) rootStart = clusters.length;
    let home: Cluster | undefined;
    for (let i = rootStart; i < clusters.length && home === undefined; i++) {
      if (similarity(clusters[i].leader, shapes[shape]) >= floor) home = clusters[i];
    }
    if (home === undefined) {
      if (clusters.length - rootStart >= MOST_LEADERS) continue;
      home = { root: rootOf[shape], leader: shapes[shape], requests: 0 };
      clusters.push(home);
    }
    home.requests += counts.requests[shape];
  }
  return clusters;
}

function largestFirst(a: Cluster, b: Cluster): number {
  return b.requests - a.requests || a.root - b.root || byBytes(a.leader, b.leader);
}

/** Roots first in ≥ 1 % of requests (the most frequent if none is), most frequent first, each with its largest shape. */
function frequentRoots(counts: ShapeCounts, shapes: readonly Int32Array[], total: number): Map<number, number> {
  const requestsOfRoot = new Map<number, number>();
  const largest = new Map<number, number>();
  for (let shape = 0; shape < shapes.length; shape++) {
    const root = counts.root[shape];
    requestsOfRoot.set(root, (requestsOfRoot.get(root) ?? 0) + counts.requests[shape]);
    const best = largest.get(root);
    const better =
      best === undefined ||
      counts.requests[shape] > counts.requests[best] ||
      (counts.requests[shape] === counts.requests[best] && precedes(shapes[shape], shapes[best]));
    if (better) largest.set(root, shape);
  }
  const roots = [...requestsOfRoot].sort(([a, x], [b, y]) => y - x || a - b).map(([root]) => root);
  const frequent = roots.filter((root) => (requestsOfRoot.get(root) ?? 0) >= ROOT_SHARE * total);
  const kept = frequent.length === 0 ? roots.slice(0, 1) : frequent;
  return new Map(kept.map((root) => [root, largest.get(root) ?? 0]));
}

/** Root per shape: requests of a rare one join the root whose largest shape is most alike. */
function joinedRoots(
  counts: ShapeCounts,
  shapes: readonly Int32Array[],
  roots: ReadonlyMap<number, number>,
): Int32Array {
  return counts.root.map((root, shape) => {
    if (roots.has(root)) return root;
    let best = root;
    let bestSimilarity = -1;
    for (const [candidate, largest] of roots) {
      const alike = similarity(shapes[largest], shapes[shape]);
      if (alike > bestSimilarity) {
        bestSimilarity = alike;
        best = candidate;
      }
    }
    return best;
  });
}

/** Order of ascending sets by their members, a beginning before what it begins. */
export function byBytes(a: Int32Array, b: Int32Array): number {
  if (precedes(a, b)) return -1;
  return precedes(b, a) ? 1 : 0;
}
