import { type LabelOverview, labelOverview } from "../label/label-overview.ts";
import type { LabelRules } from "../label/label-rules.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { FreeTextLabels } from "./free-text-labels.ts";
import { nativeLabels } from "./native-labels.ts";

/** The labels of one slice as if there were no more, at most `most` of each kind. */
export function sampleLabels(slice: ParsedSlice, rules: LabelRules, most: number): LabelOverview {
  const labels = new FreeTextLabels(rules);
  const pooled = [labels.take(slice)];
  return labelOverview({ mining: labels.collect(pooled), native: nativeLabels(pooled) }, rules, most);
}
