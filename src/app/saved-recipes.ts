import { signal } from "@preact/signals";
import type { DetectedReading } from "../core/log/detect.ts";
import { printRecipe, type Recipe, type RecipeSource } from "../core/log/recipe.ts";

/** One text that outlives the page. Both may throw: storage can be denied or full. */
export interface StoredText {
  read(): string | null;
  write(text: string): void;
}

/** Roles that the user set once, to be used for files like those. */
export interface SavedRecipe {
  readonly id: string;
  /** For people: the names of the files that it was made for. */
  readonly name: string;
  readonly savedAtMs: number;
  /** `recipe/1`, each source with its fingerprint. */
  readonly text: string;
}

/** A source that fits a file, with what it stands in. */
export interface SavedSource {
  readonly saved: SavedRecipe;
  readonly recipe: Recipe;
  readonly source: RecipeSource;
}

export const SAVED_VERSION = "saved-recipes/1";
const MOST_RECIPES = 50;
/** Browsers give a page some 5 MB for texts, and count two bytes a character. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Recipes kept in the browser, the latest first. Nothing leaves the machine; where storage is denied or full they last
 * as long as the page. Every change reads the storage first: another tab may have changed it.
 */
export class SavedRecipes {
  readonly list = signal<readonly SavedRecipe[]>([]);
  /** False once something could not be kept beyond the page. */
  readonly isKept = signal(true);
  private readonly parsed = new Map<string, Recipe | null>();

  /** @param stored null: keep nothing beyond the page */
  constructor(
    private readonly stored: StoredText | null = null,
    private readonly now: () => number = () => Date.now(),
  ) {
    if (stored === null) this.isKept.value = false;
    this.reload();
  }

  /** Keeps a recipe; it takes the place of those that were made for the same files. Null if no source has a fingerprint. */
  keep(name: string, recipe: Recipe): SavedRecipe | null {
    const sources = recipe.sources.filter(({ fingerprint }) => fingerprint !== undefined);
    if (sources.length === 0) return null;
    this.reload();
    const structures = new Set(sources.map(keyOf));
    const savedAtMs = this.now();
    const taken = new Set(this.list.value.map(({ id }) => id));
    let id = String(savedAtMs);
    for (let n = 2; taken.has(id); n++) id = `${savedAtMs}-${n}`;
    const saved = { id, name, savedAtMs, text: printRecipe({ ...recipe, sources }) };
    const others = this.list.value.filter(({ text }) => !structuresOf(text).every((key) => structures.has(key)));
    this.write([saved, ...others]);
    return saved;
  }

  remove(id: string): void {
    this.reload();
    this.write(this.list.value.filter((saved) => saved.id !== id));
  }

  /** The latest saved source made for a file like this; null if there is none. Reading recipes loads all formats. */
  async sourceFor(detection: DetectedReading): Promise<SavedSource | null> {
    if (this.list.value.length === 0) return null;
    const { parseRecipe } = await import("../core/log/parse-recipe.ts");
    const { sourceForLike } = await import("../core/log/recipe/fingerprint.ts");
    for (const saved of this.list.value) {
      let recipe = this.parsed.get(saved.text);
      if (recipe === undefined) {
        const outcome = parseRecipe(saved.text);
        recipe = outcome.ok ? outcome.value : null;
        this.parsed.set(saved.text, recipe);
      }
      const source = recipe && sourceForLike(recipe, detection);
      if (recipe !== null && source !== null) return { saved, recipe, source };
    }
    return null;
  }

  /** What the storage holds now; what cannot be read stays as it is on screen. */
  private reload(): void {
    if (this.stored === null) return;
    try {
      const text = this.stored.read();
      const read = text === null ? [] : parseList(text);
      if (this.isKept.value && read !== null) this.list.value = read;
    } catch {
      this.isKept.value = false;
    }
  }

  private write(all: readonly SavedRecipe[]): void {
    let characters = 0;
    this.list.value = all.slice(0, MOST_RECIPES).filter(({ text }, at) => {
      characters += text.length;
      return at === 0 || characters <= MOST_CHARACTERS;
    });
    if (this.stored === null) return;
    try {
      this.stored.write(JSON.stringify({ version: SAVED_VERSION, recipes: this.list.value }));
      this.isKept.value = true;
    } catch {
      this.isKept.value = false;
    }
  }
}

/** Null if it is of another version or none of ours: then it is not overwritten by what was read of it. */
function parseList(text: string): readonly SavedRecipe[] | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const { version, recipes } = (document ?? {}) as { version?: unknown; recipes?: unknown };
  if (version !== SAVED_VERSION || !Array.isArray(recipes)) return null;
  return recipes.filter(isSavedRecipe);
}

function isSavedRecipe(value: unknown): value is SavedRecipe {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, savedAtMs, text } = value as Partial<Record<keyof SavedRecipe, unknown>>;
  return (
    typeof id === "string" && typeof name === "string" && typeof savedAtMs === "number" && typeof text === "string"
  );
}

function keyOf({ fingerprint }: Pick<RecipeSource, "fingerprint">): string {
  return JSON.stringify([fingerprint?.structure, fingerprint?.fields]);
}

/** Fingerprints in a recipe that this page printed. */
function structuresOf(text: string): string[] {
  try {
    const { sources } = JSON.parse(text) as { sources: Pick<RecipeSource, "fingerprint">[] };
    return sources.map(keyOf);
  } catch {
    return [];
  }
}
