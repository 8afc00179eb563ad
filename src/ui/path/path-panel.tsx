import { useSignal } from "@preact/signals";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import type { PathTable } from "../../core/present/path-rows.ts";
import { Pager } from "../shared/pager.tsx";
import { Panel } from "../shared/panel.tsx";
import { PathRows } from "./path-rows-table.tsx";

/** As many rows as the panels beside it are high: the path is read from its top. */
const ROWS = 22;

interface PathPanelProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
  readonly table: PathTable;
  /** Whose mean the table is: "all requests", or those of a slice of latency. */
  readonly of: string;
}

/** Where the time of a class goes that its requests really wait for. */
export function PathPanel({ workspace, present, table, of }: PathPanelProps) {
  const offset = useSignal(0);
  const start = offset.value < table.rows.length ? offset.value : 0;
  return (
    <Panel id="path" title="What requests wait for" note={of}>
      <PathRows
        table={table}
        rows={table.rows.slice(start, start + ROWS)}
        caption={`Critical path of ${present.name}, mean over ${of}`}
        workspace={workspace}
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
    </Panel>
  );
}
