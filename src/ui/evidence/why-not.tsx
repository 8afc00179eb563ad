import { selectionOf } from "../../app/evidence-questions.ts";
import { showPairSql } from "../../app/show-sql.ts";
import { type EvidencePair, type EvidenceSide, spokenNames } from "../../core/present/evidence-sides.ts";
import { formatCount, shortId } from "../../core/present/number-format.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import { latest } from "../shared/answer.ts";
import { CaseFigure } from "./case-figure.tsx";
import { DrawerFrame, EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { EvidenceCounting, EvidenceFailed, EvidenceGone } from "./evidence-state.tsx";
import { OtherRelations } from "./other-relations.tsx";
import { SqlButton } from "./pair-evidence.tsx";
import { SegmentCombobox } from "./segment-combobox.tsx";
import { Stretches } from "./side-name.tsx";
import { useEvidence } from "./use-evidence.ts";
import { VerdictSection } from "./verdict-section.tsx";
import { WindowFigure } from "./window-figure.tsx";

interface WhyNotProps {
  readonly context: EvidenceContext;
  /** Segment kinds; equal while the second is not chosen. */
  readonly from: number;
  readonly to: number;
}

/** Why one segment does not always finish before another starts: what refuted it, and what holds instead. */
export function WhyNot({ context, from, to }: WhyNotProps) {
  const { workspace, present, colors } = context;
  const { answer: named, retry } = useEvidence("sides", () => workspace.questions.pairs.segments(present.id));
  const sides = latest(named) ?? [];
  const isAsked = from !== to;
  const pair = isAsked && sides[from] !== undefined && sides[to] !== undefined ? [sides[from], sides[to]] : null;
  const isGone = named.state === "answered" && (sides[from] === undefined || sides[to] === undefined);
  const ask = (next: { readonly from: number; readonly to: number }) =>
    workspace.go({ selection: { on: "why-not", ...next } });
  return (
    <DrawerFrame
      kick="Why not?"
      title={
        <div class="ev-asker">
          <h2 class="hidden">Why does one segment not always finish before another?</h2>
          <SegmentCombobox
            label="First segment"
            sides={sides}
            chosen={from}
            colors={colors}
            onChoose={(chosen) => ask({ from: chosen, to: isAsked ? to : chosen })}
          />
          <span class="ev-asker-verb">always finishes before</span>
          <SegmentCombobox
            label="Second segment"
            sides={sides}
            chosen={isAsked ? to : null}
            colors={colors}
            onChoose={(chosen) => ask({ from, to: chosen })}
          />
          {pair !== null && <Stretches sides={pair} />}
        </div>
      }
      actions={pair !== null && <WhyNotActions context={context} pair={[pair[0], pair[1]]} from={from} to={to} />}
      isBusy={named.state === "asking"}
      onClose={() => workspace.select(null)}
    >
      {isGone ? (
        <EvidenceGone what="This pair" className={present.name} />
      ) : named.state === "failed" ? (
        <EvidenceFailed message={named.message} onRetry={retry} />
      ) : pair === null ? (
        isAsked ? null : (
          <section class="ev-section" aria-label="Choose">
            <p class="ev-verdict">Choose the segment that may have to wait.</p>
            <p class="ev-bound">
              You will see the requests that refute the order, with their log lines, and whatever does hold between the
              two.
            </p>
          </section>
        )
      ) : (
        <Asked key={`${from} ${to}`} context={context} pair={[pair[0], pair[1]]} from={from} to={to} />
      )}
    </DrawerFrame>
  );
}

interface AskedProps {
  readonly context: EvidenceContext;
  readonly pair: EvidencePair;
  readonly from: number;
  readonly to: number;
}

function Asked({ context, pair, from, to }: AskedProps) {
  const { workspace, filter, present } = context;
  const evidence = useEvidence(filter, (onEvidence, signal) =>
    workspace.questions.pairs.whyNot(present.id, from, to, filter, onEvidence, signal),
  );
  const reports = latest(evidence.answer);
  if (evidence.answer.state === "failed") {
    return <EvidenceFailed message={evidence.answer.message} onRetry={evidence.retry} />;
  }
  const [order, ...others] = reports ?? [];
  if (order === undefined) return <EvidenceCounting progress={evidence.progress} />;
  return (
    <div class={evidence.answer.state === "asking" ? "ev-stale" : ""} aria-busy={evidence.answer.state === "asking"}>
      {evidence.answer.state === "asking" && <EvidenceCounting progress={evidence.progress} />}
      <VerdictSection report={order} />
      <Surviving context={context} report={order} />
      <Met context={context} pair={pair} report={order} />
      <Counterexample context={context} pair={pair} report={order} />
      <OtherRelations context={context} pair={pair} order={order} others={others} />
      <WindowFigure report={order} />
    </div>
  );
}

/** The order was not refuted after all. */
function Surviving({ context, report }: { readonly context: EvidenceContext; readonly report: PairReport }) {
  const { status, query } = report;
  if (status !== "holds" && status !== "tentative" && status !== "near") return null;
  return (
    <section class="ev-section" aria-label="It does">
      <p class="ev-bound ev-first">
        {status === "near" ? "It does, but for exceptions. " : "Nothing refutes it. "}
        <button type="button" class="link" onClick={() => context.workspace.select(selectionOf(query))}>
          See its evidence
        </button>
      </p>
    </section>
  );
}

/** Of two that never meet: how many requests have either. */
function Met({
  context,
  pair,
  report,
}: {
  readonly context: EvidenceContext;
  readonly pair: EvidencePair;
  readonly report: PairReport;
}) {
  if (report.support + report.violations + report.undecided > 0) return null;
  const [from, to] = spokenNames(pair);
  const [a, b] = pair.map(({ requests }: EvidenceSide) => requests ?? 0);
  return (
    <section class="ev-section" aria-label="How many have either">
      <p class="ev-bound ev-first">
        Of all requests of class {context.present.name}, {formatCount(a)} have {from}, {formatCount(b)} have {to}.
      </p>
    </section>
  );
}

/** The first request that refutes the order. */
function Counterexample({
  context,
  pair,
  report,
}: {
  readonly context: EvidenceContext;
  readonly pair: EvidencePair;
  readonly report: PairReport;
}) {
  const [first] = report.refuters;
  if (first === undefined) return null;
  return (
    <EvidenceSection
      title="One counterexample"
      action={
        <button
          type="button"
          class="link id"
          aria-label={`Open request ${first.id}`}
          onClick={() => context.workspace.go({ view: "requests", request: first.rank })}
        >
          {shortId(first.id)}
        </button>
      }
    >
      <CaseFigure context={context} relation={report.query.relation} pair={pair} found={first} />
    </EvidenceSection>
  );
}

function WhyNotActions({ context, pair, from, to }: AskedProps) {
  const { workspace, present } = context;
  const terms = pair.map(({ term }) => term).filter((term) => term !== null);
  return (
    <>
      <SqlButton
        onClick={() =>
          showPairSql(
            workspace,
            present.name,
            { relation: "segmentHappensBefore", classId: present.id, from, to },
            pair,
          )
        }
      />
      <button type="button" class="button" onClick={() => workspace.select({ on: "why-not", from: to, to: from })}>
        Ask the reverse
      </button>
      <button
        type="button"
        class="button"
        title="Only requests that have both"
        onClick={() => workspace.setTerms([...workspace.terms, ...terms])}
      >
        Only requests with both
      </button>
    </>
  );
}
