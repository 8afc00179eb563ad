import type { SavedRecipe, SavedRecipes } from "../../app/saved-recipes.ts";
import { DialogFrame } from "../shared/dialog-frame.tsx";
import { downloadFiles } from "../shared/download.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { savedDay } from "./saved-day.ts";
import "./recipes-dialog.css";

export interface RecipesDialogProps {
  readonly saved: SavedRecipes;
  readonly onClose: () => void;
}

/** Roles that were set on other days: for which files, since when, to be downloaded or deleted. */
export function RecipesDialog({ saved, onClose }: RecipesDialogProps) {
  const all = saved.list.value;
  return (
    <DialogFrame id="saved-recipes" title="Saved recipes" onClose={onClose}>
      <p>
        Files made like these (format, columns, pattern; never their name or content) are read with the roles you set.
        Recipes stay in this browser.
      </p>
      {!saved.isKept.value && (
        <Notice tone="warning">
          This browser does not let the page store anything: recipes last until the tab is closed. Download those you
          want to keep.
        </Notice>
      )}
      {all.length === 0 ? (
        <p>
          None yet. Roles that you set are kept when “Remember for files like these” is ticked; roles that were guessed
          right with the command “Remember these roles”.
        </p>
      ) : (
        <table class="table saved-recipes">
          <caption class="hidden">Saved recipes</caption>
          <thead>
            <tr>
              <th scope="col">made for</th>
              <th scope="col">saved on</th>
              <th scope="col">
                <span class="hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((recipe) => (
              <tr key={recipe.id}>
                <th scope="row" class="saved-recipes-name">
                  {recipe.name}
                </th>
                <td>{savedDay(recipe.savedAtMs, Date.now())}</td>
                <td>
                  <span class="saved-recipes-actions">
                    <button
                      type="button"
                      class="button"
                      aria-label={`Download the recipe for ${recipe.name}`}
                      onClick={() => void downloadFiles([recipeFile(recipe)])}
                    >
                      <Icon name="save" />
                      Download
                    </button>
                    <button
                      type="button"
                      class="button"
                      aria-label={`Delete the recipe for ${recipe.name}`}
                      onClick={() => saved.remove(recipe.id)}
                    >
                      Delete
                    </button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DialogFrame>
  );
}

/** A recipe as a file that can be dropped with other logs. */
function recipeFile({ name, text }: SavedRecipe): { name: string; content: Blob } {
  const stem = name.replace(/[^\w.-]+/g, "-").slice(0, 60);
  return { name: `${stem}.recipe.json`, content: new Blob([text], { type: "application/json" }) };
}
