import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatInUnit, formatShare } from "../../core/present/number-format.ts";
import { pathForms } from "../../core/present/path-forms.ts";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { SegmentName } from "../shared/segment-name.tsx";

/** As many segments as tell the two forms apart. */
const ROWS = 8;

/** The path as it is charged here beside the longest chain of segments, and why they differ. */
export function FormsPanel({ workspace, present }: { readonly workspace: Workspace; readonly present: ClassReport }) {
  const forms = pathForms(workspace.shown.value.report, present.id, ROWS);
  if (forms === null) return null;
  const { rows, unit, meanLatencyNs, chainNs, coverageShare, handOffShare } = forms;
  return (
    <Panel id="forms" title="Two forms of the path" note={`mean ${unit} a request`}>
      <TableScroll label="Two forms of the path">
        <table class="table">
          <caption class="hidden">Mean time of segments in both forms of the critical path of {present.name}</caption>
          <thead>
            <tr>
              <th scope="col">segment</th>
              <th scope="col" class="number" title="charged along the latest predecessor of every event; gaps are kept">
                with gaps
              </th>
              <th
                scope="col"
                class="number"
                title="longest chain of segments by their durations, as in the original method"
              >
                longest chain
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, laggedNs, chainNs: ns }) => (
              <tr key={row.name}>
                <th scope="row">
                  <SegmentName name={row.name} />
                </th>
                <td class="number">{formatInUnit(laggedNs, unit)}</td>
                <td class={ns === 0 ? "number quiet" : "number"}>{formatInUnit(ns, unit)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr class="total">
              <th scope="row">all segments and hand-offs</th>
              <td class="number">{formatInUnit(meanLatencyNs, unit)}</td>
              <td class="number">{formatInUnit(chainNs, unit)}</td>
            </tr>
            <tr>
              <th scope="row">of the latency</th>
              <td class="number">{formatShare(1)}</td>
              <td class="number">{formatShare(coverageShare)}</td>
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      <p class="panel-foot">
        The original method takes the longest chain of segments by their whole durations: a segment that encloses others
        takes their time as well, and what lies between segments is in no chain, nor are hand-offs (
        {formatShare(handOffShare)} of the latency). It covers {formatShare(coverageShare)}. Here every event is
        followed back to the latest one it had to wait for, and each step is charged to what was open then: nothing
        counts twice, nothing is left over.
      </p>
    </Panel>
  );
}
