import { NONE } from "../units.ts";
import { areStatementWords } from "./statement-words.ts";
import { type Cluster, clusterOf, membersByKey, type WordTexts } from "./word-texts.ts";

/** Parts a cluster where it varies between words that tell statements apart, until no such place is left. */
export function splitByWords(texts: WordTexts, cluster: Cluster): Cluster[] {
  const { pattern, members } = cluster;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== NONE) continue;
    const parts = membersByKey(texts, members, at);
    if (!areStatementWords(texts.table, parts.keys())) continue;
    return [...parts.values()].flatMap((part) => splitByWords(texts, clusterOf(texts, part)));
  }
  return [cluster];
}
