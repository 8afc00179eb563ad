import type { PlannedFile } from "../client/file-reader.ts";
import { type Recipe, recipeOf } from "../core/log/recipe.ts";
import type { InspectedFile, ReadyState } from "./phase.ts";
import { DEFAULT_RULES, type RequestRules } from "./request-rules.ts";

/** Files, what was decided about them, and what came of it. */
export interface Dataset {
  /** The files as they were inspected, in canonical order. */
  readonly inspected: readonly InspectedFile[];
  readonly recipe: Recipe;
  /** How it tells requests apart. */
  readonly rules: RequestRules;
  /** The finished analysis whose data the workers have, on screen or not; null before there is one. */
  readonly result: ReadyState | null;
}

export const NO_DATASET: Dataset = {
  inspected: [],
  recipe: recipeOf([], DEFAULT_RULES.rule, DEFAULT_RULES.terminal),
  rules: DEFAULT_RULES,
  result: null,
};

/** The files that are read, by file index. */
export function plannedFiles(inspected: readonly InspectedFile[]): PlannedFile[] {
  return inspected.flatMap(({ file, plan }) => (plan === null ? [] : [{ file, plan }]));
}
