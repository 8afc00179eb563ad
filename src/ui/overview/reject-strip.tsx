import type { ReadyState } from "../../app/phase.ts";
import { rejectNotice } from "../../core/present/reject-share.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** Where more than a hundredth of the lines was rejected: how many and why, with the way to do something about it. */
export function RejectStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const sentence = rejectNotice(state.files);
  if (sentence === null) return null;
  return (
    <div class="overview-strip" data-testid="reject-strip">
      <Notice
        tone="warning"
        action={
          <button
            type="button"
            class="button button-warning"
            onClick={() => session.editMapping(session.dataset.inspected, "rejects")}
          >
            Look at them
          </button>
        }
      >
        {sentence}
      </Notice>
    </div>
  );
}
