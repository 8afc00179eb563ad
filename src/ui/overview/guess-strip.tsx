import type { ReadyState } from "../../app/phase.ts";
import { guessedRoles } from "../../core/present/guessed-roles.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** Roles that nobody confirmed, told for each kind of file, with the way to change them. */
export function GuessStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const guessed = new Set(state.files.filter((file) => file.guessed).map(({ name }) => name));
  const { inspected } = session.dataset;
  const lines = guessedRoles(
    inspected.flatMap(({ file: { name }, plan }) => (plan === null || !guessed.has(name) ? [] : [{ name, plan }])),
  );
  if (lines.length === 0) return null;
  return (
    <div class="overview-strip" data-testid="guess">
      <Notice
        tone="warning"
        action={
          <button type="button" class="button button-warning" onClick={() => session.editMapping(inspected)}>
            Change
          </button>
        }
      >
        {lines.length === 1 ? (
          `Roles were guessed: ${lines[0]}.`
        ) : (
          <>
            Roles were guessed, not alike for all files:
            {lines.map((line) => (
              <span key={line} class="overview-roles">
                {line}
              </span>
            ))}
          </>
        )}
      </Notice>
    </div>
  );
}
