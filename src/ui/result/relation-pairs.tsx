import { useSignal } from "@preact/signals";
import { selectionOf } from "../../app/evidence-questions.ts";
import type { Status } from "../../core/model/status.ts";
import { formatCount } from "../../core/present/number-format.ts";
import type { RelationKind } from "../../core/present/relation-rows.ts";
import { RELATION_KINDS, STATUS_WORDS } from "../../core/present/relation-words.ts";
import type { PageSession } from "../app-view.tsx";
import { latest, useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { Pager } from "../shared/pager.tsx";
import { TableScroll } from "../shared/panel.tsx";
import { SegmentName } from "../shared/segment-name.tsx";
import { useRoving } from "../shared/use-roving.ts";

interface RelationPairsProps {
  readonly session: PageSession;
  readonly classId: number;
  readonly kind: RelationKind;
  readonly status: Status;
}

const ROWS = 20;

/** The pairs of one kind and status, those that most request graphs keep first. A row leads to the evidence. */
export function RelationPairs({ session, classId, kind, status }: RelationPairsProps) {
  const offset = useSignal(0);
  const { workspace } = session;
  const filter = workspace?.shown.value.filter ?? "";
  const answer = useAnswer(`${offset.value} ${filter}`, () =>
    session.questions.relationPage(kind, classId, status, offset.value, ROWS, filter),
  );
  const selected = workspace?.view.value.selection ?? null;
  const roving = useRoving(ROWS);
  const words = RELATION_KINDS.find((entry) => entry.kind === kind) ?? RELATION_KINDS[0];
  const meaning = STATUS_WORDS.find((entry) => entry.status === status)?.meaning ?? "";
  if (answer.state === "failed") return <Notice tone="error">The pairs cannot be shown. {answer.message}</Notice>;
  const page = latest(answer);
  if (page === null) return <p class="panel-text">Sorting pairs.</p>;
  const counted = page.rows.some(({ reducedIn }) => reducedIn !== null);
  const caption = `${words.name}, ${status}: ${meaning}`;
  return (
    <div
      class={answer.state === "asking" ? "waiting" : ""}
      data-testid="relation-pairs"
      aria-busy={answer.state === "asking"}
    >
      <p class="panel-text relation-caption">
        <strong>{words.name}</strong>: {words.meaning}. {capitalised(status)}: {meaning}.
      </p>
      <TableScroll label={caption}>
        <table class="table table-fixed">
          <caption class="hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">first</th>
              <th scope="col" class="sign">
                <span class="hidden">relation</span>
              </th>
              <th scope="col">second</th>
              <th scope="col" class="number narrow">
                support
              </th>
              <th scope="col" class="number narrow" title={`requests in which the second ${words.violation}`}>
                against
              </th>
              <th scope="col" class="number narrow" title="requests in which clocks or resolution hide the order">
                undecided
              </th>
              {counted && (
                <th scope="col" class="number narrow" title="requests whose own reduced graph keeps this pair">
                  in graphs
                </th>
              )}
            </tr>
          </thead>
          <tbody onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
            {page.rows.map((row, at) => {
              const selection = selectionOf({ relation: kind, from: row.fromId, to: row.toId });
              const isSelected = selected !== null && JSON.stringify(selected) === JSON.stringify(selection);
              const select = () => workspace?.select(selection);
              return (
                <tr key={at} class={isSelected ? "relation-row chosen" : "relation-row"} onClick={select}>
                  <th scope="row">
                    <button
                      type="button"
                      class="relation-choose"
                      data-rove
                      tabIndex={roving.tabIndex(at)}
                      aria-pressed={isSelected}
                      aria-label={`Evidence: ${row.from} ${words.verb} ${row.to}`}
                    >
                      <SegmentName name={row.from} />
                    </button>
                  </th>
                  <td class="quiet">
                    <span aria-hidden="true">{words.symbol}</span>
                    <span class="hidden">{status === "holds" ? words.verb : `${status}: ${words.verb}`}</span>
                  </td>
                  <td>
                    <SegmentName name={row.to} />
                  </td>
                  <td class="number">{formatCount(row.support)}</td>
                  <td class={row.violations > 0 ? "number against" : "number"}>{formatCount(row.violations)}</td>
                  <td class="number">{formatCount(row.undecided)}</td>
                  {counted && <td class="number">{row.reducedIn === null ? "–" : formatCount(row.reducedIn)}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
      <Pager
        what="pairs"
        total={page.total}
        offset={offset.value}
        size={ROWS}
        onOffset={(next) => {
          offset.value = next;
        }}
      />
    </div>
  );
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
