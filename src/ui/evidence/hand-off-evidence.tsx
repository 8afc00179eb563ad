import { showSql } from "../../app/show-sql.ts";
import type { HandOffPlace, HandOffReport } from "../../core/present/evidence-hand-off.ts";
import type { EvidenceSide } from "../../core/present/evidence-sides.ts";
import { formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import { latest } from "../shared/answer.ts";
import { useRoving } from "../shared/use-roving.ts";
import { DrawerFrame, EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { EvidenceFailed } from "./evidence-state.tsx";
import { Figures } from "./figures.tsx";
import { SqlButton } from "./pair-evidence.tsx";
import { PairName, SideName } from "./side-name.tsx";
import { useEvidence } from "./use-evidence.ts";

interface HandOffEvidenceProps {
  readonly context: EvidenceContext;
  /** Components. */
  readonly from: number;
  readonly to: number;
}

const MOST_PLACES = 8;

/** Time on the critical path between two components, which no segment of either accounts for. */
export function HandOffEvidence({ context, from, to }: HandOffEvidenceProps) {
  const { workspace, filter, present, colors } = context;
  const { answer, retry } = useEvidence(filter, () => workspace.questions.pairs.handOff(present.id, from, to, filter));
  const report = latest(answer);
  return (
    <DrawerFrame
      kick="Hand-off"
      title={
        report !== null && (
          <PairName
            pair={[componentSide(report.from), componentSide(report.to)]}
            symbol="⇢"
            verb="hands off to"
            colors={colors}
          />
        )
      }
      actions={<SqlButton onClick={() => showSql(workspace, "critical_path_of_class", { class: present.name })} />}
      isBusy={answer.state === "asking"}
      onClose={() => workspace.select(null)}
    >
      {answer.state === "failed" ? (
        <EvidenceFailed message={answer.message} onRetry={retry} />
      ) : answer.state === "answered" && report === null ? (
        <section class="ev-section" aria-label="Nothing there">
          <p class="ev-verdict">No request of class {present.name} has such a hand-off on its critical path.</p>
          <p class="ev-bound">
            {filter === ""
              ? "Its requests pass between these components within segments, or not at all."
              : "Among the requests that the filter keeps; others may have it."}
          </p>
        </section>
      ) : report === null ? null : (
        <div class={answer.state === "asking" ? "ev-stale" : ""}>
          <HandOffVerdict report={report} />
          <Places context={context} places={report.places} />
        </div>
      )}
    </DrawerFrame>
  );
}

function componentSide(name: string): EvidenceSide {
  return { component: name, task: "", label: name, since: null, name, requests: null, term: null };
}

function HandOffVerdict({ report }: { readonly report: HandOffReport }) {
  const { from, to, requests, onPathShare, meanNs, meanShare } = report;
  return (
    <section class="ev-section" aria-label="Verdict">
      <p class="ev-verdict" data-testid="verdict">
        {formatShare(onPathShare)} of {formatCountOf(requests, "request")} wait while work passes from {from} to {to}:{" "}
        <strong>{formatDuration(meanNs)}</strong> a request on average.
      </p>
      <Figures
        figures={[
          { name: "on the path", value: formatShare(onPathShare) },
          { name: "mean time", value: formatDuration(meanNs), title: "Over all requests with a path" },
          { name: "of the latency", value: formatShare(meanShare) },
        ]}
      />
      <p class="ev-bound">
        Time between the last event of one component and the first of the other: network, queues, and whatever neither
        logs.
      </p>
    </section>
  );
}

function Places({ context, places }: { readonly context: EvidenceContext; readonly places: readonly HandOffPlace[] }) {
  const shown = places.slice(0, MOST_PLACES);
  const roving = useRoving(shown.length);
  if (shown.length === 0) return null;
  const open = ({ from, to, isOrder }: HandOffPlace) =>
    context.workspace.select(isOrder ? { on: "order", from, to } : { on: "segment", segment: to });
  return (
    <EvidenceSection title="Where it can happen" note="share of reduced graphs">
      <ul class="ev-neighbours" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        {shown.map((place, at) => {
          const { sides, direction, reducedInShare } = place;
          const [first, second] = direction === "there" ? sides : [sides[1], sides[0]];
          return (
            <li key={`${place.from} ${place.to} ${direction}`}>
              <button
                type="button"
                class="ev-neighbour"
                data-rove
                tabIndex={roving.tabIndex(at)}
                onClick={() => open(place)}
              >
                <span class="ev-place">
                  <SideName side={first} colors={context.colors} />
                  <span class="ev-symbol">{direction === "there" ? "⇢" : "⇠"}</span>
                  <SideName side={second} colors={context.colors} />
                </span>
                <span class="ev-count">{formatShare(reducedInShare)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </EvidenceSection>
  );
}
