import type { LabelMining } from "./label-mining.ts";
import { mineLabels } from "./label-mining.ts";
import { type LabelReport, labelReport } from "./label-report.ts";
import type { LabelMerge, LabelRules } from "./label-rules.ts";
import { type LabelCount, type VariantCluster, variantClusters } from "./variant-clusters.ts";

/** What the labels of a dataset are, for a screen: plain data of bounded size. */
export interface LabelOverview {
  /** Labels from free text; null if there are none. */
  readonly mined: LabelReport | null;
  /** The most frequent labels that stand in the logs as they are, merges applied. */
  readonly native: readonly LabelCount[];
  readonly nativeCount: number;
  readonly nativeEvents: number;
  /** Events of spans: their names are tasks, and no labels. */
  readonly spanEvents: number;
  /** Labels that may be one, the most frequent first. */
  readonly clusters: readonly VariantCluster[];
  readonly clusterCount: number;
  /** Labels that rules name and the dataset does not have. */
  readonly unknownLabels: readonly string[];
}

/** What an overview is made of: the texts of a dataset before any template, and its native labels before any rule. */
export interface LabelSource {
  readonly mining: Pick<LabelMining, "texts" | "events" | "freeTextEvents"> | null;
  readonly native: { readonly labels: readonly LabelCount[]; readonly spanEvents: number };
}

/** The labels under some rules, at most `most` of each kind. Mines the texts anew. */
export function labelOverview({ mining, native }: LabelSource, rules: LabelRules, most: number): LabelOverview {
  const mined = mining && mineLabels(mining.texts, mining.events, rules, mining.freeTextEvents);
  const merged = mergedCounts(native.labels, rules.merges ?? []);
  const templates = (mined?.templates ?? []).map(({ label, events }) => ({ label, events }));
  const clusters = variantClusters(
    [...templates, ...merged].sort((a, b) => b.events - a.events),
    rules,
  );
  const known = new Set(native.labels.map(({ label }) => label));
  const named = [
    ...(rules.merges ?? []).flatMap(({ labels }) => labels),
    ...(rules.splits ?? []).map(({ label }) => label),
  ];
  const missing = new Set(mined?.unknownLabels ?? named);
  return {
    mined: mined && labelReport(mined, most),
    native: merged.slice(0, most),
    nativeCount: merged.length,
    nativeEvents: native.labels.reduce((sum, { events }) => sum + events, 0),
    spanEvents: native.spanEvents,
    clusters: clusters.slice(0, most),
    clusterCount: clusters.length,
    unknownLabels: [...missing].filter((label) => !known.has(label)),
  };
}

/** What each label is called that a merge names, letter by letter; it belongs to the first one. */
export function mergedNames(merges: readonly LabelMerge[]): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  for (const merge of merges) for (const label of merge.labels) if (!into.has(label)) into.set(label, merge.into);
  return into;
}

function mergedCounts(labels: readonly LabelCount[], merges: readonly LabelMerge[]): LabelCount[] {
  const into = mergedNames(merges);
  const counts = new Map<string, number>();
  for (const { label, events } of labels) {
    const name = into.get(label) ?? label;
    counts.set(name, (counts.get(name) ?? 0) + events);
  }
  return Array.from(counts, ([label, events]) => ({ label, events })).sort((a, b) => b.events - a.events);
}
