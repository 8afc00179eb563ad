import type { ReadyState } from "../../app/phase.ts";
import { rejectNotice } from "../../core/present/reject-share.ts";
import type { PageSession } from "../app-view.tsx";
import { ActionStrip } from "./action-strip.tsx";

/** Where more than a hundredth of the lines was rejected: how many and why, with the way to do something about it. */
export function RejectStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const sentence = rejectNotice(state.files);
  if (sentence === null) return null;
  return (
    <ActionStrip
      testId="reject-strip"
      action="Look at them"
      onAction={() => session.editMapping(session.dataset.inspected, "rejects")}
    >
      {sentence}
    </ActionStrip>
  );
}
