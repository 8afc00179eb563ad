import type { Recipe } from "../core/log/recipe.ts";
import { listedNames } from "../core/present/listed-names.ts";
import type { InspectedFile } from "./phase.ts";

/** What became of a recipe that was dropped: the files that it decided about, and the sources that met none. */
export interface RecipeUse {
  /** Names of files. */
  readonly applied: readonly string[];
  /** Files that could be read and that it says nothing about. */
  readonly without: readonly string[];
  /** Patterns of the sources that no file has the name or the make of. */
  readonly unmet: readonly string[];
}

/** Where the recipe met the inspected files. */
export function recipeUse(recipe: Recipe, files: readonly InspectedFile[]): RecipeUse {
  const met = new Set(files.flatMap(({ recipeSource }) => (recipeSource === undefined ? [] : [recipeSource])));
  const applied = files.filter(({ origin }) => origin === "recipe").map(({ file }) => file.name);
  const without = files.filter(({ origin, detection }) => detection !== null && origin !== "recipe");
  return {
    applied,
    without: without.map(({ file }) => file.name),
    unmet: recipe.sources.filter((_, at) => !met.has(at)).map(({ match }) => match),
  };
}

/** "The recipe was applied to a.csv and b.csv. Its source c*.csv matched no file." */
export function recipeUseSentence({ applied, without, unmet }: RecipeUse): string {
  const sentences =
    applied.length === 0
      ? ["The recipe fits none of these files: their roles are as they were."]
      : [`The recipe was applied to ${listedNames(applied)}.`];
  if (applied.length > 0 && without.length > 0) sentences.push(`It says nothing about ${listedNames(without)}.`);
  if (unmet.length === 1) sentences.push(`Its source ${unmet[0]} matched no file.`);
  if (unmet.length > 1) sentences.push(`Its sources ${listedNames(unmet)} matched no file.`);
  return sentences.join(" ");
}
