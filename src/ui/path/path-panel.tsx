import { useSignal } from "@preact/signals";
import type { AnalysisReport, ClassReport } from "../../core/present/analysis-report.ts";
import { formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import { pathTable } from "../../core/present/path-rows.ts";
import { Pager } from "../shared/pager.tsx";
import { Panel } from "../shared/panel.tsx";
import { PathRows } from "./path-rows-table.tsx";

/** As many rows as the panels beside it are high: the path is read from its top. */
const ROWS = 18;

/** Where the time of a class goes that its requests really wait for. */
export function PathPanel({ report, present }: { readonly report: AnalysisReport; readonly present: ClassReport }) {
  const offset = useSignal(0);
  const table = pathTable(report.criticalPath, present.id);
  const paper = report.paperPath.find((entry) => entry.class === present.id);
  const start = offset.value < table.rows.length ? offset.value : 0;
  return (
    <Panel
      id="path"
      title="Critical path"
      note={`${present.name}, ${formatCountOf(present.requests, "request")}`}
      class="result-lead"
    >
      {table.rows.length === 0 ? (
        <p class="panel-text">No request of this class has a path: each has a single event, or too many.</p>
      ) : (
        <>
          <PathRows
            table={table}
            rows={table.rows.slice(start, start + ROWS)}
            caption={`Critical path of ${present.name}, mean over its requests`}
          />
          <Pager
            what="path segments"
            total={table.rows.length}
            offset={start}
            size={ROWS}
            onOffset={(next) => {
              offset.value = next;
            }}
          />
          <p class="panel-foot">
            The times sum to the mean latency, {formatDuration(table.meanLatencyNs)}.
            {paper !== undefined &&
              ` The path of the original method, longest chain of segments, covers ${formatShare(paper.coverageShare)} of it.`}
          </p>
        </>
      )}
    </Panel>
  );
}
