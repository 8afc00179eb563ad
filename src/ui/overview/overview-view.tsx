import { formatCountOf } from "../../core/present/number-format.ts";
import { tooFewSentence } from "../../core/present/summary-words.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { AssumptionStrips } from "./assumption-strips.tsx";
import { ClassesPanel } from "./classes-panel.tsx";
import { CutStrip } from "./cut-strip.tsx";
import { DumbbellPanel } from "./dumbbell-panel.tsx";
import { GuessStrip } from "./guess-strip.tsx";
import { LatencyPanel } from "./latency-panel.tsx";
import { PartialStrip } from "./partial-strip.tsx";
import { QualityPanel } from "./quality-panel.tsx";
import { RecipeStrips } from "./recipe-strips.tsx";
import { RejectStrip } from "./reject-strip.tsx";
import { RelationsPanel } from "./relations-panel.tsx";
import { SummaryPanel } from "./summary-panel.tsx";
import "./overview.css";

/** What the logs show, in a paragraph and a few pictures, each leading on. */
export function OverviewView({ session, workspace, state }: ViewProps) {
  const { report } = workspace.shown.value;
  const present = workspace.present.value;
  const few = present === null ? null : tooFewSentence(present.requests);
  return (
    <div class="overview">
      <h1 class="hidden">Overview</h1>
      <CutStrip session={session} state={state} />
      <RejectStrip session={session} state={state} />
      <PartialStrip session={session} state={state} />
      <GuessStrip session={session} state={state} />
      <RecipeStrips session={session} state={state} />
      <AssumptionStrips session={session} state={state} />
      {report.sampled > 1 && (
        <div class="overview-strip">
          <Notice tone="warning">
            The logs exceed the memory set aside for them: all figures are of 1 request in {report.sampled}, chosen by
            its id, the same requests on any machine. {formatCountOf(report.requests, "request")} kept.
          </Notice>
        </div>
      )}
      {few !== null && (
        <div class="overview-strip">
          <Notice tone="warning">{few}</Notice>
        </div>
      )}
      <div class="overview-grid">
        <SummaryPanel workspace={workspace} />
        <QualityPanel workspace={workspace} state={state} database={session.database.state.value} />
        {present !== null && (
          <>
            <LatencyPanel workspace={workspace} present={present} />
            <DumbbellPanel workspace={workspace} present={present} />
            <RelationsPanel workspace={workspace} present={present} />
            <ClassesPanel workspace={workspace} />
          </>
        )}
      </div>
    </div>
  );
}
