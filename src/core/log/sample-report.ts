import { entryCount } from "../dictionary.ts";
import { textOf } from "../dictionary-text.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { minedSlice } from "../trace/free-text-labels.ts";
import type { ParsedSlice } from "./parsed-slice.ts";

/** What a plan makes of the beginning of a file: how a mapping is judged before everything is read. */
export interface SampleReport {
  readonly records: number;
  readonly rejects: number;
  /** The most frequent kind of reject: its number, and the first of them with its line (1-based). */
  readonly worst: { readonly count: number; readonly line: number; readonly reason: string } | null;
  readonly events: number;
  readonly requests: number;
  /** Nearest-rank median of events per request. The last requests of a sample are cut off. */
  readonly medianEvents: number;
  /** Distinct labels in use, and the first few. */
  readonly labels: number;
  readonly labelExamples: readonly string[];
  /** Distinct task names with a label: kinds of events. */
  readonly kinds: number;
  readonly hosts: number;
  readonly tasks: number;
}

const EXAMPLES = 4;

/** Counts of a parsed first slice; its free text is mined as if there were no more. O(events). */
export function sampleReport(parsed: ParsedSlice, rules: LabelRules = {}): SampleReport {
  const slice = minedSlice(parsed, rules);
  const requests = entryCount(slice.requests);
  const events = new Uint32Array(requests);
  for (const request of slice.request) events[request]++;
  const sorted = events.sort();
  const [worst] = slice.rejectCounts.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const first = worst === undefined ? undefined : slice.rejects.find(({ code }) => code === worst.code);
  // Dictionaries hold words of our own besides: what counts is what a source of events names.
  const { sourceLabel, sourceTaskName, sourceHost } = slice;
  const labels = [...new Set(sourceLabel)];
  return {
    records: slice.counts.records,
    rejects: slice.counts.rejects,
    worst: worst && first ? { count: worst.count, line: first.line + 1, reason: first.reason } : null,
    events: slice.eventCount,
    requests,
    medianEvents: requests === 0 ? 0 : sorted[Math.ceil(requests / 2) - 1],
    labels: labels.length,
    labelExamples: labels.slice(0, EXAMPLES).map((label) => textOf(slice.labels, label)),
    kinds: new Set(Array.from(sourceLabel, (label, source) => `${sourceTaskName[source]}:${label}`)).size,
    hosts: new Set(sourceHost).size,
    tasks: new Set(sourceTaskName).size,
  };
}
