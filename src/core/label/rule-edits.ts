import { NONE } from "../units.ts";
import { comparisonKey } from "./comparison-key.ts";
import type { LabelMerge, LabelSplit } from "./label-rules.ts";
import { type Template, templatesOf } from "./template-miner.ts";
import { clusterOf, type MaskedText, membersByKey, type WordTexts } from "./word-texts.ts";

/** A template under the name it has on screen. */
export interface LabelledTemplate {
  readonly label: string;
  readonly component: string;
  /** Texts by index, ascending. */
  readonly members: readonly number[];
  /** Per word its key, NONE where members differ; empty where templates were merged by hand. */
  readonly pattern: Int32Array;
}

/** "component template", or what there is of the two. */
export function labelOf(component: string, text: string): string {
  return component === "" || text === "" ? component + text : `${component} ${text}`;
}

/** Parts templates by the values at a word of theirs, rule by rule: a rule may name what an earlier one has made. */
export function applySplits(
  words: WordTexts,
  texts: readonly MaskedText[],
  templates: readonly Template[],
  splits: readonly LabelSplit[],
): { templates: readonly Template[]; unknown: string[] } {
  const unknown: string[] = [];
  let current = templates;
  for (const { label, position } of splits) {
    const key = comparisonKey(label);
    const at = current.findIndex(({ component, text }) => comparisonKey(labelOf(component, text)) === key);
    const pattern = current[at]?.cluster.pattern;
    if (pattern === undefined || pattern[position] !== NONE) {
      unknown.push(label);
      continue;
    }
    const parts = [...membersByKey(words, current[at].cluster.members, position).values()];
    const clusters = current.filter((_, other) => other !== at).map(({ cluster }) => cluster);
    current = templatesOf(words, texts, [...clusters, ...parts.map((part) => clusterOf(words, part))]);
  }
  return { templates: current, unknown };
}

/** Makes one label of those that a rule names. A label belongs to the first rule that names it. */
export function applyMerges(
  templates: readonly Template[],
  merges: readonly LabelMerge[],
): { templates: LabelledTemplate[]; unknown: string[] } {
  const into = new Map<string, string>();
  for (const merge of merges) {
    for (const label of merge.labels) if (!into.has(comparisonKey(label))) into.set(comparisonKey(label), merge.into);
  }
  const byLabel = new Map<string, LabelledTemplate>();
  const known = new Set<string>();
  for (const { component, text, cluster } of templates) {
    const own = labelOf(component, text);
    const key = comparisonKey(own);
    known.add(key);
    const label = into.get(key) ?? own;
    const other = byLabel.get(label);
    const one = { label, component, members: cluster.members, pattern: cluster.pattern };
    byLabel.set(label, other === undefined ? one : union(other, one));
  }
  const named = merges.flatMap(({ labels }) => labels);
  return { templates: [...byLabel.values()], unknown: named.filter((label) => !known.has(comparisonKey(label))) };
}

function union(a: LabelledTemplate, b: LabelledTemplate): LabelledTemplate {
  const members = [...a.members, ...b.members].sort((x, y) => x - y);
  return {
    label: a.label,
    component: a.component === b.component ? a.component : "",
    members,
    pattern: new Int32Array(),
  };
}
