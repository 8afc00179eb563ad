import type { ReadyState } from "../../app/phase.ts";
import { rolesSentence } from "../../core/present/mapping-rows.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { assumptionsOf } from "../../core/present/reading-words.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** More are told on the import screen. */
const MOST_ASSUMPTIONS = 3;

/** Roles that nobody confirmed and what was taken for granted, told once per kind of file, with the way to change them. */
export function GuessStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const guessed = new Set(state.files.filter((file) => file.guessed).map(({ name }) => name));
  const sentences = new Set<string>();
  const assumptions = new Set<string>();
  for (const { file, plan, detection } of session.dataset.inspected) {
    if (plan === null || !guessed.has(file.name)) continue;
    if (plan.roles !== undefined) sentences.add(rolesSentence(plan));
    if (detection !== null) for (const words of assumptionsOf(detection, plan)) assumptions.add(words);
  }
  const [first, ...others] = sentences;
  if (first === undefined) return null;
  return (
    <div class="overview-strip">
      <Notice
        tone="warning"
        action={
          <button
            type="button"
            class="button button-warning"
            onClick={() => session.editMapping(session.dataset.inspected)}
          >
            Change
          </button>
        }
      >
        Roles were guessed: {first}
        {others.length > 0 && `; ${formatCountOf(others.length, "file")} differ`}.
        {assumptions.size > 0 && ` Taken for granted: ${[...assumptions].slice(0, MOST_ASSUMPTIONS).join("; ")}`}
        {assumptions.size > MOST_ASSUMPTIONS && `; ${formatCount(assumptions.size - MOST_ASSUMPTIONS)} more`}
        {assumptions.size > 0 && "."}
      </Notice>
    </div>
  );
}
