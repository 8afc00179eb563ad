import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { largestClass } from "../../core/present/path-rows.ts";
import { tooFewSentence } from "../../core/present/summary-words.ts";
import type { PageSession } from "../app-view.tsx";
import { Notice } from "../shared/notice.tsx";
import { ClassesPanel } from "./classes-panel.tsx";
import { ConvergencePanel } from "./convergence-panel.tsx";
import { CutStrip } from "./cut-strip.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { GuessStrip } from "./guess-strip.tsx";
import { PathPanel } from "./path-panel.tsx";
import { QualityPanel } from "./quality-panel.tsx";
import { RejectsPanel } from "./rejects-panel.tsx";
import { RelationsPanel } from "./relations-panel.tsx";
import { RequestsPanel } from "./requests-panel.tsx";
import { SummaryPanel } from "./summary-panel.tsx";
import "./result-view.css";

interface ResultViewProps {
  readonly session: PageSession;
  readonly state: ReadyState;
}

/** Everything that is known of a finished analysis, for one class of requests at a time. */
export function ResultView({ session, state }: ResultViewProps) {
  const { report } = state;
  const chosen = useSignal(largestClass(report));
  const classId = chosen.value;
  const onClass = (id: number) => {
    chosen.value = id;
  };
  const present = report.classes.find(({ id }) => id === classId) ?? null;
  const few = present === null ? null : tooFewSentence(present.requests);
  return (
    <div class="result" data-testid="result">
      <header class="view-bar">
        <h1>Result</h1>
        {present !== null && (
          <label class="class-picker">
            <span>class</span>
            <select
              class="select"
              value={present.id}
              onChange={(event) => onClass(Number(event.currentTarget.value))}
              data-testid="class-picker"
            >
              {report.classes.map(({ id, name, requests }) => (
                <option key={id} value={id}>
                  {name} ({formatCount(requests)})
                </option>
              ))}
            </select>
          </label>
        )}
        <span class="view-bar-space" />
        <nav class="view-bar-links" aria-label="Parts of the result">
          <a href="#path">Critical path</a>
          <a href="#relations">Relations</a>
          <a href="#requests">Requests</a>
          <a href="#files">Files</a>
        </nav>
      </header>
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
        <SummaryPanel state={state} classId={classId} />
        <QualityPanel state={state} database={session.database.state.value} />
        {present === null ? (
          <section class="panel result-wide">
            <p class="panel-text">
              No class of requests: there is no model to show. The files below say what was read.
            </p>
          </section>
        ) : (
          <>
            <PathPanel report={report} present={present} />
            <div class="result-column">
              <ClassesPanel report={report} present={present} onClass={onClass} />
              <ConvergencePanel report={report} />
            </div>
            <RelationsPanel key={`relations ${present.id}`} session={session} present={present} />
            <RequestsPanel key={`requests ${present.id}`} session={session} state={state} present={present} />
          </>
        )}
        <FilesPanel state={state} />
        <RejectsPanel state={state} />
      </div>
    </div>
  );
}
