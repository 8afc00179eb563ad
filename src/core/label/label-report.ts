import { encodeUtf8 } from "../bytes.ts";
import { md5Hex } from "../md5.ts";
import { comparisonKey } from "./comparison-key.ts";
import type { LabelMining, MinedTemplate } from "./label-mining.ts";

/** What mining did, for a screen: plain data of bounded size. */
export interface LabelReport {
  /** The most frequent templates. */
  readonly templates: readonly TemplateReport[];
  readonly templateCount: number;
  /** Distinct masked texts that were mined. */
  readonly textCount: number;
  /** Events with a mined label, those of free text not counted. */
  readonly eventCount: number;
  /** Events labelled "(free text)": their texts were more than can be mined. */
  readonly freeTextEvents: number;
  /** Labels that rules name and no template has: of other logs, or of a log that has changed. */
  readonly unknownLabels: readonly string[];
}

export interface TemplateReport {
  /** 16 hexadecimal digits: a hash of component and label, the same in every order of reading. */
  readonly id: string;
  /** Component and template, or what users call it. */
  readonly label: string;
  readonly component: string;
  readonly events: number;
  /** Distinct masked texts. */
  readonly variants: number;
  /** The most frequent of them. */
  readonly examples: readonly string[];
  readonly wildcards: readonly WildcardReport[];
}

/** A word of a template that varies. */
export interface WildcardReport {
  /** Number of the word, from 0: what `LabelSplit.position` names. */
  readonly position: number;
  /** Distinct words there, whatever their case. */
  readonly values: number;
  readonly examples: readonly string[];
}

export interface LabelVariant {
  readonly text: string;
  readonly events: number;
}

const EXAMPLES = 3;

/** The report with at most `most` templates. */
export function labelReport(mining: LabelMining, most: number): LabelReport {
  const { templates, texts, events, freeTextEvents, unknownLabels } = mining;
  return {
    templates: templates.slice(0, most).map((template) => templateReport(mining, template)),
    templateCount: templates.length,
    textCount: texts.length,
    eventCount: events.reduce((sum, count) => sum + count, 0),
    freeTextEvents,
    unknownLabels,
  };
}

/** The masked texts behind a label, most frequent first, equal ones by their bytes; none if no template has it. */
export function variantsOf(mining: LabelMining, label: string, most: number): LabelVariant[] {
  const { templates, texts, events } = mining;
  const members = templates.find((template) => template.label === label)?.members ?? [];
  return members
    .toSorted((a, b) => events[b] - events[a] || a - b)
    .slice(0, most)
    .map((member) => ({ text: texts[member].text, events: events[member] }));
}

function templateReport(mining: LabelMining, template: MinedTemplate): TemplateReport {
  const { label, component, events, members, wildcards } = template;
  const words = members.map((member) => mining.texts[member].text.split(" "));
  return {
    id: idOf(component, label),
    label,
    component,
    events,
    variants: members.length,
    examples: variantsOf(mining, label, EXAMPLES).map(({ text }) => text),
    wildcards: wildcards.map((position) => {
      const values = new Map(words.map((of) => [comparisonKey(of[position]), of[position]]));
      return { position, values: values.size, examples: [...values.values()].slice(0, EXAMPLES) };
    }),
  };
}

/** Folded, so that one more spelling in other files does not change it. */
function idOf(component: string, label: string): string {
  return md5Hex(encodeUtf8(`${comparisonKey(component)}\u001f${comparisonKey(label)}`)).slice(0, 16);
}
