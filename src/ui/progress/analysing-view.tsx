import type { Phase } from "../../app/phase.ts";
import type { AnalysisReport } from "../../core/present/analysis-report.ts";
import { formatCount, formatCountOf, formatShare } from "../../core/present/number-format.ts";
import { largestClass, pathTable } from "../../core/present/path-rows.ts";
import { countsSentence, RELATION_KINDS } from "../../core/present/relation-words.ts";
import { sieveCurve } from "../../core/present/sieve-curve.ts";
import { PathRows } from "../path/path-rows-table.tsx";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";
import { ProgressLine } from "./progress-line.tsx";
import { SievePlot } from "./sieve-plot.tsx";
import "./progress.css";

type Analysing = Extract<Phase, { name: "analysing" }>;

const STEPS: readonly { readonly step: Analysing["step"]; readonly words: string }[] = [
  { step: "sorting", words: "Joining events by request" },
  { step: "classes", words: "Grouping alike requests into classes" },
  { step: "kinds", words: "Counting kinds of events and segments" },
  { step: "relations", words: "Testing every pair against every request" },
  { step: "paths", words: "Following the critical path of each request" },
];

interface AnalysingViewProps {
  readonly phase: Analysing;
  readonly onCancel: () => void;
}

/** The steps after reading, the sieve at work, and the model of the first requests as soon as there is one. */
export function AnalysingView({ phase, onCancel }: AnalysingViewProps) {
  const at = STEPS.findIndex(({ step }) => step === phase.step);
  const curve = sieveCurve(phase.sieve);
  return (
    <div class="progress-frame">
      <header class="view-bar">
        <h1>Analysing</h1>
        <span class="view-bar-note">
          {phase.readShare < 1
            ? `the ${formatShare(phase.readShare)} of the bytes that were read`
            : `step ${at + 1} of ${STEPS.length}`}
        </span>
        <span class="view-bar-space" />
        <button type="button" class="button" title="Nothing of this analysis is kept" onClick={onCancel}>
          <Icon name="stop" />
          Cancel
        </button>
      </header>
      <p class="hidden" role="status">
        Step {at + 1} of {STEPS.length}: {STEPS[at]?.words}
      </p>
      <div class="progress-grid">
        <div class="progress-main">
          <Panel id="sieve" title="Hypotheses that survive" note="flat = more requests would change little">
            {curve === null ? (
              <p class="sieve-waiting quiet">
                Every order of two kinds of events is assumed until a request refutes it: the test begins once kinds are
                counted.
              </p>
            ) : (
              <div class="panel-text">
                <SievePlot curve={curve} />
              </div>
            )}
          </Panel>
          {phase.provisional !== null && <Provisional report={phase.provisional} readShare={phase.readShare} />}
        </div>
        <div class="progress-side">
          <Panel id="steps" title="Progress">
            <ol class="panel-text progress-steps">
              {STEPS.map(({ step, words }, index) => (
                <li key={step} class={index === at ? "progress-now" : index < at ? "progress-done" : "progress-later"}>
                  <span>{words}</span>
                  <span class="progress-share">
                    {index < at ? "done" : index === at ? formatShare(Math.floor(phase.done * 100) / 100) : ""}
                  </span>
                  <ProgressLine label={words} share={index < at ? 1 : index === at ? phase.done : 0} />
                </li>
              ))}
            </ol>
          </Panel>
          {curve !== null && (
            <Panel id="so-far" title="So far">
              <dl class="panel-text progress-figures">
                <div>
                  <dd>{formatCount(curve.surviving)}</dd>
                  <dt>orders survive</dt>
                </div>
                <div>
                  <dd>{formatCount(curve.progress.refuted)}</dd>
                  <dt>refuted</dt>
                </div>
                <div>
                  <dd>{formatCount(curve.progress.requests)}</dd>
                  <dt>of {formatCount(curve.progress.ofRequests)} requests</dt>
                </div>
              </dl>
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

const PROVISIONAL_ROWS = 8;
const FIRST_PART = "first 1/64 of the requests";

function Provisional({ report, readShare }: { readonly report: AnalysisReport; readonly readShare: number }) {
  const classId = largestClass(report);
  if (classId === null) return null;
  const { name, requests, relations } = report.classes[classId];
  const table = pathTable(report.criticalPath, classId);
  const part = readShare < 1 ? `${FIRST_PART} in ${formatShare(readShare)} of the bytes` : FIRST_PART;
  return (
    <Panel id="provisional" title="Provisional" note={`${part} · ${name}, ${formatCountOf(requests, "request")}`}>
      <PathRows
        table={table}
        rows={table.rows.slice(0, PROVISIONAL_ROWS)}
        caption={`Critical path of ${name}, provisional: ${part}`}
        workspace={null}
      />
      <dl class="panel-text facts provisional-facts">
        {RELATION_KINDS.map((words) => (
          <div key={words.kind}>
            <dt>{words.name}</dt>
            <dd>{countsSentence(relations[words.kind])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
