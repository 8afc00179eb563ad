import { comparisonKey } from "./comparison-key.ts";
import type { LabelRules } from "./label-rules.ts";

export interface LabelCount {
  readonly label: string;
  readonly events: number;
}

/** Labels that may be one: they differ in case, in punctuation and blanks, or in one word. */
export interface VariantCluster {
  /** Most frequent first; two at least. */
  readonly labels: readonly LabelCount[];
  readonly difference: "case" | "punctuation" | "word";
  /** What a person said of them; "open" if nobody did. */
  readonly decision: "open" | "apart" | "flagged";
}

/** Rarer labels are not compared. */
const MOST_LABELS = 10_000;
/** More labels that differ in one word are values, not spellings. */
const MOST_WORDS = 4;
const LEAST_WORDS = 3;
const SEPARATOR = "\u001f";

/** Words that part statements: what begins is not what ends. */
const OPPOSITES = new Set(
  (
    "begin begins began end ends ended start starts started starting stop stops stopped finish finishes finished done " +
    "enter entering exit exiting open opened close closed request response requested responded send sending sent " +
    "receive receiving received recv acquire acquired release released lock locked unlock unlocked create created " +
    "delete deleted add added remove removed connect connected disconnect disconnected success succeeded failure failed " +
    "hit miss get set put post read write commit abort rollback true false yes no before after"
  ).split(" "),
);

/**
 * Clusters of labels that look like one, by events, most first; each label is in one at most. `labels` come most frequent
 * first. O(words of the labels).
 */
export function variantClusters(labels: readonly LabelCount[], rules: LabelRules): VariantCluster[] {
  const compared = labels.slice(0, MOST_LABELS);
  const clusters: VariantCluster[] = [];
  const taken = new Set<string>();
  const add = (members: readonly LabelCount[], difference: VariantCluster["difference"]) => {
    for (const { label } of members) taken.add(label);
    clusters.push({ labels: members, difference, decision: decisionOf(members, rules) });
  };
  for (const members of grouped(compared, ({ label }) => [lettersOf(label)])) {
    const keys = new Set(members.map(({ label }) => comparisonKey(label)));
    add(members, keys.size === 1 ? "case" : "punctuation");
  }
  const rest = compared.filter(({ label }) => !taken.has(label));
  for (const members of grouped(rest, ({ label }) => gapsOf(label))) {
    const free = members.filter(({ label }) => !taken.has(label));
    if (free.length >= 2 && free.length <= MOST_WORDS && members.length <= MOST_WORDS) {
      if (areSpellings(free.map(({ label }) => label))) add(free, "word");
    }
  }
  return clusters.sort((a, b) => eventsOf(b) - eventsOf(a) || (a.labels[0].label < b.labels[0].label ? -1 : 1));
}

function eventsOf({ labels }: VariantCluster): number {
  return labels.reduce((sum, { events }) => sum + events, 0);
}

function decisionOf(members: readonly LabelCount[], { apart = [], flagged = [] }: LabelRules) {
  const isIn = (sets: readonly (readonly string[])[]) =>
    sets.some((set) => members.every(({ label }) => set.includes(label)));
  return isIn(flagged) ? "flagged" : isIn(apart) ? "apart" : "open";
}

/** Groups of two labels and more that share a key, in the order of their first label. */
function grouped(labels: readonly LabelCount[], keysOf: (of: LabelCount) => readonly string[]): LabelCount[][] {
  const groups = new Map<string, LabelCount[]>();
  for (const one of labels) {
    for (const key of keysOf(one)) {
      if (key === "") continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  }
  return [...groups.values()].filter(({ length }) => length >= 2);
}

/** What is left without case, marks and blanks. */
function lettersOf(label: string): string {
  return comparisonKey(label).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}

/** The label with each of its words left out. */
function gapsOf(label: string): string[] {
  const words = comparisonKey(label).split(" ");
  if (words.length < LEAST_WORDS || words.length > 40) return [];
  return words.map((_, gap) => words.map((word, at) => (at === gap ? SEPARATOR : word)).join(" "));
}

/** Whether the one word in which labels differ may be one word spelled differently: letters, and none that parts statements. */
function areSpellings(labels: readonly string[]): boolean {
  const words = labels.map((label) => comparisonKey(label).split(" "));
  const at = words[0].findIndex((word, i) => words.some((other) => other[i] !== word));
  return words.every(({ [at]: word }) => {
    const letters = word.replace(/[^\p{L}]+/gu, "");
    return letters !== "" && !word.includes("<") && !/\d/.test(word) && !OPPOSITES.has(letters);
  });
}
