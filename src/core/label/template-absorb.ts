import { NONE } from "../units.ts";
import { type Cluster, clusterOf, type WordTexts } from "./word-texts.ts";

/**
 * Gives clusters that fit the pattern of another one, its constant words and all, to that one: what varies there varies
 * here too, only that this log has too few lines to show it. Of several patterns the one with the fewest wildcards is
 * taken, and with it goes what that fits in turn.
 * O(clusters × patterns with wildcards), of one component and length each.
 */
export function absorbFitting(texts: WordTexts, clusters: readonly Cluster[]): Cluster[] {
  const alike = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const name = `${texts.component[cluster.members[0]]} ${cluster.pattern.length}`;
    const same = alike.get(name);
    if (same === undefined) alike.set(name, [cluster]);
    else same.push(cluster);
  }
  return Array.from(alike.values(), (same) => absorbAmong(texts, same)).flat();
}

function absorbAmong(texts: WordTexts, clusters: readonly Cluster[]): Cluster[] {
  const patterns = clusters
    .filter(({ pattern }) => pattern.includes(NONE))
    .map((cluster) => ({ cluster, wildcards: cluster.pattern.filter((key) => key === NONE).length }))
    .sort((a, b) => a.wildcards - b.wildcards || a.cluster.members[0] - b.cluster.members[0]);
  const parts = new Map<Cluster, number[]>();
  for (const cluster of clusters) {
    let host = cluster;
    // What is absorbed may itself be a pattern: its host is then the host of both.
    for (const other of patterns)
      if (other.cluster !== host && fits(host.pattern, other.cluster.pattern)) host = other.cluster;
    const members = parts.get(host);
    if (members === undefined) parts.set(host, [...cluster.members]);
    else for (const member of cluster.members) members.push(member);
  }
  return Array.from(parts.values(), (members) => clusterOf(texts, members));
}

function fits(pattern: Int32Array, template: Int32Array): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (template[at] !== NONE && template[at] !== pattern[at]) return false;
  }
  return true;
}
