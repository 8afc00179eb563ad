import { drainClusters } from "./drain-tree.ts";
import { absorbFitting } from "./template-absorb.ts";
import { templateText } from "./template-text.ts";
import { joinByValues } from "./value-slots.ts";
import { splitByWords } from "./word-split.ts";
import { type Cluster, clusterOf, type MaskedText, type WordTexts } from "./word-texts.ts";

/** A statement as it is known from its texts. */
export interface Template {
  readonly component: string;
  readonly text: string;
  readonly cluster: Cluster;
}

/**
 * Templates of distinct masked texts, sorted by (component, text). The texts must come in an order of their own, by
 * bytes say: they are taken in it. No two templates of a component have the same text.
 */
export function mineTemplates(texts: WordTexts, source: readonly MaskedText[]): Template[] {
  const split = drainClusters(texts).flatMap((cluster) => splitByWords(texts, cluster));
  const joined = joinByValues(texts, samePatternsJoined(texts, split));
  return templatesOf(texts, source, absorbFitting(texts, joined));
}

/** Names clusters; those of one name become one. */
export function templatesOf(texts: WordTexts, source: readonly MaskedText[], clusters: readonly Cluster[]): Template[] {
  const byName = new Map<string, Template>();
  for (const cluster of clusters) {
    const { component } = source[cluster.members[0]];
    const text = templateText(texts, cluster);
    const name = `${component}\u001f${text}`;
    const known = byName.get(name);
    const joined = known === undefined ? cluster : union(texts, [known.cluster, cluster]);
    byName.set(name, { component, text, cluster: joined });
  }
  return [...byName.values()].sort((a, b) => compareTexts(a.component, b.component) || compareTexts(a.text, b.text));
}

function samePatternsJoined(texts: WordTexts, clusters: readonly Cluster[]): Cluster[] {
  const byPattern = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const name = `${texts.component[cluster.members[0]]} ${cluster.pattern.join(" ")}`;
    const same = byPattern.get(name);
    if (same === undefined) byPattern.set(name, [cluster]);
    else same.push(cluster);
  }
  return Array.from(byPattern.values(), (same) => (same.length === 1 ? same[0] : union(texts, same)));
}

function union(texts: WordTexts, clusters: readonly Cluster[]): Cluster {
  return clusterOf(
    texts,
    clusters.flatMap(({ members }) => members),
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
