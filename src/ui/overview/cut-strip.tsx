import type { ReadyState } from "../../app/phase.ts";
import { cutSentence } from "../../core/present/summary-words.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";

/** After reading was stopped, or came to damage: what all numbers below are about, told once, with the way to have all of them. */
export function CutStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const { cut, report } = state;
  if (cut === null) return null;
  return (
    <div class="overview-strip" data-testid="cut">
      <Notice
        tone="warning"
        action={
          <button type="button" class="button button-warning" onClick={() => session.readEverything()}>
            {cut.problems === undefined ? "Read everything" : "Read again"}
          </button>
        }
      >
        {cutSentence(cut, report.partialRequests)}
      </Notice>
    </div>
  );
}
