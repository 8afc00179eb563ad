import { useSignal } from "@preact/signals";
import type { Status } from "../../core/model/status.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatCount } from "../../core/present/number-format.ts";
import type { RelationKind } from "../../core/present/relation-rows.ts";
import { RELATION_KINDS, STATUS_WORDS } from "../../core/present/relation-words.ts";
import type { PageSession } from "../app-view.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { RelationPairs } from "./relation-pairs.tsx";
import { StatusMark } from "./status-mark.tsx";

interface RelationsPanelProps {
  readonly session: PageSession;
  readonly present: ClassReport;
}

interface Choice {
  readonly kind: RelationKind;
  readonly status: Status;
}

/** Hypotheses of a class by kind and status; a count opens its pairs. */
export function RelationsPanel({ session, present }: RelationsPanelProps) {
  const choice = useSignal<Choice | null>(firstChoice(present));
  const { relations } = present;
  return (
    <Panel
      id="relations"
      title="Relations"
      note={`of ${present.name}; choose a count to see its pairs`}
      class="result-wide"
    >
      <div class="relations">
        <TableScroll label="Relations by status">
          <table class="table">
            <caption class="hidden">Tested relations of {present.name} by kind and status</caption>
            <thead>
              <tr>
                <th scope="col">status</th>
                {RELATION_KINDS.map(({ kind, name, meaning }) => (
                  <th key={kind} scope="col" class="number" title={meaning}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {STATUS_WORDS.map(({ status, meaning }) => (
                <tr key={status}>
                  <th scope="row" title={meaning}>
                    <StatusMark status={status} /> {status}
                  </th>
                  {RELATION_KINDS.map(({ kind, name }) => {
                    const count = relations[kind][status];
                    const isChosen = choice.value?.kind === kind && choice.value.status === status;
                    return (
                      <td key={kind} class="number">
                        {count === 0 || status === "vacuous" ? (
                          <span class={count === 0 ? "quiet" : ""}>{formatCount(count)}</span>
                        ) : (
                          <button
                            type="button"
                            class="link count"
                            aria-pressed={isChosen}
                            aria-label={`${formatCount(count)} ${name}, ${status}`}
                            onClick={() => {
                              choice.value = { kind, status };
                            }}
                          >
                            {formatCount(count)}
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
              <tr class="total">
                <th scope="row">tested</th>
                {RELATION_KINDS.map(({ kind }) => (
                  <td key={kind} class="number">
                    {formatCount(relations[kind].hypotheses)}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </TableScroll>
        {choice.value === null ? (
          <p class="panel-text">No relation of this class was tested: no two kinds appear in one request.</p>
        ) : (
          <RelationPairs
            key={`${choice.value.kind} ${choice.value.status}`}
            session={session}
            classId={present.id}
            kind={choice.value.kind}
            status={choice.value.status}
          />
        )}
      </div>
    </Panel>
  );
}

/** The pairs shown first: those that hold, else the first status that has any. */
function firstChoice({ relations }: ClassReport): Choice | null {
  for (const { status } of STATUS_WORDS) {
    if (status === "vacuous") continue;
    for (const { kind } of RELATION_KINDS) if (relations[kind][status] > 0) return { kind, status };
  }
  return null;
}
