import type { LabelRules } from "../../core/label/label-rules.ts";
import type { IgnoredLine, SourcePlan } from "../../core/log/source-plan.ts";
import { type ListedRule, listedRules, rulesOfAll, withoutRule, withRule } from "../../core/present/rule-list.ts";
import { basePlan, type MappingFile, withPlan } from "./mapping-file.ts";

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

/** The rules of labels of all plans: they hold for all of them. */
export function rulesOfPlans(plans: readonly (SourcePlan | null)[]): LabelRules {
  return rulesOfAll(plans.flatMap((plan) => (plan === null ? [] : [plan.labelRules ?? {}])));
}

/** Those of the files that are read. */
export function rulesOfFiles(files: readonly MappingFile[]): LabelRules {
  return rulesOfPlans(files.map((file) => (file.isIncluded ? basePlan(file) : null)));
}

/** The file with one rule of labels more, or without one. */
export function withLabelRule(file: MappingFile, rule: ListedRule, is: "added" | "removed"): MappingFile {
  return changed(file, ({ labelRules = {}, ...others }) => {
    const rules = is === "added" ? withRule(labelRules, rule) : withoutRule(labelRules, rule);
    return { ...others, ...(listedRules(rules).length > 0 && { labelRules: rules }) };
  });
}

/** The file with one kind of line ignored, or not any more. */
export function withIgnored(file: MappingFile, line: IgnoredLine, is: "added" | "removed"): MappingFile {
  const text = JSON.stringify(line);
  return changed(file, ({ ignored = [], ...others }) => {
    const rest = ignored.filter((other) => JSON.stringify(other) !== text);
    const next = is === "added" ? [...rest, line] : rest;
    return { ...others, ...(next.length > 0 && { ignored: next }) };
  });
}

/** The file with lines that are no records taken for continuations, or not any more. */
export function withContinued(file: MappingFile, isContinued: boolean): MappingFile {
  return changed(file, ({ unmatched: _, ...others }) => ({
    ...others,
    ...(isContinued && { unmatched: "continuation" as const }),
  }));
}

function changed(file: MappingFile, change: (changes: PlanChanges) => PlanChanges): MappingFile {
  const plan = basePlan(file);
  return plan === null ? file : withPlan(file, withChanges(plan, change(changesOf(plan))));
}
