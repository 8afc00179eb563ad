import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { ResultsPanel } from "./results-panel.tsx";
import { TablesPanel } from "./tables-panel.tsx";
import { usePacking } from "./use-packing.ts";
import "./export-view.css";

/** Everything that can leave the tab as a file, with what it holds and how large it is. */
export function ExportView(props: ViewProps) {
  const packing = usePacking();
  return (
    <div class="export-view">
      <header class="view-bar">
        <h1>Export</h1>
        <span class="view-bar-note">files are made in this tab and go to your downloads, nowhere else</span>
      </header>
      {packing.problem !== null && (
        <div class="export-problem">
          <Notice tone="error">{packing.problem}</Notice>
        </div>
      )}
      <div class="export-grid">
        <div class="export-column">
          <ResultsPanel {...props} packing={packing} />
          <LoadPanel />
        </div>
        <TablesPanel {...props} packing={packing} />
      </div>
    </div>
  );
}

/** How the archive is loaded; `schema.sql` says the same. */
function LoadPanel() {
  return (
    <Panel id="export-load" title="Loading the tables elsewhere" note="in the folder of the unpacked archive">
      <dl class="export-load">
        {LOADS.map(({ database, command }) => (
          <div key={database}>
            <dt>{database}</dt>
            <dd>
              <code>{command}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p class="panel-foot">
        Times ending in _ns are whole nanoseconds. In the CSV files nothing between two commas is NULL, "" is the empty
        text. Texts are not guarded against spreadsheets: to look at rows in one, save the result of a statement in the
        SQL view.
      </p>
    </Panel>
  );
}

const LOADS = [
  {
    database: "PostgreSQL",
    command: "psql -v ON_ERROR_STOP=1 -d DATABASE -f schema.sql -f load-postgresql.sql",
  },
  { database: "SQLite", command: 'sqlite3 analysis.db ".read schema.sql" ".read load-sqlite.sql"' },
  { database: "DuckDB", command: 'duckdb analysis.duckdb ".read schema.sql" ".read load-duckdb.sql"' },
] as const;
