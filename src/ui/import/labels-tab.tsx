import type { LabelOverview } from "../../core/label/label-overview.ts";
import type { LabelRules } from "../../core/label/label-rules.ts";
import type { ListedRule } from "../../core/present/rule-list.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { LabelsPanel, type OnPreviewMasks } from "./labels-panel.tsx";
import type { MappingFile } from "./mapping-file.ts";
import { rulesOfFiles, withLabelRule } from "./plan-changes.ts";
import type { TrialState } from "./use-trials.ts";

interface LabelsTabProps {
  readonly files: readonly MappingFile[];
  readonly shown: number;
  readonly state: TrialState | null;
  /** The rules that everything was read under; null before it is. */
  readonly readRules: LabelRules | null;
  readonly onFiles: (files: MappingFile[]) => void;
  readonly onLabels: (rules: LabelRules) => Promise<LabelOverview>;
  readonly onPreviewMasks: OnPreviewMasks;
}

/**
 * The labels of everything that was read, under the rules as they stand; of the first records of the file on screen while
 * nothing is read, or once masks were changed, which take another reading.
 */
export function LabelsTab({ files, shown, state, readRules, onFiles, onLabels, onPreviewMasks }: LabelsTabProps) {
  const rules = rulesOfFiles(files);
  const isAll = readRules !== null && masksOf(rules) === masksOf(readRules);
  const answer = useAnswer(isAll ? JSON.stringify(rules) : "", async () => (isAll ? onLabels(rules) : null));
  const overview = isAll ? latest(answer) : (state?.trial?.labels ?? null);
  const problem = isAll ? (answer.state === "failed" ? answer.message : null) : (state?.message ?? null);
  const change = (rule: ListedRule, is: "added" | "removed") =>
    onFiles(files.map((file) => withLabelRule(file, rule, is)));
  return (
    <LabelsPanel
      overview={overview}
      scope={isAll ? "all" : "sample"}
      problem={problem}
      rules={rules}
      messages={messagesOf(files[shown], state)}
      onAdd={(rule) => change(rule, "added")}
      onRemove={(rule) => change(rule, "removed")}
      onPreviewMasks={onPreviewMasks}
    />
  );
}

function masksOf({ masks = [], unmasked = [] }: LabelRules): string {
  return JSON.stringify([masks, unmasked]);
}

/** Different messages of the first records, as they are written. */
function messagesOf({ rows }: MappingFile, state: TrialState | null): string[] {
  const at = rows.findIndex(({ role, mined }) => role === "label" && mined === true);
  const effect = state?.trial?.effects[at];
  if (effect === undefined || !effect.ok) return [];
  return [...new Set(effect.values.filter((value) => value !== null && value !== ""))] as string[];
}
