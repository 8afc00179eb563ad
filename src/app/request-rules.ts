import type { AnalysisOptions } from "../client/analysis-run.ts";
import type { Recipe } from "../core/log/recipe.ts";
import type { NamedClass } from "../core/trace/named-class.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { InspectedFile } from "./phase.ts";

/** How requests are told apart, and what ends them. */
export interface RequestRules {
  readonly rule: ClassRule;
  /** The classes of a recipe; null = those that the data suggest. */
  readonly classMap: readonly NamedClass[] | null;
  /** Label that ends a request; null = its last event. */
  readonly terminal: string | null;
}

export const DEFAULT_RULES: RequestRules = { rule: { by: "shape" }, classMap: null, terminal: null };

/** The rules that go with the files: a recipe's if it is for any of them, else the rule that was saved with their roles. */
export function rulesFor(recipe: Recipe | null, files: readonly InspectedFile[]): RequestRules {
  const own = files.some(({ origin }) => origin === "recipe") ? recipe : null;
  const saved = files.find(({ origin }) => origin === "saved")?.saved;
  const rule = own?.classes ?? saved?.classes ?? DEFAULT_RULES.rule;
  return { rule, classMap: own?.classMap ?? null, terminal: own?.terminal ?? null };
}

export function isSameRule(a: ClassRule, b: ClassRule): boolean {
  return a.by === b.by && (a.by !== "key" || b.by !== "key" || a.name === b.name);
}

/** The rules as an analysis takes them. */
export function analysisOptions({ rule, classMap, terminal }: RequestRules): AnalysisOptions {
  return { rule, terminal, ...(classMap !== null && { classMap }) };
}
