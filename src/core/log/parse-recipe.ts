import type { Outcome } from "../outcome.ts";
import { readRecipe } from "./recipe/recipe-reader.ts";
import { RECIPE_VERSION, type Recipe } from "./recipe.ts";

/**
 * Reads a recipe. Failures name the place, what was seen and what was expected: R_JSON (no JSON), R_VERSION (another
 * version), R_SHAPE (a value of the wrong kind or an unknown name), and those of `compilePlan`.
 */
export function parseRecipe(text: string): Outcome<Recipe> {
  return readRecipe(text, RECIPE_VERSION);
}
