import type { AnalysisReport, ClassReport } from "../../core/present/analysis-report.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { survivingAndRefuted } from "../../core/present/relation-words.ts";
import { Panel, TableScroll } from "../shared/panel.tsx";

interface ClassesPanelProps {
  readonly report: AnalysisReport;
  readonly present: ClassReport;
  readonly onClass: (id: number) => void;
}

/** The groups of alike requests; choosing one changes every other panel. At most 64, so they stand on one page. */
export function ClassesPanel({ report, present, onClass }: ClassesPanelProps) {
  return (
    <Panel id="classes" title="Classes of requests">
      <TableScroll label="Classes of requests">
        <table class="table">
          <caption class="hidden">Classes with their requests, kinds and relations</caption>
          <thead>
            <tr>
              <th scope="col">class</th>
              <th scope="col" class="number">
                requests
              </th>
              <th scope="col" class="number wide">
                segments
              </th>
              <th scope="col" class="number" title="relations that no request violated, of those tested">
                surviving
              </th>
              <th scope="col" class="number">
                refuted
              </th>
            </tr>
          </thead>
          <tbody>
            {report.classes.map((entry) => {
              const { surviving, refuted } = survivingAndRefuted(entry.relations);
              return (
                <tr key={entry.id} class={entry.id === present.id ? "chosen" : ""}>
                  <th scope="row">
                    <button
                      type="button"
                      class="link"
                      aria-pressed={entry.id === present.id}
                      onClick={() => onClass(entry.id)}
                    >
                      {entry.name}
                    </button>
                    {entry.otherKinds > 0 && (
                      <span class="quiet"> {formatCount(entry.otherKinds)} rare kinds take no part</span>
                    )}
                  </th>
                  <td class="number">{formatCount(entry.requests)}</td>
                  <td class="number wide">{formatCount(entry.segmentKinds)}</td>
                  <td class="number">{formatCount(surviving)}</td>
                  <td class="number">{formatCount(refuted)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}
