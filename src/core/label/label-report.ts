import type { LabelMining, MinedTemplate } from "./label-mining.ts";

/** What mining did, for a screen: plain data of bounded size. */
export interface LabelReport {
  /** The most frequent templates. */
  readonly templates: readonly MinedTemplate[];
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

/** The report with at most `most` templates. */
export function labelReport(mining: LabelMining, most: number): LabelReport {
  const { templates, texts, events, freeTextEvents, unknownLabels } = mining;
  return {
    templates: templates.slice(0, most),
    templateCount: templates.length,
    textCount: texts.length,
    eventCount: events.reduce((sum, count) => sum + count, 0),
    freeTextEvents,
    unknownLabels,
  };
}
