import type { ReadyState } from "../../app/phase.ts";
import { recipeUseSentence } from "../../app/recipe-use.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { savedDay } from "../recipes/saved-day.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { ActionStrip } from "./action-strip.tsx";

/** Where roles and classes come from when they were not guessed: a recipe that was dropped, or another day. */
export function RecipeStrips({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const use = session.recipeUse.value;
  return (
    <>
      {use !== null && (
        <div class="overview-strip" data-testid="recipe-use">
          <Notice
            tone={use.applied.length === 0 ? "warning" : "plain"}
            action={
              <button
                type="button"
                class="button button-icon button-quiet"
                aria-label="Dismiss"
                onClick={() => {
                  session.recipeUse.value = null;
                }}
              >
                <Icon name="close" />
              </button>
            }
          >
            {recipeUseSentence(use)}
          </Notice>
        </div>
      )}
      <SavedStrip session={session} />
      {state.report.newRoots > 0 && (
        <ActionStrip
          testId="new-roots"
          action="Find classes anew"
          onAction={() => session.classifyBy(session.dataset.rules.rule)}
        >
          {formatCountOf(state.report.newRoots, "request")} begin with what no class of the recipe begins with: each
          stands in the class that is most like it.
        </ActionStrip>
      )}
    </>
  );
}

/** Roles that the user set on another day for files like these. */
function SavedStrip({ session }: { readonly session: PageSession }) {
  const known = session.dataset.inspected.flatMap(({ saved }) => saved ?? []);
  if (known.length === 0) return null;
  const ids = new Set(known.map(({ id }) => id));
  const days = new Set(known.map(({ savedAtMs }) => savedDay(savedAtMs, Date.now())));
  const isForgotten = !session.saved.list.value.some(({ id }) => ids.has(id));
  return (
    <div class="overview-strip" data-testid="saved-roles">
      <Notice
        tone="plain"
        action={
          <>
            <button type="button" class="button" onClick={() => session.useGuesses()}>
              Undo
            </button>
            {!isForgotten && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  for (const id of ids) session.saved.remove(id);
                }}
              >
                Forget
              </button>
            )}
          </>
        }
      >
        {isForgotten
          ? "Forgotten: the next files like these are guessed anew. Undo reads these with the guess, too."
          : `Roles as you set them on ${[...days].join(" and ")}.`}
      </Notice>
    </div>
  );
}
