import { NONE } from "../units.ts";
import { areStatementWords, isWord } from "./statement-words.ts";
import { type Cluster, clusterOf, type WordTexts } from "./word-texts.ts";

/** So many different words at one place, everything else being equal, are values. */
const FEWEST_WORDS = 5;
/** What is no plain word ("pool-<num>", "java.io.IOException", "currency=EUR") is a value sooner. */
const FEWEST_OTHERS = 3;

/**
 * Joins clusters that differ in one word only, if too many words stand there to be statements ("deleted user alice",
 * "deleted user bob", …): among the first words of a text, and in short texts, similarity alone cannot tell. Place by
 * place. O(texts × words²).
 */
export function joinByValues(texts: WordTexts, clusters: readonly Cluster[]): Cluster[] {
  const byLength = new Map<number, Cluster[]>();
  for (const cluster of clusters) {
    const same = byLength.get(cluster.pattern.length);
    if (same === undefined) byLength.set(cluster.pattern.length, [cluster]);
    else same.push(cluster);
  }
  return [...byLength].flatMap(([length, same]) => {
    let joined = same;
    for (let at = 0; at < length; at++) joined = joinAt(texts, joined, at);
    return joined;
  });
}

/** Joins clusters of one length where all but the word at `position` is equal. */
function joinAt(texts: WordTexts, clusters: readonly Cluster[], position: number): Cluster[] {
  const firstOf = new Map<number, Cluster>();
  const groupOf = new Map<Cluster, Cluster[]>();
  const joined: Cluster[] = [];
  for (const cluster of clusters) {
    if (!hasWord(texts, cluster, position)) {
      joined.push(cluster);
      continue;
    }
    const hash = hashWithout(texts, cluster, position);
    const first = firstOf.get(hash);
    if (first === undefined) firstOf.set(hash, cluster);
    else if (!isAlike(texts, first, cluster, position)) joined.push(cluster);
    else {
      const group = groupOf.get(first);
      if (group === undefined) groupOf.set(first, [first, cluster]);
      else group.push(cluster);
    }
  }
  for (const first of firstOf.values()) {
    const group = groupOf.get(first);
    if (group === undefined) joined.push(first);
    else if (!areValues(texts, group, position)) for (const cluster of group) joined.push(cluster);
    else {
      const members = group.flatMap((cluster) => cluster.members);
      joined.push(clusterOf(texts, members));
    }
  }
  return joined;
}

function areValues(texts: WordTexts, group: readonly Cluster[], position: number): boolean {
  const { table, keys } = texts;
  const values = new Set<number>();
  for (const { members } of group) for (const member of members) values.add(keys[member][position]);
  const hasWords = [...values].some((key) => isWord(table.keyText(key)));
  return values.size >= (hasWords ? FEWEST_WORDS : FEWEST_OTHERS) && !areStatementWords(table, values);
}

/** Whether a word that is no value is left elsewhere. */
function hasWord(texts: WordTexts, { pattern }: Cluster, position: number): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (at !== position && pattern[at] !== NONE && !texts.table.isMasked(pattern[at])) return true;
  }
  return false;
}

function isAlike(texts: WordTexts, a: Cluster, b: Cluster, position: number): boolean {
  if (texts.component[a.members[0]] !== texts.component[b.members[0]]) return false;
  for (let at = 0; at < a.pattern.length; at++) if (at !== position && a.pattern[at] !== b.pattern[at]) return false;
  return true;
}

/** 53 bits from a component and the words of a pattern but one (the finaliser of MurmurHash3, public domain). */
function hashWithout(texts: WordTexts, { pattern, members }: Cluster, position: number): number {
  let high = texts.component[members[0]];
  let low = 0;
  for (let at = 0; at < pattern.length; at++) {
    const key = at === position ? NONE : pattern[at];
    high = Math.imul(high ^ key, 0x85ebca6b);
    high ^= high >>> 13;
    low = Math.imul(low ^ high, 0xc2b2ae35);
    low ^= low >>> 16;
  }
  return (high >>> 11) * 4294967296 + (low >>> 0);
}
