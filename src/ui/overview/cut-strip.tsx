import type { ReadyState } from "../../app/phase.ts";
import { cutSentence } from "../../core/present/summary-words.ts";
import type { PageSession } from "../app-view.tsx";
import { ActionStrip } from "./action-strip.tsx";

/** After reading was stopped, or came to damage: what all numbers below are about, told once, with the way to have all of them. */
export function CutStrip({ session, state }: { readonly session: PageSession; readonly state: ReadyState }) {
  const { cut, report } = state;
  if (cut === null) return null;
  return (
    <ActionStrip
      testId="cut"
      action={cut.problems === undefined ? "Read everything" : "Read again"}
      onAction={() => session.readEverything()}
    >
      {cutSentence(cut, report.partialRequests)}
    </ActionStrip>
  );
}
