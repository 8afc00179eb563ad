import { useSignal } from "@preact/signals";
import { binWords, compositionTable } from "../../core/present/composition-rows.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";
import { pathTable } from "../../core/present/path-rows.ts";
import { tooFewSentence } from "../../core/present/summary-words.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { CompositionPanel } from "./composition-panel.tsx";
import { FormsPanel } from "./forms-panel.tsx";
import { PathPanel } from "./path-panel.tsx";
import "./path-view.css";

/** What the latency of a class is made of: on average, and from its fastest to its slowest requests. */
export function PathView({ workspace }: ViewProps) {
  const { report, filter } = workspace.shown.value;
  const present = workspace.present.value;
  const scanned = useSignal(0);
  const classId = present?.id ?? -1;
  const answer = useAnswer(`${classId} ${filter}`, (signal) => {
    scanned.value = 0;
    return workspace.questions.pathComposition(
      Math.max(0, classId),
      filter,
      (share) => {
        scanned.value = share;
      },
      signal,
    );
  });
  if (present === null) return <p class="path-nothing">No class of requests: there is no critical path.</p>;
  const table = pathTable(report.criticalPath, present.id);
  if (table.rows.length === 0) {
    return (
      <p class="path-nothing">
        No request of {present.name} has a critical path: each has a single event, or too many.
      </p>
    );
  }
  const composition = latest(answer);
  const count = composition?.bins.length ?? 0;
  const wanted = Number(workspace.option("path.bin") ?? Number.NaN);
  // While the composition of another class or filter is awaited, its bins say nothing of this one.
  const isCurrent = answer.state === "answered" && composition?.class === present.id;
  const bin = isCurrent && wanted >= 0 && wanted < count ? Math.floor(wanted) : null;
  const chosen = composition !== null && bin !== null ? composition.bins[bin] : null;
  const of =
    chosen === null || bin === null
      ? "all its requests"
      : `the ${formatCountOf(chosen.requests, "request")} of ${binWords(bin, count)}, ` +
        `${formatDuration(chosen.fromNs)} – ${formatDuration(chosen.toNs)}`;
  const few = tooFewSentence(present.requests);
  return (
    <div class="path-view">
      <header class="view-bar">
        <h1>Critical path</h1>
        <span class="view-bar-note">
          {present.name} · {formatCountOf(present.requests, "request")} · mean {formatDuration(table.meanLatencyNs)}
        </span>
      </header>
      {few !== null && (
        <div class="path-strip">
          <Notice tone="warning">{few}</Notice>
        </div>
      )}
      <div class="path-grid">
        <PathPanel
          workspace={workspace}
          present={present}
          table={composition === null || bin === null ? table : compositionTable(composition, bin)}
          of={of}
        />
        <div class="path-column">
          <CompositionPanel workspace={workspace} answer={answer} scanned={scanned.value} bin={bin} />
          <FormsPanel workspace={workspace} present={present} />
        </div>
      </div>
    </div>
  );
}
