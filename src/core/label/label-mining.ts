import { type LabelRules, maskNames } from "./label-rules.ts";
import { applyMerges, applySplits, type LabelledTemplate } from "./rule-edits.ts";
import { mineTemplates } from "./template-miner.ts";
import { type MaskedText, WordTexts } from "./word-texts.ts";

/** A label that was mined, and the texts that have it. */
export interface MinedTemplate extends LabelledTemplate {
  readonly events: number;
}

/** What mining made of all texts. */
export interface LabelMining {
  /** By events, most first, then by label. No two have the same label. */
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
  const templates = merged.templates
    .map((template) => ({ ...template, events: template.members.reduce((sum, member) => sum + events[member], 0) }))
    .sort((a, b) => b.events - a.events || (a.label < b.label ? -1 : 1));
  const templateOfText = new Int32Array(texts.length);
  templates.forEach(({ members }, at) => {
    for (const member of members) templateOfText[member] = at;
  });
  const unknownLabels = [...new Set([...split.unknown, ...merged.unknown])];
  return { templates, templateOfText, texts, events, freeTextEvents, unknownLabels };
}
