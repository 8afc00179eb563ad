import type { LabelRules } from "../../core/label/label-rules.ts";
import type { IgnoredLine, SourcePlan } from "../../core/log/source-plan.ts";
import { type ListedRule, listedRules, rulesOfAll, withoutRule, withRule } from "../../core/present/rule-list.ts";
import type { MappingFile } from "./mapping-file.ts";

/** What the tabs of labels and of rejected lines change of a plan. */
export type PlanChanges = Pick<SourcePlan, "labelRules" | "ignored" | "unmatched">;

export function changesOf({ labelRules, ignored, unmatched }: SourcePlan): PlanChanges {
  return { ...(labelRules && { labelRules }), ...(ignored && { ignored }), ...(unmatched && { unmatched }) };
}

/** A plan with these changes in place of its own. */
export function withChanges(
  { labelRules: _, ignored: __, unmatched: ___, ...plan }: SourcePlan,
  changes: PlanChanges,
): SourcePlan {
  return { ...plan, ...changes };
}

/** The rules of labels of all files that are read: they hold for all of them. */
export function rulesOfFiles(files: readonly MappingFile[]): LabelRules {
  return rulesOfAll(files.flatMap(({ isIncluded, changes }) => (isIncluded ? [changes.labelRules ?? {}] : [])));
}

/** The file with one rule of labels more, or without one. */
export function withLabelRule(file: MappingFile, rule: ListedRule, is: "added" | "removed"): MappingFile {
  const { labelRules = {}, ...others } = file.changes;
  const rules = is === "added" ? withRule(labelRules, rule) : withoutRule(labelRules, rule);
  return changed(file, { ...others, ...(listedRules(rules).length > 0 && { labelRules: rules }) });
}

/** The file with one kind of line ignored, or not any more. */
export function withIgnored(file: MappingFile, line: IgnoredLine, is: "added" | "removed"): MappingFile {
  const { ignored = [], ...others } = file.changes;
  const text = JSON.stringify(line);
  const rest = ignored.filter((other) => JSON.stringify(other) !== text);
  const next = is === "added" ? [...rest, line] : rest;
  return changed(file, { ...others, ...(next.length > 0 && { ignored: next }) });
}

/** The file with lines that are no records taken for continuations, or not any more. */
export function withContinued(file: MappingFile, isContinued: boolean): MappingFile {
  const { unmatched: _, ...others } = file.changes;
  return changed(file, { ...others, ...(isContinued && { unmatched: "continuation" as const }) });
}

/** Rows in another array: what was tried was tried without these changes. */
function changed(file: MappingFile, changes: PlanChanges): MappingFile {
  return { ...file, changes, rows: [...file.rows] };
}
