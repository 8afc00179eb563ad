import type { ReadyState } from "../../app/phase.ts";
import { rolesSentence } from "../../core/present/mapping-rows.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** Roles that nobody confirmed, told once per kind of file, with the way to change them. */
export function GuessStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const guessed = new Set(state.files.filter((file) => file.guessed).map(({ name }) => name));
  const sentences = new Set<string>();
  for (const { file, plan } of session.dataset.inspected) {
    if (plan === null || !guessed.has(file.name)) continue;
    if (plan.roles !== undefined) sentences.add(rolesSentence(plan));
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
      </Notice>
    </div>
  );
}
