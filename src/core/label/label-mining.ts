import { encodeUtf8 } from "../bytes.ts";
import { md5Hex } from "../md5.ts";
import { NONE } from "../units.ts";
import { comparisonKey } from "./comparison-key.ts";
import { type LabelRules, maskNames } from "./label-rules.ts";
import { applyMerges, applySplits, type LabelledTemplate } from "./rule-edits.ts";
import { mineTemplates } from "./template-miner.ts";
import { type MaskedText, membersByKey, WordTexts } from "./word-texts.ts";

/** A label that was mined, and what it is made of. */
export interface MinedTemplate {
  /** 16 hexadecimal digits: a hash of component and template, the same in every order of reading. */
  readonly id: string;
  /** The label: component and template, or what users call it. */
  readonly label: string;
  readonly component: string;
  readonly events: number;
  /** Distinct masked texts. */
  readonly variants: number;
  /** The most frequent of them. */
  readonly examples: readonly string[];
  readonly wildcards: readonly TemplateWildcard[];
}

/** A word of a template that varies. */
export interface TemplateWildcard {
  /** Number of the word, from 0: what `LabelSplit.position` names. */
  readonly position: number;
  /** Distinct words there. */
  readonly values: number;
  readonly examples: readonly string[];
}

export interface LabelVariant {
  readonly text: string;
  readonly events: number;
}

/** What mining made of all texts. */
export interface LabelMining {
  /** By events, most first, then by label. */
  readonly templates: readonly MinedTemplate[];
  /** Per text: → `templates`. */
  readonly templateOfText: Int32Array;
  readonly texts: readonly MaskedText[];
  /** Per text. */
  readonly events: Float64Array;
  /** Events whose text was one too many to be mined. */
  readonly freeTextEvents: number;
  /** Labels that splits and merges name and no template has. */
  readonly unknownLabels: readonly string[];
}

const EXAMPLES = 3;

/**
 * Mines distinct masked texts, given in the order of their bytes, and applies the users' rules. `events` counts each
 * text. Equal texts give equal labels, whatever came when.
 */
export function mineLabels(
  texts: readonly MaskedText[],
  events: Float64Array,
  rules: LabelRules,
  freeTextEvents = 0,
): LabelMining {
  const words = new WordTexts(texts, maskNames([rules]));
  const mined = mineTemplates(words, texts);
  const split = applySplits(words, texts, mined, rules.splits ?? []);
  const merged = applyMerges(split.templates, rules.merges ?? []);
  const described = merged.templates
    .map((template) => ({ template, described: describe(words, texts, events, template) }))
    .sort((a, b) => b.described.events - a.described.events || compareTexts(a.described.label, b.described.label));
  const templateOfText = new Int32Array(texts.length);
  described.forEach(({ template }, at) => {
    for (const member of template.members) templateOfText[member] = at;
  });
  return {
    templates: described.map((entry) => entry.described),
    templateOfText,
    texts,
    events,
    freeTextEvents,
    unknownLabels: [...new Set([...split.unknown, ...merged.unknown])],
  };
}

/** The masked texts behind a template, most frequent first; none for an id that no template has. */
export function variantsOf(mining: LabelMining, id: string, most: number): LabelVariant[] {
  const template = mining.templates.findIndex((one) => one.id === id);
  const members: number[] = [];
  mining.templateOfText.forEach((of, text) => {
    if (of === template && template >= 0) members.push(text);
  });
  return byEvents(mining.events, members)
    .slice(0, most)
    .map((text) => ({ text: mining.texts[text].text, events: mining.events[text] }));
}

function describe(
  words: WordTexts,
  texts: readonly MaskedText[],
  events: Float64Array,
  { label, component, members, pattern }: LabelledTemplate,
): MinedTemplate {
  const wildcards = Array.from(pattern, (key, position) => ({ key, position })).filter(({ key }) => key === NONE);
  return {
    id: idOf(component, label),
    label,
    component,
    events: members.reduce((sum, member) => sum + events[member], 0),
    variants: members.length,
    examples: byEvents(events, members)
      .slice(0, EXAMPLES)
      .map((member) => texts[member].text),
    wildcards: wildcards.map(({ position }) => {
      const values = membersByKey(words, members, position);
      const firsts = [...values.values()].slice(0, EXAMPLES);
      const examples = firsts.map(([member]) => words.table.word(words.tokens[member][position]));
      return { position, values: values.size, examples };
    }),
  };
}

/** Most events first; equal ones in the order of their bytes. */
function byEvents(events: Float64Array, members: readonly number[]): number[] {
  return members.toSorted((a, b) => events[b] - events[a] || a - b);
}

/** Folded, so that one more spelling in other files does not change it. */
function idOf(component: string, label: string): string {
  return md5Hex(encodeUtf8(`${comparisonKey(component)}\u001f${comparisonKey(label)}`)).slice(0, 16);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
