import type { Recipe } from "../core/log/recipe.ts";
import { decidedFile } from "./decided-plan.ts";
import type { InspectedFile } from "./phase.ts";
import type { SavedRecipes } from "./saved-recipes.ts";

/** Files that were inspected before, as a recipe wants them read; those that it says nothing about stay as they are. */
export async function filesWithRecipe(
  files: readonly InspectedFile[],
  recipe: Recipe,
  saved: SavedRecipes,
): Promise<InspectedFile[]> {
  const decided: InspectedFile[] = [];
  for (const inspected of files) {
    const { file, detection } = inspected;
    const found = detection === null ? inspected : await decidedFile(file, detection, recipe, saved);
    decided.push(found.origin === "recipe" ? found : inspected);
  }
  return decided;
}
