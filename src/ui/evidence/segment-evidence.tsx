import { showSegmentSql } from "../../app/show-sql.ts";
import type { Selection } from "../../app/view-state.ts";
import type { StatusCounts } from "../../core/model/status.ts";
import type { NeighbourList, SegmentNeighbour, SegmentReport } from "../../core/present/evidence-segment.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import { STATUS_WORDS } from "../../core/present/relation-words.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { latest, useAnswer } from "../shared/answer.ts";
import { useRoving } from "../shared/use-roving.ts";
import { DrawerFrame, EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { EvidenceFailed, EvidenceGone } from "./evidence-state.tsx";
import { Figures } from "./figures.tsx";
import { SqlButton } from "./pair-evidence.tsx";
import { SideName, Stretches } from "./side-name.tsx";
import { SpreadFigure } from "./spread-figure.tsx";
import { useEvidence } from "./use-evidence.ts";

/** From this share of requests on a segment is drawn as critical (look, colour). */
const CRITICAL_SHARE = 0.1;

interface SegmentEvidenceProps {
  readonly context: EvidenceContext;
  readonly segment: number;
}

/** What is known of one segment kind: how often, how long, how critical, and which relations it stands in. */
export function SegmentEvidence({ context, segment }: SegmentEvidenceProps) {
  const { workspace, filter, present } = context;
  const { answer, retry } = useEvidence(filter, () => workspace.questions.pairs.segment(present.id, segment, filter));
  const spread = useAnswer(filter, (signal) => workspace.questions.segmentSpread(present.id, filter, signal));
  const report = latest(answer);
  const ofSegment = latest(spread)?.[segment] ?? null;
  return (
    <DrawerFrame
      kick={
        <>
          Segment
          {report !== null && report.onPathShare >= CRITICAL_SHARE && (
            <span class="ev-critical">on the critical path</span>
          )}
        </>
      }
      title={
        report !== null && (
          <>
            <h2 class="ev-pair">
              <SideName side={report.side} colors={context.colors} />
            </h2>
            <Stretches sides={[report.side]} />
          </>
        )
      }
      actions={report !== null && <SegmentActions context={context} report={report} />}
      isBusy={answer.state === "asking" || spread.state === "asking"}
      onClose={() => workspace.select(null)}
    >
      {answer.state === "failed" ? (
        <EvidenceFailed message={answer.message} onRetry={retry} />
      ) : answer.state === "answered" && report === null ? (
        <EvidenceGone what="This segment" className={present.name} />
      ) : report === null ? null : (
        <div class={answer.state === "asking" ? "ev-stale" : ""}>
          <SegmentVerdict report={report} />
          {ofSegment !== null && ofSegment.requests > 0 && <SpreadFigure spread={ofSegment} meanNs={report.meanNs} />}
          <Neighbours
            context={context}
            list={report.waitsFor}
            title="Always waits for"
            empty="Nothing always finishes before it starts."
            selectionOf={({ segment: other }) => ({ on: "order", from: other, to: segment })}
          />
          <Neighbours
            context={context}
            list={report.waitedForBy}
            title="What always waits for it"
            empty="Nothing always starts after it has finished."
            selectionOf={({ segment: other }) => ({ on: "order", from: segment, to: other })}
          />
          {report.excludes.total > 0 && (
            <Neighbours
              context={context}
              list={report.excludes}
              title="Never overlaps"
              empty=""
              selectionOf={({ segment: other }) => ({ on: "exclusion", from: segment, to: other })}
            />
          )}
          {[
            { list: report.within, title: "Always runs within" },
            { list: report.encloses, title: "What always runs within it" },
          ].map(
            ({ list, title }) =>
              list.total > 0 && (
                <Neighbours
                  key={title}
                  context={context}
                  list={list}
                  title={title}
                  empty=""
                  selectionOf={({ segment: other }) => ({ on: "segment", segment: other })}
                />
              ),
          )}
          <TestedRelations report={report} />
        </div>
      )}
    </DrawerFrame>
  );
}

function SegmentVerdict({ report }: { readonly report: SegmentReport }) {
  const { side, requests, classRequests, onPathShare, pathNs, pathShare, meanNs } = report;
  const share = requests / Math.max(1, classRequests);
  return (
    <section class="ev-section" aria-label="Verdict">
      <p class="ev-verdict" data-testid="verdict">
        {requests === 0 ? (
          <>No request has {side.label}.</>
        ) : requests === classRequests ? (
          <>
            <strong>Every</strong> request has {side.label}
          </>
        ) : (
          <>
            {formatCount(requests)} of {formatCountOf(classRequests, "request")} have {side.label}
          </>
        )}
        {requests > 0 &&
          (onPathShare === 0
            ? "; it is on no critical path."
            : `; it is on the critical path of ${formatShare(onPathShare)} of all.`)}
      </p>
      <Figures
        figures={[
          { name: "have it", value: formatShare(share), title: `${formatCountOf(requests, "request")} have it` },
          { name: "mean time", value: formatDuration(meanNs), title: "Mean duration of an occurrence" },
          {
            name: "on the path",
            value: formatShare(onPathShare),
            title: "Share of requests with it on their critical path",
          },
        ]}
      />
      {pathNs > 0 && (
        <p class="ev-bound">
          Requests wait {formatDuration(pathNs)} for it on average, {formatShare(pathShare)} of their latency.
        </p>
      )}
    </section>
  );
}

interface NeighboursProps {
  readonly context: EvidenceContext;
  readonly list: NeighbourList;
  readonly title: string;
  readonly empty: string;
  readonly selectionOf: (neighbour: SegmentNeighbour) => Selection;
}

/** Segments in a surviving relation with the one selected; a click leads to the evidence. */
function Neighbours({ context, list, title, empty, selectionOf }: NeighboursProps) {
  const roving = useRoving(list.shown.length);
  const rest = list.total - list.shown.length;
  return (
    <EvidenceSection title={title} note={list.total === 0 ? undefined : formatCountOf(list.total, "segment")}>
      {list.total === 0 ? (
        <p class="ev-bound ev-first">{empty}</p>
      ) : (
        <ul class="ev-neighbours" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
          {list.shown.map((neighbour, at) => (
            <li key={neighbour.segment}>
              <button
                type="button"
                class="ev-neighbour"
                data-rove
                tabIndex={roving.tabIndex(at)}
                title={`${neighbour.side.name}: ${neighbour.status}, in ${formatCountOf(neighbour.support, "request")}`}
                onClick={() => context.workspace.select(selectionOf(neighbour))}
              >
                <StatusMark status={neighbour.status} />
                <SideName side={neighbour.side} colors={context.colors} />
                <span class="ev-count">{formatCount(neighbour.support)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && <p class="ev-bound">and {formatCount(rest)} more, in fewer reduced graphs or requests.</p>}
    </EvidenceSection>
  );
}

/** What became of all hypotheses that it takes part in. */
function TestedRelations({ report }: { readonly report: SegmentReport }) {
  const kinds: readonly (readonly [string, StatusCounts])[] = [
    ["orders", report.orders],
    ["exclusions", report.exclusions],
  ];
  const statuses = STATUS_WORDS.filter(({ status }) => kinds.some(([, counts]) => counts[status] > 0));
  const tested = report.orders.hypotheses + report.exclusions.hypotheses;
  if (tested === 0) return null;
  return (
    <EvidenceSection title="Tested with it" note={formatCountOf(tested, "relation")}>
      <table class="ev-table">
        <caption class="hidden">Relations with this segment by status</caption>
        <thead>
          <tr>
            <th scope="col">status</th>
            {kinds.map(([name]) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statuses.map(({ status, meaning }) => (
            <tr key={status} title={meaning}>
              <th scope="row">
                <StatusMark status={status} /> {status}
              </th>
              {kinds.map(([name, counts]) => (
                <td key={name} class={counts[status] === 0 ? "number quiet" : "number"}>
                  {formatCount(counts[status])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </EvidenceSection>
  );
}

function SegmentActions({ context, report }: { readonly context: EvidenceContext; readonly report: SegmentReport }) {
  const { workspace, present } = context;
  const { segment, side, requests, classRequests } = report;
  const { term } = side;
  return (
    <>
      <SqlButton onClick={() => showSegmentSql(workspace, present.name, side)} />
      {term?.on === "segment" && requests < classRequests && (
        <>
          <button type="button" class="button" onClick={() => workspace.addTerm(term)}>
            Requests with it
          </button>
          <button type="button" class="button" onClick={() => workspace.addTerm({ ...term, has: false })}>
            Without it
          </button>
        </>
      )}
      <button
        type="button"
        class="button"
        title="Ask why it has no order with another segment"
        onClick={() => workspace.select({ on: "why-not", from: segment, to: segment })}
      >
        Why not?
      </button>
    </>
  );
}
