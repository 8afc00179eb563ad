import type { ReadyState } from "../../app/phase.ts";
import { partialNotice } from "../../core/present/partial-notice.ts";
import type { PageSession } from "../app-view.tsx";
import { ActionStrip } from "./action-strip.tsx";

/** Where a good part of the requests may lack events: how many and why, with the way to another request id. */
export function PartialStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  // After a cut its own strip tells of them.
  const sentence = state.cut === null ? partialNotice(state.report) : null;
  if (sentence === null) return null;
  return (
    <ActionStrip
      testId="partial-strip"
      action="Look at the roles"
      onAction={() => session.editMapping(session.dataset.inspected)}
    >
      {sentence}
    </ActionStrip>
  );
}
