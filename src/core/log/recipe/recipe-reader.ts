import { failure, type Outcome, success } from "../../outcome.ts";
import type { Recipe } from "../recipe.ts";
import { readClasses } from "./class-map-reader.ts";
import { DocumentReader } from "./document-reader.ts";
import { readSource } from "./source-reader.ts";

/** Reads the JSON of a recipe of this version; of several troubles the first is told. */
export function readRecipe(text: string, version: string): Outcome<Recipe> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return failure("R_JSON", `the recipe is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const reader = new DocumentReader("the recipe");
  const root = reader.object(document, "", ["recipe", "sources", "classes", "terminal"]);
  checkVersion(reader, root.get("recipe"), version);
  const sources = reader.list(root.get("sources"), "sources", (source, at) => readSource(reader, source, at));
  const recipe: Recipe = {
    sources,
    ...(root.has("classes") && readClasses(reader, root.get("classes"), "classes")),
    ...(root.has("terminal") && { terminal: reader.text(root.get("terminal"), "terminal") }),
  };
  return reader.problem ?? success(recipe);
}

function checkVersion(reader: DocumentReader, seen: unknown, version: string): void {
  if (seen === version || reader.problem !== undefined) return;
  const number = typeof seen === "string" ? /^recipe\/(\d+)$/.exec(seen)?.[1] : undefined;
  if (number !== undefined && Number(number) > 1) {
    reader.fail("R_VERSION", `this recipe is ${seen}, from a newer version; this one reads ${version}`);
  } else reader.expect("recipe", `"${version}"`, seen);
}
