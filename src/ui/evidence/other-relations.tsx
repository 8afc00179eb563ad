import { selectionOf } from "../../app/evidence-questions.ts";
import type { Status } from "../../core/model/status.ts";
import { type EventPair, type Nesting, nestingSentence } from "../../core/present/evidence-nesting.ts";
import { type EvidencePair, spokenNames } from "../../core/present/evidence-sides.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import { RELATION_KINDS } from "../../core/present/relation-words.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { latest, useAnswer } from "../shared/answer.ts";
import { EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { SideName } from "./side-name.tsx";

const HOLDING: ReadonlySet<Status | null> = new Set<Status | null>(["holds", "tentative", "near"]);

interface OtherRelationsProps {
  readonly context: EvidenceContext;
  readonly pair: EvidencePair;
  /** The order that was asked for. */
  readonly order: PairReport;
  /** The reverse, exclusion and pipelines of the same two. */
  readonly others: readonly PairReport[];
}

/** What holds between two segments instead of the order that was asked for, and what else was tested. */
export function OtherRelations({ context, pair, order, others }: OtherRelationsProps) {
  // Nothing was tested where the status is null, and vacuous says nothing of a pair that meets.
  const tested = others.filter(({ status }) => status !== null && status !== "vacuous");
  const holding = tested.filter(({ status }) => HOLDING.has(status));
  const rest = tested.filter(({ status }) => !HOLDING.has(status));
  const asks = !HOLDING.has(order.status);
  const { workspace, filter, present } = context;
  const { from, to } = order.query;
  const nested = useAnswer(`${from} ${to} ${filter}`, () =>
    workspace.questions.pairs.nesting(present.id, from, to, filter),
  );
  const nesting = latest(nested);
  return (
    <>
      {(asks || holding.length > 0 || nesting !== null) && (
        <EvidenceSection title={asks ? "What holds instead" : "What holds besides"}>
          {holding.length === 0 && nesting === null && nested.state === "answered" && (
            <p class="ev-bound ev-first ev-nothing">Of what was tested between these two, nothing.</p>
          )}
          <ul class="ev-instead">
            {nesting !== null && <NestingLine context={context} pair={pair} order={order} nesting={nesting} />}
            {holding.map((report) => (
              <RelationLine key={keyOf(report)} context={context} report={report} />
            ))}
            {asks && <NearestBefore context={context} pair={pair} order={order} />}
          </ul>
        </EvidenceSection>
      )}
      {rest.length > 0 && (
        <EvidenceSection title="Tested too">
          <ul class="ev-instead">
            {rest.map((report) => (
              <RelationLine key={keyOf(report)} context={context} report={report} />
            ))}
          </ul>
        </EvidenceSection>
      )}
    </>
  );
}

function keyOf({ query: { relation, from, to } }: PairReport): string {
  return `${relation} ${from} ${to}`;
}

function RelationLine({ context, report }: { readonly context: EvidenceContext; readonly report: PairReport }) {
  const { query, status, sentences } = report;
  const words = RELATION_KINDS.find(({ kind }) => kind === query.relation) ?? RELATION_KINDS[0];
  return (
    <li>
      {status !== null && <StatusMark status={status} />}
      <span>
        <strong>{query.relation === "segmentHappensBefore" ? "The reverse" : capitalised(words.name)}.</strong>{" "}
        {sentences[0]}{" "}
        <button type="button" class="link" onClick={() => context.workspace.select(selectionOf(query))}>
          Evidence
        </button>
      </span>
    </li>
  );
}

interface NestingLineProps extends Omit<OtherRelationsProps, "others"> {
  readonly nesting: Nesting;
}

/** One of the two always runs within the other: the orders of their starts and of their ends are the evidence. */
function NestingLine({ context, pair, order, nesting }: NestingLineProps) {
  const [first, second] = spokenNames(pair);
  const [outer, inner] = nesting.outer === order.query.from ? [first, second] : [second, first];
  const ends: readonly (readonly [string, EventPair | null])[] = [
    ["starts", nesting.starts],
    ["ends", nesting.ends],
  ];
  return (
    <li>
      <StatusMark status={nesting.status} />
      <span>
        <strong>Runs within.</strong> {nestingSentence(nesting, inner, outer)} Evidence:
        {ends.map(
          ([name, events]) =>
            events !== null && (
              <>
                {" "}
                <button
                  type="button"
                  class="link"
                  aria-label={`Evidence of the ${name}`}
                  onClick={() => context.workspace.select({ on: "event-order", ...events })}
                >
                  {name}
                </button>
              </>
            ),
        )}
      </span>
    </li>
  );
}

/** The most direct order that does lead to the second segment. */
function NearestBefore({ context, pair, order }: Omit<OtherRelationsProps, "others">) {
  const { workspace, filter, present, colors } = context;
  const { to } = order.query;
  const answer = useAnswer(`${to} ${filter}`, () => workspace.questions.pairs.segment(present.id, to, filter));
  const nearest = latest(answer)?.waitsFor.shown[0];
  if (nearest === undefined) return null;
  return (
    <li>
      <StatusMark status={nearest.status} />
      <span>
        <strong>Nearest that does.</strong> <SideName side={nearest.side} colors={colors} /> always finishes before{" "}
        {pair[1].label} starts.{" "}
        <button type="button" class="link" onClick={() => workspace.select({ on: "order", from: nearest.segment, to })}>
          Evidence
        </button>
      </span>
    </li>
  );
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
