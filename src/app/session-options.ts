import type { ClassRule } from "../core/trace/shapes.ts";
import type { SavedRecipes } from "./saved-recipes.ts";
import type { Address } from "./workspace.ts";

/** What a session is given of the page. */
export interface SessionOptions {
  readonly memoryBudgetBytes: number;
  readonly now: () => number;
  /** Resolves when what the phase shows has been painted. */
  readonly painted: () => Promise<void>;
  /** Whether an analysis stops when many lines were rejected; a program has nobody to ask. */
  readonly asksAboutRejects: boolean;
  readonly address: Address;
  /** Default: recipes are kept as long as the page. */
  readonly saved?: SavedRecipes;
}

/** What is decided on the mapping screen beside the roles. */
export interface MappingChoice {
  readonly rule?: ClassRule;
  /** Keep the roles for files like these. */
  readonly remember?: boolean;
}
