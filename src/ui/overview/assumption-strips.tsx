import { sharedAssumptions } from "../../app/open-assumptions.ts";
import type { ReadyState } from "../../app/phase.ts";
import { listedNames } from "../../core/present/listed-names.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";

/** More are told on the import screen. */
const MOST_ASSUMPTIONS = 3;

/** What was taken for granted and decided neither by a recipe nor by the user, a strip each, with a button for every answer. */
export function AssumptionStrips({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const { inspected } = session.dataset;
  const all = sharedAssumptions(inspected, state.files);
  const others = all.length - MOST_ASSUMPTIONS;
  const look = (label: string) => (
    <button type="button" class="button button-warning" onClick={() => session.editMapping(inspected)}>
      {label}
    </button>
  );
  return (
    <>
      {all.slice(0, MOST_ASSUMPTIONS).map(({ code, words, names, answers }) => (
        <div key={`${code} ${words} ${names[0]}`} class="overview-strip" data-testid={`assumption-${code}`}>
          <Notice
            tone="warning"
            action={
              <span class="overview-answers">
                {answers.map(({ label, isChosen, files }) => (
                  <button
                    key={label}
                    type="button"
                    class="button button-warning"
                    aria-pressed={isChosen}
                    onClick={() => session.answer(files)}
                  >
                    {isChosen && <Icon name="check" />}
                    {label}
                  </button>
                ))}
                {code === "T_NO_ZONE" && look("Another zone")}
              </span>
            }
          >
            Taken for granted: {words}
            {names.length < state.files.length && ` (${listedNames(names)})`}.
          </Notice>
        </div>
      ))}
      {others > 0 && (
        <div class="overview-strip">
          <Notice tone="warning" action={look("Look at them")}>
            {formatCountOf(others, "more thing")} {others === 1 ? "was" : "were"} taken for granted.
          </Notice>
        </div>
      )}
    </>
  );
}
