import { selectionOfPath } from "../../app/path-selection.ts";
import { printViewState } from "../../app/view-state.ts";
import type { Workspace } from "../../app/workspace.ts";
import { formatSpan } from "../../core/present/clock-time.ts";
import { formatCountOf, formatDuration } from "../../core/present/number-format.ts";
import { type Phrase, summaryPhrases } from "../../core/present/summary-words.ts";

/** One paragraph that answers the question people came with; what it names can be chosen. */
export function SummaryPanel({ workspace }: { readonly workspace: Workspace }) {
  const { report } = workspace.shown.value;
  const present = workspace.present.value;
  const span = formatSpan(report.originNs, report.startNs.earliest, report.startNs.latest);
  const latencyNs = present?.latencyNs ?? report.latencyNs;
  return (
    <section class="panel" id="summary" aria-label="Summary">
      <p class="overview-summary" data-testid="summary">
        {summaryPhrases(report, present?.id ?? -1).map((phrase, at) => (
          <SummaryPhrase key={at} phrase={phrase} workspace={workspace} />
        ))}
      </p>
      <p class="overview-note">
        {formatCountOf(report.events, "event")} on {formatCountOf(report.hosts, "host")}, {span} UTC. 99 % of requests
        finish within {formatDuration(latencyNs.p99)}.{" "}
        <button type="button" class="link overview-link" onClick={() => workspace.open("path")}>
          Critical path
        </button>{" "}
        ·{" "}
        <button type="button" class="link overview-link" onClick={() => workspace.open("graph")}>
          Causal graph
        </button>
      </p>
    </section>
  );
}

function SummaryPhrase({ phrase, workspace }: { readonly phrase: Phrase; readonly workspace: Workspace }) {
  const { text, strong, names } = phrase;
  const selection = names === null ? null : selectionOfPath(names);
  if (selection !== null) {
    return (
      // A link, not a button: long names wrap within the sentence.
      <a
        href={printViewState({ ...workspace.view.value, selection })}
        onClick={(event) => {
          event.preventDefault();
          workspace.select(selection);
        }}
      >
        {text}
      </a>
    );
  }
  return strong ? <strong>{text}</strong> : <span>{text}</span>;
}
