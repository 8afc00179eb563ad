import { printRecipe, type Recipe, recipeOf } from "../core/log/recipe.ts";
import type { NamedClass } from "../core/trace/named-class.ts";
import type { ExportedFile } from "./exports.ts";
import type { InspectedFile } from "./phase.ts";
import type { RequestRules } from "./request-rules.ts";

/** Everything that was decided about files, with what the files are made of. */
export async function recipeOfFiles(
  inspected: readonly InspectedFile[],
  { rule, terminal }: RequestRules,
  classMap: readonly NamedClass[],
): Promise<Recipe> {
  // Knows patterns of text: none of the first screen needs them.
  const { fingerprintOf } = await import("../core/log/recipe/fingerprint.ts");
  const sources = inspected.flatMap(({ file, plan, detection }) => {
    if (plan === null) return [];
    const fingerprint = detection && fingerprintOf(detection);
    return { match: file.name, plan, ...(fingerprint !== null && { fingerprint }) };
  });
  return recipeOf(sources, rule, terminal, classMap);
}

/** The same as a file to be saved, before an analysis has found classes. */
export async function recipeFile(inspected: readonly InspectedFile[], rules: RequestRules): Promise<ExportedFile> {
  const text = printRecipe(await recipeOfFiles(inspected, rules, []));
  return { name: "recipe.json", content: new Blob([text], { type: "application/json" }) };
}

/** How saved roles are called in lists: by the files that they were set for. */
export function recipeName(inspected: readonly InspectedFile[]): string {
  const names = inspected.filter(({ plan }) => plan !== null).map(({ file }) => file.name);
  const bases = names.map((name) => name.slice(name.lastIndexOf("/") + 1));
  const [first = "", second] = new Set(bases).size === bases.length ? bases : names;
  if (names.length < 2) return first;
  return names.length === 2 ? `${first}, ${second}` : `${first} and ${names.length - 1} others`;
}
