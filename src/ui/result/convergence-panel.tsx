import type { AnalysisReport } from "../../core/present/analysis-report.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { Panel, TableScroll } from "../shared/panel.tsx";

/** How many hypotheses were still alive after so many requests: flat at the end means more logs would change little. */
export function ConvergencePanel({ report }: { readonly report: AnalysisReport }) {
  const points = report.convergence;
  return (
    <Panel id="convergence" title="Convergence" note="flat at the end = more requests would change little">
      <TableScroll label="Convergence">
        <table class="table">
          <caption class="hidden">Hypotheses of all classes that survive the first requests</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                requests seen
              </th>
              <th scope="col" class="number">
                not yet refuted
              </th>
              <th scope="col" class="number">
                refuted since
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ requests, surviving }, at) => (
              <tr key={requests}>
                <th scope="row" class="number">
                  {formatCount(requests)}
                </th>
                <td class="number">{formatCount(surviving)}</td>
                <td class="number">{at === 0 ? "" : formatCount(points[at - 1].surviving - surviving)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}
