import { MASK_KINDS, type MaskKind } from "../label/mask-kinds.ts";
import type { IgnoredLine } from "../log/source-plan.ts";
import type { ListedRule } from "./rule-list.ts";

/** What each built-in mask takes, in the order in which they are looked for. */
const MASK_WORDS: Readonly<Record<MaskKind, string>> = {
  stamp: "dates and times",
  uuid: "UUIDs",
  url: "web addresses",
  email: "mail addresses",
  mac: "MAC addresses",
  ip: "IP addresses",
  hex: "hexadecimal numbers",
  id: "ids of letters and digits",
  host: "host names",
  path: "paths",
  amount: "numbers with a unit",
  num: "numbers",
  list: "lists of like values",
};

/** The built-in masks, to be switched. */
export const MASKS: readonly { readonly kind: MaskKind; readonly words: string }[] = MASK_KINDS.map((kind) => ({
  kind,
  words: MASK_WORDS[kind],
}));

/** What a rule does, in words. */
export function ruleWords(listed: ListedRule): string {
  switch (listed.kind) {
    case "masks":
      return `mask <${listed.rule.name}>: ${listed.rule.pattern}`;
    case "unmasked":
      return `leave ${MASK_WORDS[listed.rule]} as they are`;
    case "splits":
      return `split “${listed.rule.label}” at word ${listed.rule.position + 1}`;
    case "merges":
      return `merge ${quoted(listed.rule.labels)} into “${listed.rule.into}”`;
    case "apart":
      return `keep ${quoted(listed.rule)} apart`;
    case "flagged":
      return `flag ${quoted(listed.rule)}`;
  }
}

/** Which lines are ignored, in words. */
export function ignoredWords(line: IgnoredLine): string {
  return "prefix" in line ? `ignore lines that begin with “${line.prefix}”` : `ignore lines that fit ${line.pattern}`;
}

function quoted(labels: readonly string[]): string {
  const names = labels.map((label) => `“${label}”`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
