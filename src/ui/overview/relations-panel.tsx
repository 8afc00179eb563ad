import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { RELATION_KINDS, STATUS_WORDS } from "../../core/present/relation-words.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { ConvergencePlot } from "./convergence-plot.tsx";

/** Those that say something about a pair. */
const SHOWN = STATUS_WORDS.filter(({ status }) => status !== "vacuous");

interface RelationsPanelProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
}

/** What became of the hypotheses of a class, and how fast. */
export function RelationsPanel({ workspace, present }: RelationsPanelProps) {
  const { relations } = present;
  const tested = RELATION_KINDS.reduce((sum, { kind }) => sum + relations[kind].hypotheses, 0);
  return (
    <Panel
      id="relations"
      title="Relations"
      note={`${formatCountOf(tested, "hypothesis", "hypotheses")} tested`}
      action={
        <button type="button" class="link overview-link" onClick={() => workspace.open("graph")}>
          Causal graph
        </button>
      }
    >
      <div class="overview-relations">
        <TableScroll label="Relations by status">
          <table class="table">
            <caption class="hidden">Tested relations of {present.name} by kind and status</caption>
            <thead>
              <tr>
                <th scope="col">relation</th>
                {SHOWN.map(({ status, meaning }) => (
                  <th key={status} scope="col" class="number" title={meaning}>
                    <StatusMark status={status} /> {status}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {RELATION_KINDS.map(({ kind, name, meaning }) => (
                <tr key={kind}>
                  <th scope="row" class="nowrap" title={meaning}>
                    {name}
                  </th>
                  {SHOWN.map(({ status }) => {
                    const count = relations[kind][status];
                    return (
                      <td key={status} class={count === 0 ? "number quiet" : "number"}>
                        {formatCount(count)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
        <ConvergencePlot points={workspace.shown.value.report.convergence} />
      </div>
    </Panel>
  );
}
