import { runTasks, twice } from "../client/worker-pool.ts";
import type { Detection } from "../core/log/detect.ts";
import { withoutName } from "../core/log/failure-words.ts";
import { applyPatch } from "../core/log/plan-warning.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { shortenedRequest, widthWarning } from "../core/log/request-warnings.ts";
import { siblingZones } from "../core/log/time/sibling-zones.ts";
import type { Outcome } from "../core/outcome.ts";
import { isMember, type LogFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { expandArchives } from "./archive-files.ts";
import { decidedFile } from "./decided-plan.ts";
import { canonicalOrder, sameContent } from "./file-order.ts";
import { withOwnNames } from "./own-names.ts";
import type { InspectedFile } from "./phase.ts";
import { SavedRecipes } from "./saved-recipes.ts";

/** A guess below this confidence is shown for confirmation first (see `Detection`). */
const SURE = 0.6;
const RECIPE_BYTES = 4 << 20;

export interface Inspection {
  readonly files: readonly InspectedFile[];
  readonly recipe: Recipe | null;
  /** It was among the dropped files. */
  readonly hasRecipe: boolean;
  /** A recipe file that could not be used: its name and the reason. */
  readonly badRecipe: string | null;
}

/**
 * Looks into dropped files: a recipe among them (or kept from before) and saved recipes give plans, archives stand for
 * what is in them, the rest are detected. In canonical order, each by a name of its own.
 */
export async function inspectFiles(
  dropped: readonly File[],
  parsers: readonly WorkerHandle<ParseApi>[],
  remembered: Recipe | null,
  signal: AbortSignal,
  saved: SavedRecipes = new SavedRecipes(),
): Promise<Inspection> {
  let recipe = remembered;
  let hasRecipe = false;
  let badRecipe: string | null = null;
  const logs: File[] = [];
  for (const file of await canonicalOrder(dropped)) {
    const text = await recipeText(file);
    if (text === null) {
      logs.push(file);
      continue;
    }
    // Reading one takes all formats: none of the first screen needs them.
    const { parseRecipe } = await import("../core/log/parse-recipe.ts");
    const parsed = parseRecipe(text);
    hasRecipe = true;
    if (parsed.ok) recipe = parsed.value;
    else badRecipe = `${file.name}: ${parsed.failure.message}`;
  }
  const expanded = await expandArchives(withOwnNames(logs), parsers, signal);
  const refused = expanded.problems.map(({ file, problem }) => refusedFile(file, problem));
  // Archives can hold two members of one path.
  const found = withOwnNames(expanded.files);
  const twins = await sameContent(found.filter((file): file is File => !isMember(file)));
  const inspected = found.map((file) => {
    const twin = isMember(file) ? undefined : twins.get(file);
    if (twin === undefined) return null;
    return refusedFile(
      file,
      `has the same size, head and tail as ${twin.name}: left out, so that nothing counts twice`,
    );
  });
  const waiting = [...inspected.keys()].filter((at) => inspected[at] === null).reverse();
  await runTasks<ParseApi, number, Outcome<Detection>>(
    twice(parsers),
    () => waiting.pop() ?? null,
    (parser, at) => parser.call<Outcome<Detection>>((api) => api.detect(found[at]), { signal }),
    async (detected, at) => {
      const file = found[at];
      inspected[at] = detected.ok
        ? await decidedFile(file, detected.value, recipe, saved)
        : refusedFile(file, withoutName(file.name, detected.failure));
    },
    signal,
  );
  const files = [...refused, ...inspected.filter((file) => file !== null)];
  return { files: withSiblingIds(withSiblingZones(files)), recipe, hasRecipe, badRecipe };
}

function refusedFile(file: LogFile, problem: string): InspectedFile {
  return { file, detection: null, problem, plan: null, origin: "guess" };
}

/** Files whose stamps tell no zone get the one of the files they were dropped with, where that is clear. */
export function withSiblingZones(files: readonly InspectedFile[]): InspectedFile[] {
  const readings = files.flatMap(({ file, detection }) => (detection ? [{ name: file.name, reading: detection }] : []));
  const zones = siblingZones(readings);
  return files.map((inspected) => {
    const patch = inspected.origin === "guess" ? zones.get(inspected.file.name) : undefined;
    if (patch === undefined || inspected.plan === null) return inspected;
    return { ...inspected, plan: applyPatch(inspected.plan, patch) };
  });
}

/** Files whose ids have 32 digits are read by the last 16, where files they were dropped with hold these as ids. */
function withSiblingIds(files: readonly InspectedFile[]): readonly InspectedFile[] {
  const ids = files.flatMap(({ detection }) => detection?.requestIds ?? []);
  if (new Set(ids.map(({ length }) => length)).size < 2) return files;
  return files.map((inspected) => {
    const { plan, detection, origin } = inspected;
    if (plan?.roles === undefined || detection === null || origin !== "guess") return inspected;
    const own = detection.requestIds ?? [];
    const request = shortenedRequest(plan.roles.request, own, ids);
    if (request === undefined) return inspected;
    const warnings = [...(detection.warnings ?? []), widthWarning(request, own.length)];
    return { ...inspected, plan: applyPatch(plan, { request }), detection: { ...detection, warnings } };
  });
}

/** Whether the user must look at the roles before anything is read. */
export function needsConfirmation(files: readonly InspectedFile[]): boolean {
  return files.some(
    ({ detection, origin, plan }) =>
      detection !== null && origin === "guess" && (plan === null || detection.confidence < SURE),
  );
}

/**
 * The text of a file that says it is a recipe, null for any other. Lines of JSON are a log, whatever the first one says.
 */
async function recipeText(file: File): Promise<string | null> {
  if (!file.name.endsWith(".json") || file.size > RECIPE_BYTES) return null;
  const text = await file.text();
  if (!/^\s*\{/.test(text) || !/"recipe"\s*:\s*"recipe\//.test(text)) return null;
  // Its first name, as it is printed: then broken JSON is a broken recipe. Elsewhere it must be a name of the document.
  if (/^\s*\{[^{}[\]]*"recipe"\s*:\s*"recipe\//.test(text)) return text;
  try {
    const { recipe } = JSON.parse(text) as { recipe?: unknown };
    return typeof recipe === "string" && recipe.startsWith("recipe/") ? text : null;
  } catch {
    return null;
  }
}
