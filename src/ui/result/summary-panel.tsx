import type { ReadyState } from "../../app/phase.ts";
import { formatSpan } from "../../core/present/clock-time.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";
import { summaryPhrases } from "../../core/present/summary-words.ts";

/** One paragraph that answers the question people came with. */
export function SummaryPanel({ state, classId }: { readonly state: ReadyState; readonly classId: number | null }) {
  const { report } = state;
  const span = formatSpan(report.originNs, report.startNs.earliest, report.startNs.latest);
  return (
    <section class="panel result-lead" id="summary" aria-label="Summary">
      <p class="summary" data-testid="summary">
        {summaryPhrases(report, classId ?? -1).map(({ text, strong }, at) =>
          strong ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>,
        )}
      </p>
      <p class="summary-note">
        {formatCountOf(report.events, "event")} on {formatCountOf(report.hosts, "host")}, {span} UTC. 99 % of requests
        finish within {formatDuration(report.latencyNs.p99)}.
      </p>
    </section>
  );
}
