import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { filterText, READY_GROUPS, readyText } from "../../app/ready-queries.ts";
import type { ResultTable } from "../../app/result-table.ts";
import type { FunctionName } from "../../app/sql-console.ts";
import { sentenceOf } from "../shared/answer.ts";
import { downloadFiles } from "../shared/download.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { useCommand } from "../shared/use-command.ts";
import type { ViewProps } from "../shell/view-props.ts";
import { defaultAxes } from "./chart-model.ts";
import { DatabaseNotice } from "./database-notice.tsx";
import { ReadyPanel } from "./ready-panel.tsx";
import { ResultBar } from "./result-bar.tsx";
import { ResultChart } from "./result-chart.tsx";
import { ResultGrid } from "./result-grid.tsx";
import { SchemaPanel } from "./schema-panel.tsx";
import { SqlEditor } from "./sql-editor.tsx";
import { useStatement } from "./use-statement.ts";
import "./sql-view.css";
import "./sql-result.css";

/** What stands in the editor at first: a question that every dataset answers. */
const FIRST_TEXT = readyText(READY_GROUPS[0].queries[0], new Map());

/** Any question in SQL: the documented tables, ready statements, an editor, and what came of it as rows and as a chart. */
export function SqlView({ session, workspace }: ViewProps) {
  const { database } = session;
  const { console: sqlConsole } = database;
  const state = sqlConsole.state.value;
  const databaseState = database.state.value;
  const statement = useStatement(workspace, sqlConsole, databaseState, FIRST_TEXT);
  const [insert, setInsert] = useState<((word: string) => void) | null>(null);
  const [functions, setFunctions] = useState<readonly FunctionName[]>([]);
  const trouble = useSignal<string | null>(null);
  const saving = useSaving(async (options) => {
    if (state.name === "done") await downloadFiles([await database.files.result(state.sql, options)]);
  }, trouble);
  const canAsk = databaseState.name === "ready" || databaseState.name === "filling";
  const isRunning = state.name === "running";

  // After the first statement, which should not wait for them.
  const canComplete = canAsk && (state.name === "done" || state.name === "failed");
  useEffect(() => {
    if (!canComplete) return;
    let isCurrent = true;
    // Completion works without them.
    sqlConsole.functions().then(
      (found) => isCurrent && setFunctions(found),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [canComplete]);
  useCommand("sql.run", canAsk ? () => statement.run() : null);
  useCommand("view.cancel", isRunning ? () => sqlConsole.cancel() : null);

  const { report, filter } = workspace.shown.value;
  const present = workspace.present.value;
  const classNames = useMemo(
    () => [...(present === null ? [] : [present.name]), ...report.classes.map(({ name }) => name)],
    [report, present],
  );
  const table = "table" in state ? state.table : null;
  const canChart = table !== null && table.rowCount > 0 && state.name !== "running";
  const wantsChart = workspace.option("sql.chart");
  const isChartOpen = canChart && (wantsChart === null ? defaultAxes(table) !== null : wantsChart === "on");
  const problem = state.name === "failed" && state.at !== null ? { at: state.at, message: state.message } : null;
  const openRequest = async (id: string) => {
    const rank = await workspace.questions.findRequest(id);
    if (rank >= 0) workspace.go({ view: "requests", request: rank });
    else trouble.value = `There is no request ${id} in this dataset.`;
  };

  return (
    <div class="sql-view">
      <aside class="sql-side" aria-label="Tables and ready queries">
        <SchemaPanel tables={database.tables.value} database={databaseState} onName={(name) => insert?.(name)} />
        <ReadyPanel
          classNames={[...new Set(classNames)]}
          names={() => sqlConsole.kindNames()}
          filterSql={filter === "" ? null : filterText(workspace.whole.report, filter, database.attributes)}
          history={sqlConsole.history.value}
          onRun={(sql) => statement.show(sql)}
        />
      </aside>
      <div class="sql-main">
        <header class="view-bar">
          <h1>SQL</h1>
          <span class="view-bar-note">DuckDB in this tab; the tables are documented at the left</span>
          <span class="view-bar-space" />
          {isRunning && (
            <button type="button" class="button" onClick={() => sqlConsole.cancel()}>
              <Icon name="stop" />
              Cancel
            </button>
          )}
          <button type="button" class="button button-primary" disabled={!canAsk} onClick={() => statement.run()}>
            <Icon name="play" />
            Run <kbd class="sql-key">Ctrl ⏎</kbd>
          </button>
        </header>
        <DatabaseNotice state={databaseState} onRestart={() => session.refillDatabase()} />
        <SqlEditor
          text={statement.text}
          problem={problem !== null && state.name === "failed" && state.sql === statement.text ? problem : null}
          tables={database.tables.value}
          functions={functions}
          onChange={(typed) => statement.type(typed)}
          onRun={() => {
            if (canAsk) statement.run();
          }}
          onReady={(put) => setInsert(() => put)}
        />
        <ResultBar
          state={state}
          saved={saving.rows}
          isChartOpen={isChartOpen}
          onMore={() => void sqlConsole.more()}
          onCopy={() => {
            if (table !== null) navigator.clipboard.writeText(tabText(table)).catch(() => undefined);
          }}
          onSave={saving.start}
          onCancelSave={saving.cancel}
          onChart={() => workspace.setOption("sql.chart", isChartOpen ? "off" : "on")}
        />
        {trouble.value !== null && <Notice tone="error">{trouble.value}</Notice>}
        <div class={isChartOpen ? "sql-result sql-result-both" : "sql-result"}>
          {state.name === "failed" && (
            <div class="sql-failure">
              <Notice tone="error">{state.message}</Notice>
            </div>
          )}
          {table !== null && table.columns.length > 0 && (
            <ResultGrid table={table} onRequest={(id) => void openRequest(id)} />
          )}
          {isChartOpen && <ResultChart table={table} />}
        </div>
      </div>
    </div>
  );
}

interface Saving {
  /** Null while nothing is being saved. */
  readonly rows: number | null;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** One file being made, with its rows so far; cancelling is no trouble. */
function useSaving(
  save: (options: { signal: AbortSignal; onRows: (rows: number) => void }) => Promise<void>,
  trouble: { value: string | null },
): Saving {
  const [rows, setRows] = useState<number | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = () => {
    const own = new AbortController();
    abort.current = own;
    trouble.value = null;
    setRows(0);
    save({ signal: own.signal, onRows: setRows })
      .catch((error: unknown) => {
        if (!own.signal.aborted) trouble.value = sentenceOf(error);
      })
      .finally(() => setRows(null));
  };
  return { rows, start, cancel: () => abort.current?.abort() };
}

/** Rows that are copied: more than anybody pastes. */
const MOST_COPIED = 10_000;

/** The rows on screen with tabs between cells, as spreadsheets take them. */
function tabText(table: ResultTable): string {
  const flat = (value: unknown) =>
    value === null || value === undefined ? "" : String(value).replaceAll(/[\t\r\n]+/g, " ");
  const lines = [table.columns.map(({ name }) => flat(name)).join("\t")];
  for (let row = 0; row < Math.min(MOST_COPIED, table.rowCount); row++) {
    lines.push(table.columns.map((_, column) => flat(table.cell(row, column))).join("\t"));
  }
  return lines.join("\n");
}
