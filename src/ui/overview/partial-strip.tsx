import type { ReadyState } from "../../app/phase.ts";
import { partialNotice } from "../../core/present/partial-notice.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** Where a good part of the requests may lack events: how many and why, with the way to another request id. */
export function PartialStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  // After a cut its own strip tells of them.
  const sentence = state.cut === null ? partialNotice(state.report) : null;
  if (sentence === null) return null;
  return (
    <div class="overview-strip" data-testid="partial-strip">
      <Notice
        tone="warning"
        action={
          <button
            type="button"
            class="button button-warning"
            onClick={() => session.editMapping(session.dataset.inspected)}
          >
            Look at the roles
          </button>
        }
      >
        {sentence}
      </Notice>
    </div>
  );
}
