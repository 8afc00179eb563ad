import { NONE } from "../units.ts";
import { DrainLeaf } from "./drain-leaf.ts";
import { type Cluster, clusterOf, type WordTexts } from "./word-texts.ts";

/** Words that lead to a leaf. */
const DEPTH = 3;
const MAX_CHILDREN = 100;

interface Node {
  readonly children: Map<number, Node>;
  leaf: DrainLeaf | undefined;
}

/**
 * Groups texts by the algorithm Drain (P. He, J. Zhu, Z. Zheng, M. Lyu, 2017) with one fixed setting. Texts are taken in
 * the order given, which must not depend on arrival: it decides which of two possible groups comes about.
 */
export function drainClusters(texts: WordTexts): Cluster[] {
  const root = newNode();
  const leaves: DrainLeaf[] = [];
  const frequencies = frequenciesOf(texts);
  texts.keys.forEach((keys, text) => {
    const node = leafOf(texts, root, text);
    if (node.leaf === undefined) {
      node.leaf = new DrainLeaf(keys.length, frequencies);
      leaves.push(node.leaf);
    }
    node.leaf.add(text, keys);
  });
  return leaves.flatMap(({ groups }) => groups.map(({ members }) => clusterOf(texts, members)));
}

/** How often each key occurs in all texts. */
function frequenciesOf(texts: WordTexts): Uint32Array {
  const frequencies = new Uint32Array(texts.table.keyCount);
  for (const keys of texts.keys) for (const key of keys) frequencies[key]++;
  return frequencies;
}

function newNode(): Node {
  return { children: new Map(), leaf: undefined };
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
