import { formatCountOf } from "../../core/present/number-format.ts";
import { tooFewSentence } from "../../core/present/summary-words.ts";
import { ClassesPanel } from "../result/classes-panel.tsx";
import { ConvergencePanel } from "../result/convergence-panel.tsx";
import { CutStrip } from "../result/cut-strip.tsx";
import { GuessStrip } from "../result/guess-strip.tsx";
import { QualityPanel } from "../result/quality-panel.tsx";
import { SummaryPanel } from "../result/summary-panel.tsx";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import "../result/result-view.css";

/** What the logs show, in a paragraph and a few pictures, each leading on. */
export function OverviewView({ session, workspace, state }: ViewProps) {
  const { report } = workspace.shown.value;
  const present = workspace.present.value;
  const few = present === null ? null : tooFewSentence(present.requests);
  return (
    <>
      <CutStrip session={session} state={state} />
      <GuessStrip session={session} state={state} />
      {report.sampled > 1 && (
        <div class="result-strip">
          <Notice tone="warning">
            The logs exceed the memory set aside for them: all figures are of 1 request in {report.sampled}, chosen by
            its id, the same requests on any machine. {formatCountOf(report.requests, "request")} kept.
          </Notice>
        </div>
      )}
      {few !== null && (
        <div class="result-strip">
          <Notice tone="warning">{few}</Notice>
        </div>
      )}
      <div class="result-grid">
        <SummaryPanel state={{ ...state, report }} classId={present?.id ?? null} />
        <QualityPanel state={state} database={session.database.state.value} />
        {present !== null && (
          <ClassesPanel report={report} present={present} onClass={(classId) => workspace.go({ classId })} />
        )}
        <ConvergencePanel report={report} />
      </div>
    </>
  );
}
