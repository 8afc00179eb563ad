import { PairTable } from "../pair-table.ts";
import type { ClassRule, ShapeCounts } from "./shapes.ts";
import { precedes } from "./shapes.ts";

/** A class holds at least this share and this number of the requests (semantics §4). */
const CLASS_SHARE = 0.01;
const CLASS_REQUESTS = 100;
const MOST_CLASSES = 64;
/** A label first in at least this share of the requests makes a root class. */
const ROOT_SHARE = 0.01;
const SIMILARITY = 0.6;
/** Largest shapes that may lead a class; the rest join or are "other". Bounds the clustering of data with no shape. */
const MOST_LEADERS = 512;

export interface RequestClass {
  /** Root code (see `ShapeCounts.root`). */
  readonly root: number;
  /** What is left of its root after the classes proper. */
  readonly other: boolean;
  readonly requests: number;
  /** Number of shapes, and the base kinds of the largest one, ascending. */
  readonly shapes: number;
  readonly leader: Int32Array;
}

/** Which class each (root, shape) signature belongs to. Class ids are positions in `classes`, largest class first. */
export interface ClassMap {
  readonly rule: ClassRule;
  readonly classes: readonly RequestClass[];
  readonly signatureHigh: Int32Array;
  readonly signatureLow: Int32Array;
  readonly classOfSignature: Int32Array;
}

export class ClassFinder {
  private readonly table: PairTable;

  constructor(private readonly map: ClassMap) {
    this.table = new PairTable(map.signatureHigh.length);
    for (let i = 0; i < map.signatureHigh.length; i++) this.table.add(map.signatureHigh[i], map.signatureLow[i]);
  }

  /** Class of a signature; a signature the map does not know (a saved map on other data) belongs to none: −1. */
  classOf(high: number, low: number): number {
    const index = this.table.find(high, low);
    return index < 0 ? -1 : this.map.classOfSignature[index];
  }
}

interface Cluster {
  readonly root: number;
  readonly leader: Int32Array;
  readonly members: number[];
  requests: number;
}

/**
 * Root classes refined by shape: within a root the shapes, largest first (ties by bytes), join the first class whose
 * largest shape has a Jaccard similarity of at least 0.6, else lead one. Classes below 1 % or 100 requests, and those
 * beyond the 64 largest, become "other" of their root. Under "root" and "none" shapes do not matter. Deterministic: depends on counts and names only.
 */
export function buildClassMap(counts: ShapeCounts, rule: ClassRule): ClassMap {
  const total = counts.requests.reduce((sum, requests) => sum + requests, 0);
  const shapes = Array.from(counts.root, (_, shape) =>
    counts.bases.subarray(counts.baseOffsets[shape], counts.baseOffsets[shape + 1]),
  );
  const rootOf = frequentRoots(counts, shapes, total);
  const order = Array.from(shapes, (_, shape) => shape).sort(
    (a, b) => rootOf[a] - rootOf[b] || counts.requests[b] - counts.requests[a] || byBytes(shapes[a], shapes[b]),
  );
  const floor = rule.by === "shape" || rule.by === "key" ? SIMILARITY : 0;
  const clusters: Cluster[] = [];
  /** Per root what is like none of its leaders. */
  const rests = new Map<number, Cluster>();
  let rootStart = 0;
  for (const shape of order) {
    if (clusters.length > rootStart && clusters[rootStart].root !== rootOf[shape]) rootStart = clusters.length;
    let home: Cluster | undefined;
    for (let i = rootStart; i < clusters.length && home === undefined; i++) {
      if (similarity(clusters[i].leader, shapes[shape]) >= floor) home = clusters[i];
    }
    if (home === undefined) {
      const rest = clusters.length - rootStart >= MOST_LEADERS;
      home = rest ? rests.get(rootOf[shape]) : undefined;
      if (home === undefined) {
        home = { root: rootOf[shape], leader: shapes[shape], members: [], requests: 0 };
        if (rest) rests.set(home.root, home);
        else clusters.push(home);
      }
    }
    home.members.push(shape);
    home.requests += counts.requests[shape];
  }
  return assemble(counts, rule, clusters, [...rests.values()], Math.max(CLASS_REQUESTS, CLASS_SHARE * total));
}

function assemble(
  counts: ShapeCounts,
  rule: ClassRule,
  clusters: readonly Cluster[],
  rests: readonly Cluster[],
  floor: number,
): ClassMap {
  const proper = clusters
    .filter((cluster) => cluster.requests >= floor)
    .sort(largestFirst)
    .slice(0, MOST_CLASSES);
  const others = new Map<number, Cluster>();
  for (const cluster of [...clusters, ...rests]) {
    if (proper.includes(cluster)) continue;
    const other = others.get(cluster.root);
    if (other === undefined) {
      others.set(cluster.root, { ...cluster, members: [...cluster.members] });
    } else {
      other.members.push(...cluster.members);
      other.requests += cluster.requests;
    }
  }
  const isOther = new Set([...others.values()]);
  const all = [...proper, ...isOther].sort(largestFirst);
  const classOfSignature = new Int32Array(counts.root.length);
  all.forEach((cluster, id) => {
    for (const shape of cluster.members) classOfSignature[shape] = id;
  });
  return {
    rule,
    classes: all.map((cluster) => ({
      root: cluster.root,
      other: isOther.has(cluster),
      requests: cluster.requests,
      shapes: cluster.members.length,
      leader: cluster.leader.slice(),
    })),
    signatureHigh: counts.signatureHigh,
    signatureLow: counts.signatureLow,
    classOfSignature,
  };
}

function largestFirst(a: Cluster, b: Cluster): number {
  return b.requests - a.requests || a.root - b.root || byBytes(a.leader, b.leader);
}

/** Roots first in ≥ 1 % of requests stay; requests of the others join the root whose largest shape is most alike. */
function frequentRoots(counts: ShapeCounts, shapes: readonly Int32Array[], total: number): Int32Array {
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
  let frequent = roots.filter((root) => (requestsOfRoot.get(root) ?? 0) >= ROOT_SHARE * total);
  if (frequent.length === 0) frequent = roots.slice(0, 1);
  const isFrequent = new Set(frequent);
  return counts.root.map((root, shape) => {
    if (isFrequent.has(root)) return root;
    let best = frequent[0];
    let bestSimilarity = -1;
    for (const candidate of frequent) {
      const alike = similarity(shapes[largest.get(candidate) ?? 0], shapes[shape]);
      if (alike > bestSimilarity) {
        bestSimilarity = alike;
        best = candidate;
      }
    }
    return best;
  });
}

function byBytes(a: Int32Array, b: Int32Array): number {
  if (precedes(a, b)) return -1;
  return precedes(b, a) ? 1 : 0;
}

/** Jaccard similarity of two ascending sets. */
export function similarity(a: Int32Array, b: Int32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      shared++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  const union = a.length + b.length - shared;
  return union === 0 ? 1 : shared / union;
}
