import type { Detection } from "../core/log/detect.ts";
import { type Recipe, sourceForFile } from "../core/log/recipe.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { InspectedFile } from "./phase.ts";
import type { SavedRecipes } from "./saved-recipes.ts";

/**
 * How a file is to be read: as the recipe says of its name, else of files like it; else as the user once set the roles
 * of files like it; else as was guessed.
 */
export async function decidedFile(
  file: LogFile,
  detection: Detection,
  recipe: Recipe | null,
  saved: SavedRecipes,
): Promise<InspectedFile> {
  const read = { file, detection, problem: null };
  const named = recipe && sourceForFile(recipe, file.name);
  if (recipe !== null && named !== null) {
    const { compression, encoding, lineEnds } = detection.plan;
    const plan = { ...(encoding && { encoding }), ...(lineEnds && { lineEnds }), ...named.plan, compression };
    const answered = plan.assume?.latest === undefined ? [] : ["T_NO_YEAR", "T_NO_DATE"];
    return { ...read, plan, origin: "recipe", answered, recipeSource: recipe.sources.indexOf(named) };
  }
  if (recipe?.sources.some(({ fingerprint }) => fingerprint !== undefined)) {
    const { planForLike, sourceForLike } = await import("../core/log/recipe/fingerprint.ts");
    const like = sourceForLike(recipe, detection);
    if (like !== null) {
      const plan = planForLike(like.plan, detection.plan);
      return { ...read, plan, origin: "recipe", recipeSource: recipe.sources.indexOf(like) };
    }
  }
  const known = await saved.sourceFor(detection);
  if (known !== null) {
    const { planForLike } = await import("../core/log/recipe/fingerprint.ts");
    const plan = planForLike(known.source.plan, detection.plan);
    const { id, savedAtMs } = known.saved;
    const { classes = { by: "shape" } } = known.recipe;
    return { ...read, plan, origin: "saved", saved: { id, savedAtMs, classes } };
  }
  return { ...read, plan: detection.plan, origin: "guess" };
}

/** The files with what was guessed in place of what a saved recipe said. */
export function asGuessed(files: readonly InspectedFile[]): InspectedFile[] {
  return files.map((file) => {
    const { saved: _s, answered: _a, ...inspected } = file;
    if (inspected.origin !== "saved" || inspected.detection === null) return file;
    return { ...inspected, plan: inspected.detection.plan, origin: "guess" };
  });
}
