import { NONE } from "../units.ts";
import { type Cluster, clusterOf, type WordTexts } from "./word-texts.ts";

/** Words that lead to a leaf. */
const DEPTH = 3;
const MAX_CHILDREN = 100;
/** Share of equal words from which on two texts are taken for one statement. Fixed: no tuning per log. */
const SIMILARITY = 0.7;
/** Clusters of one leaf that a text is compared with: keeps a leaf of prose from taking quadratic time. */
const MAX_COMPARED = 2000;

interface Node {
  readonly children: Map<number, Node>;
  readonly clusters: { pattern: Int32Array; members: number[] }[];
}

/**
 * Groups texts by the algorithm Drain (P. He, J. Zhu, Z. Zheng, M. Lyu, 2017) with one fixed setting. Texts are taken in
 * the order given, which must not depend on arrival: it decides which of two possible groups comes about.
 * O(texts × clusters of a leaf).
 */
export function drainClusters(texts: WordTexts): Cluster[] {
  const root = newNode();
  const leaves: Node[] = [];
  texts.keys.forEach((keys, text) => {
    const leaf = leafOf(texts, root, text);
    if (leaf.clusters.length === 0) leaves.push(leaf);
    const found = mostSimilar(leaf, keys);
    if (found === undefined) {
      leaf.clusters.push({ pattern: keys.slice(), members: [text] });
      return;
    }
    found.members.push(text);
    const { pattern } = found;
    for (let at = 0; at < keys.length; at++) if (pattern[at] !== keys[at]) pattern[at] = NONE;
  });
  return leaves.flatMap(({ clusters }) => clusters.map(({ members }) => clusterOf(texts, members)));
}

function newNode(): Node {
  return { children: new Map(), clusters: [] };
}

function leafOf(texts: WordTexts, root: Node, text: number): Node {
  const keys = texts.keys[text];
  let node = child(child(root, texts.component[text]), keys.length);
  const depth = Math.min(DEPTH, keys.length);
  for (let at = 0; at < depth; at++) {
    const key = keys[at];
    if (texts.table.isMasked(key)) node = child(node, NONE);
    else node = node.children.get(key) ?? child(node, node.children.size < MAX_CHILDREN ? key : NONE);
  }
  return node;
}

function child(node: Node, key: number): Node {
  let next = node.children.get(key);
  if (next === undefined) {
    next = newNode();
    node.children.set(key, next);
  }
  return next;
}

/** The cluster with most words equal, the first of several; undefined if none is similar enough. */
function mostSimilar({ clusters }: Node, keys: Int32Array): Node["clusters"][number] | undefined {
  const length = keys.length;
  const compared = Math.min(clusters.length, MAX_COMPARED);
  let least = Math.ceil(SIMILARITY * length - 1e-9);
  let best: Node["clusters"][number] | undefined;
  for (let i = 0; i < compared; i++) {
    const { pattern } = clusters[i];
    let missesLeft = length - least;
    for (let at = 0; at < length && missesLeft >= 0; at++) if (pattern[at] !== keys[at]) missesLeft--;
    if (missesLeft < 0) continue;
    best = clusters[i];
    least += missesLeft + 1;
    if (least > length) break;
  }
  return best;
}
