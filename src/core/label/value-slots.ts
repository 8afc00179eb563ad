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
 * place. O(texts × words).
 */
export function joinByValues(texts: WordTexts, clusters: readonly Cluster[]): Cluster[] {
  let joined = clusters;
  const longest = clusters.reduce((most, { pattern }) => Math.max(most, pattern.length), 0);
  for (let at = 0; at < longest; at++) joined = joinAt(texts, joined, at);
  return [...joined];
}

function joinAt(texts: WordTexts, clusters: readonly Cluster[], position: number): Cluster[] {
  const groups = new Map<string, Cluster[]>();
  const rest: Cluster[] = [];
  for (const cluster of clusters) {
    const { pattern, members } = cluster;
    if (position >= pattern.length || !hasWord(texts, cluster, position)) {
      rest.push(cluster);
      continue;
    }
    const others = pattern.with(position, NONE);
    const name = `${texts.component[members[0]]} ${others.join(" ")}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [cluster]);
    else group.push(cluster);
  }
  for (const group of groups.values()) {
    if (group.length === 1 || !areValues(texts, group, position)) rest.push(...group);
    else {
      const members = group.flatMap((cluster) => cluster.members);
      rest.push(clusterOf(texts, members));
    }
  }
  return rest;
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
  return pattern.some((key, at) => at !== position && key !== NONE && !texts.table.isMasked(key));
}
