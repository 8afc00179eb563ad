import type { Recipe } from "../core/log/recipe.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { decidedFile } from "./decided-plan.ts";
import { inspectFiles } from "./files.ts";
import type { InspectedFile } from "./phase.ts";
import { type RecipeUse, recipeUse } from "./recipe-use.ts";
import type { SavedRecipes } from "./saved-recipes.ts";

/** What was dropped, with what is on screen already. */
export interface OpenedFiles {
  /** Those dropped; if nothing but a recipe was, those on screen as it wants them read. */
  readonly files: readonly InspectedFile[];
  /** Dropped now, or kept from before. */
  readonly recipe: Recipe | null;
  /** Nothing but a recipe was dropped. */
  readonly isRecipeAlone: boolean;
  /** What the recipe met; null if there is nothing to say about it. */
  readonly use: RecipeUse | null;
  /** Why nothing of it can be used: the recipe is broken, or no file can be read. Null if something can. */
  readonly problem: string | null;
}

/** Looks into dropped files; a recipe that comes alone is for the files on screen. */
export async function openedFiles(
  dropped: readonly File[],
  onScreen: readonly InspectedFile[],
  remembered: Recipe | null,
  saved: SavedRecipes,
  parsers: readonly WorkerHandle<ParseApi>[],
  signal: AbortSignal,
): Promise<OpenedFiles> {
  const found = await inspectFiles(dropped, parsers, remembered, signal, saved);
  const { recipe, hasRecipe, badRecipe } = found;
  const isRecipeAlone = found.files.length === 0 && hasRecipe;
  const files = isRecipeAlone && recipe !== null ? await asRecipeSays(onScreen, recipe, saved) : found.files;
  const use = recipe === null || files.length === 0 ? null : recipeUse(recipe, files);
  const isNews = hasRecipe || (use !== null && use.applied.length > 0);
  return { files, recipe, isRecipeAlone, use: isNews ? use : null, problem: badRecipe ?? unreadable(files) };
}

/** What is wrong with each of the files; null if one can be read, or there are none. */
function unreadable(files: readonly InspectedFile[]): string | null {
  if (files.length === 0 || files.some(({ detection }) => detection !== null)) return null;
  return files.map(({ file, problem }) => `${file.name}: ${problem ?? "not readable"}`).join(" ");
}

/** Those that the recipe says nothing about stay as they are. */
async function asRecipeSays(
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
