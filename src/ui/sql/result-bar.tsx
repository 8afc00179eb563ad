import { MOST_ROWS, ROWS_AT_ONCE, type RunState } from "../../app/sql-console.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";

interface ResultBarProps {
  readonly state: RunState;
  /** Rows saved so far, null while nothing is being saved. */
  readonly saved: number | null;
  readonly isChartOpen: boolean;
  readonly onMore: () => void;
  readonly onCopy: () => void;
  readonly onSave: () => void;
  readonly onCancelSave: () => void;
  readonly onChart: () => void;
}

/** What came of the statement, and what can be done with it. */
export function ResultBar(props: ResultBarProps) {
  const { state, saved, isChartOpen } = props;
  const hasRows = state.name === "done" && state.table.columns.length > 0;
  return (
    <div class="sql-bar">
      <p role="status" data-testid="sql-status">
        <Outcome state={state} />
      </p>
      {state.name === "done" && state.truncated && state.table.rowCount < MOST_ROWS && (
        <button type="button" class="button" onClick={props.onMore}>
          Show {formatCount(ROWS_AT_ONCE)} more
        </button>
      )}
      <span class="sql-bar-space" />
      {saved !== null && (
        <>
          <span class="sql-bar-note" role="status">
            saving, {formatCountOf(saved, "row")}
          </span>
          <button type="button" class="button" onClick={props.onCancelSave}>
            Cancel
          </button>
        </>
      )}
      {hasRows && (
        <>
          <button type="button" class="button" title="The rows on screen, for a spreadsheet" onClick={props.onCopy}>
            <Icon name="copy" />
            Copy
          </button>
          <button
            type="button"
            class="button"
            title="All rows of the result, not only those on screen"
            disabled={saved !== null}
            onClick={props.onSave}
          >
            <Icon name="save" />
            CSV
          </button>
          <button type="button" class="button" aria-pressed={isChartOpen} onClick={props.onChart}>
            Chart
          </button>
        </>
      )}
    </div>
  );
}

function Outcome({ state }: { readonly state: RunState }) {
  switch (state.name) {
    case "idle":
      return <span class="sql-bar-note">Nothing has been run yet.</span>;
    case "running":
      return (
        <span class="sql-bar-note">
          running{state.table.rowCount > 0 && `, ${formatCountOf(state.table.rowCount, "row")} so far`}
        </span>
      );
    case "cancelled":
      return (
        <>
          <strong>Cancelled.</strong>{" "}
          <span class="sql-bar-note">
            {state.table.rowCount > 0
              ? `The first ${formatCountOf(state.table.rowCount, "row")} had come and are shown.`
              : "No row had come."}
          </span>
        </>
      );
    case "failed":
      return (
        <>
          <strong>No result</strong>{" "}
          <span class="sql-bar-note">{state.at === null ? "" : placeOf(state.sql, state.at)}</span>
        </>
      );
    case "done": {
      const { table, truncated, elapsedMs } = state;
      const rows = truncated ? `First ${formatCountOf(table.rowCount, "row")}` : formatCountOf(table.rowCount, "row");
      return (
        <>
          <Icon name="check" />
          <strong>
            {rows} in {formatCount(Math.max(1, elapsedMs))} ms
          </strong>
          <span class="sql-bar-note">{truncated ? "there are more; CSV saves all" : "all here, nothing sent"}</span>
        </>
      );
    }
  }
}

function placeOf(sql: string, at: number): string {
  const before = sql.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before[before.length - 1]?.length ?? 0) + 1}`;
}
