import { type PairSelection, queryOf } from "../../app/evidence-questions.ts";
import { showPairSql } from "../../app/show-sql.ts";
import type { PairQuery } from "../../core/analysis/pair-query.ts";
import type { Status } from "../../core/model/status.ts";
import { type EvidencePair, spokenNames } from "../../core/present/evidence-sides.ts";
import { formatCount, formatCountOf, shortId } from "../../core/present/number-format.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import { RELATION_KINDS } from "../../core/present/relation-words.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { latest, useAnswer } from "../shared/answer.ts";
import { VIEW_ENTRIES } from "../shell/views.tsx";
import { CaseFigure } from "./case-figure.tsx";
import { CaseTable } from "./case-table.tsx";
import { DrawerFrame, EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { EvidenceCounting, EvidenceFailed, EvidenceGone } from "./evidence-state.tsx";
import { MarginFigure } from "./margin-figure.tsx";
import { PairName } from "./side-name.tsx";
import { SupportList } from "./support-list.tsx";
import { useEvidence } from "./use-evidence.ts";
import { VerdictSection } from "./verdict-section.tsx";
import { WindowFigure } from "./window-figure.tsx";

const NAMES: Readonly<Record<PairSelection["on"], string>> = {
  order: "Happens-before",
  "event-order": "Happens-before, events",
  exclusion: "Mutual exclusion",
  pipeline: "Pipeline",
};

interface PairEvidenceProps {
  readonly context: EvidenceContext;
  readonly selection: PairSelection;
}

/** The evidence for one relation: verdict, counts, margins, windows, and the requests down to their log lines. */
export function PairEvidence({ context, selection }: PairEvidenceProps) {
  const { workspace, filter, present } = context;
  const query = queryOf(selection, present.id);
  const { questions } = workspace;
  const named = useAnswer("pair", () => questions.pairs.pair(query));
  const evidence = useEvidence(filter, (onEvidence, signal) =>
    questions.pairs.report(query, filter, onEvidence, signal),
  );
  const pair = latest(named);
  const report = latest(evidence.answer);
  const words = RELATION_KINDS.find(({ kind }) => kind === query.relation) ?? RELATION_KINDS[0];
  const isGone = named.state === "answered" && named.value === null;
  const close = () => workspace.select(null);
  const { status } = report ?? { status: null };
  return (
    <DrawerFrame
      kick={
        <>
          {NAMES[selection.on]}
          {status !== null && (
            <span class="ev-status">
              <StatusMark status={status} /> {status}
            </span>
          )}
        </>
      }
      title={pair !== null && <PairName pair={pair} symbol={words.symbol} verb={words.verb} colors={context.colors} />}
      actions={
        pair !== null && (
          <PairActions context={context} selection={selection} pair={pair} query={query} status={status} />
        )
      }
      isBusy={named.state === "asking" || evidence.answer.state === "asking"}
      onClose={close}
    >
      {isGone ? (
        <EvidenceGone what="This pair" className={present.name} />
      ) : evidence.answer.state === "failed" ? (
        <EvidenceFailed message={evidence.answer.message} onRetry={evidence.retry} />
      ) : report === null || pair === null ? (
        <EvidenceCounting progress={evidence.progress} />
      ) : (
        <div class={evidence.answer.state === "asking" ? "ev-stale" : ""}>
          {evidence.answer.state === "asking" && <EvidenceCounting progress={evidence.progress} />}
          <PairReportView context={context} report={report} pair={pair} />
        </div>
      )}
    </DrawerFrame>
  );
}

interface PairReportProps {
  readonly context: EvidenceContext;
  readonly report: PairReport;
  readonly pair: EvidencePair;
}

function PairReportView({ context, report, pair }: PairReportProps) {
  const { query, refuters, tightest, violations, support, undecided } = report;
  const { relation } = query;
  const [first] = refuters;
  return (
    <>
      <VerdictSection report={report} />
      {support + violations + undecided === 0 && <NeverTogether context={context} pair={pair} />}
      {first !== undefined && (
        <EvidenceSection title="One counterexample" action={<span class="id">{shortId(first.id)}</span>}>
          <CaseFigure context={context} relation={relation} pair={pair} found={first} />
        </EvidenceSection>
      )}
      <MarginFigure report={report} />
      <WindowFigure report={report} />
      <CaseTable
        context={context}
        relation={relation}
        title="Tightest requests"
        note={tightest.length < support ? `${tightest.length} of ${formatCount(support)}` : "all of them"}
        amount="margin"
        cases={tightest}
      />
      <CaseTable
        context={context}
        relation={relation}
        title="Requests against it"
        note={refuters.length < violations ? `${refuters.length} of ${formatCount(violations)}` : "all of them"}
        amount="by"
        cases={refuters}
      />
      <OrdersSeen report={report} />
      <SupportList context={context} report={report} />
    </>
  );
}

/** Of two that no request has both of: how many have either. */
function NeverTogether({ context, pair }: { readonly context: EvidenceContext; readonly pair: EvidencePair }) {
  const { workspace, filter, present } = context;
  const [from, to] = spokenNames(pair);
  const [a, b] = pair.map(({ requests }) => requests);
  return (
    <section class="ev-section" aria-label="How many have either">
      {a !== null && b !== null && (
        <p class="ev-bound ev-first">
          Of all requests of class {present.name}, {formatCount(a)} have {from}, {formatCount(b)} have {to}.
        </p>
      )}
      {filter !== "" && (
        <p class="ev-bound">
          The filter keeps {formatCountOf(present.requests, "request")} of this class; without it there may be some with
          both.{" "}
          <button type="button" class="link" onClick={() => workspace.setTerms([])}>
            Remove all filters
          </button>
        </p>
      )}
    </section>
  );
}

/** In which orders a pipeline handed over its elements. */
function OrdersSeen({ report }: { readonly report: PairReport }) {
  const { orders } = report;
  if (orders.length === 0) return null;
  return (
    <EvidenceSection title="Orders seen" note={formatCountOf(orders.length, "order")}>
      <ol class="ev-orders">
        {orders.slice(0, MOST_ORDERS).map(({ elements, requests, example }) => (
          <li key={example}>
            <span class="ev-order" title={elements.join(", ")}>
              {elements.join(", ")}
            </span>
            <span class="ev-count">{formatCountOf(requests, "request")}</span>
          </li>
        ))}
      </ol>
    </EvidenceSection>
  );
}

const MOST_ORDERS = 5;

interface PairActionsProps {
  readonly context: EvidenceContext;
  readonly selection: PairSelection;
  readonly pair: EvidencePair;
  readonly query: PairQuery;
  /** Null while it is not known, and of a pair that is no hypothesis. */
  readonly status: Status | null;
}

function PairActions({ context, selection, pair, query, status }: PairActionsProps) {
  const { workspace } = context;
  const terms = pair.map(({ term }) => term).filter((term) => term !== null);
  const { from, to } = selection;
  return (
    <>
      <SqlButton onClick={() => showPairSql(workspace, context.present.name, query, pair)} />
      {terms.length === 2 && (
        <button
          type="button"
          class="button"
          title="Only requests that have both"
          onClick={() => workspace.setTerms([...workspace.terms, ...terms])}
        >
          Only these requests
        </button>
      )}
      {selection.on === "event-order" && (
        <button
          type="button"
          class="button"
          onClick={() => workspace.select({ on: "event-order", from: to, to: from })}
        >
          The reverse
        </button>
      )}
      {selection.on === "order" &&
        (status === "refuted" || status === "unresolved" ? (
          <button type="button" class="button" onClick={() => workspace.select({ on: "why-not", from, to })}>
            What holds instead?
          </button>
        ) : (
          <button type="button" class="button" onClick={() => workspace.select({ on: "why-not", from: to, to: from })}>
            Why not the reverse?
          </button>
        ))}
      {selection.on === "exclusion" && (
        <button type="button" class="button" onClick={() => workspace.select({ on: "why-not", from, to })}>
          Why not an order?
        </button>
      )}
    </>
  );
}

/** Nothing while there is no SQL view. */
export function SqlButton({ onClick }: { readonly onClick: () => void }) {
  if (!VIEW_ENTRIES.some(({ name }) => name === "sql")) return null;
  return (
    <button type="button" class="button" onClick={onClick}>
      Show SQL
    </button>
  );
}
