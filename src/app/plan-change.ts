import { printRecipe } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { InspectedFile } from "./phase.ts";

/** What other plans of the same files take: nothing but their recipe, naming labels anew, or reading everything again. */
export type PlanChange = "none" | "labels" | "reading";

/** How plans differ. Masks change what is read of a message; splits and merges only what is made of it. */
export function planChange(before: readonly InspectedFile[], after: readonly InspectedFile[]): PlanChange {
  const isSame = before.length === after.length && before.every(({ file }, at) => file === after[at].file);
  if (!isSame || textOf(before, withoutNaming) !== textOf(after, withoutNaming)) return "reading";
  return textOf(before, withoutOpinions) === textOf(after, withoutOpinions) ? "none" : "labels";
}

/** The plans as the recipe has them: equal plans are equal texts. */
function textOf(files: readonly InspectedFile[], of: (plan: SourcePlan) => SourcePlan): string {
  const sources = files.map(({ plan }) => (plan === null ? [] : [{ match: "file", plan: of(asDone(plan)) }]));
  return sources.map((one) => printRecipe({ sources: one })).join("\n");
}

/** What is kept apart or flagged is what it is without a rule: it is told, and changes nothing. */
function withoutOpinions({ labelRules, ...plan }: SourcePlan): SourcePlan {
  const { masks = [], unmasked = [], splits = [], merges = [] } = labelRules ?? {};
  return { ...plan, labelRules: { masks, unmasked, splits, merges } };
}

function withoutNaming({ labelRules, ...plan }: SourcePlan): SourcePlan {
  const { masks = [], unmasked = [] } = labelRules ?? {};
  return { ...plan, labelRules: { masks, unmasked } };
}

/** Told or not, stamps without a zone are UTC, and of two times the first is meant. */
function asDone({ assume, ...plan }: SourcePlan): SourcePlan {
  const { zone, fold, latest } = assume ?? {};
  const told = {
    ...(zone !== undefined && zone !== 0 && { zone }),
    ...(fold === "second" && { fold }),
    ...(latest !== undefined && { latest }),
  };
  return { ...plan, ...(Object.keys(told).length > 0 && { assume: told }) };
}
