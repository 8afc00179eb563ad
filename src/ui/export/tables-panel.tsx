import { useEffect, useState } from "preact/hooks";
import type { TableState } from "../../app/database.ts";
import { schemaFile } from "../../app/table-export.ts";
import { formatCount, formatShare } from "../../core/present/number-format.ts";
import { downloadFiles } from "../shared/download.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel } from "../shared/panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import { DatabaseNotice } from "../sql/database-notice.tsx";
import { ExportHead, ExportRow } from "./export-row.tsx";
import type { Packing } from "./use-packing.ts";

/** Files of an archive without extensions end here. */
const MOST_ARCHIVE_BYTES = 4e9;

const ARCHIVE = "tables.zip";

/** The tables of the database as CSV, one by one or all of them with what loads them elsewhere. */
export function TablesPanel({ session, workspace, packing }: ViewProps & { readonly packing: Packing }) {
  const { database } = session;
  const state = database.state.value;
  const tables = database.tables.value;
  const isReady = state.name === "ready";
  const estimates = useEstimates(session, isReady);
  const sizes = estimates.bytes;
  const bytes = tables.reduce((sum, { name }) => sum + (sizes?.get(name) ?? 0), 0);
  const isTooLarge = tables.some(({ name }) => (sizes?.get(name) ?? 0) > MOST_ARCHIVE_BYTES);
  const schema = schemaFile(tables);
  const { filter } = workspace.shown.value;
  return (
    <Panel id="export-tables" title="Tables of the database" note="as CSV, exactly as they stand">
      <DatabaseNotice state={state} onRestart={() => session.refillDatabase()} />
      {filter !== "" && isReady && (
        <p class="panel-text">
          Tables hold all requests, whatever the filter keeps. The ready query “The requests that the filter keeps” in
          the SQL view gives those of the filter.
        </p>
      )}
      {isTooLarge && (
        <Notice tone="warning">
          A table is larger than an archive can hold: save schema.sql and the tables one by one.
        </Notice>
      )}
      {tables.length > 0 && (
        <table class="table" data-testid="export-tables" aria-busy={isReady && !estimates.isSettled}>
          <caption class="hidden">Tables of the database</caption>
          <ExportHead />
          <tbody>
            <ExportRow
              name={ARCHIVE}
              meaning={`All tables with schema.sql and load scripts for PostgreSQL, SQLite and DuckDB.${sizes === null ? "" : " Size before it is compressed."}`}
              rows={tables.reduce((sum, { rowCount }) => sum + rowCount, 0)}
              bytes={sizes === null ? null : bytes}
              isEstimate
              packing={packing}
              onSave={
                isReady && !isTooLarge
                  ? () => packing.start(ARCHIVE, (options) => database.files.archive(options))
                  : null
              }
            />
            <ExportRow
              name={schema.name}
              meaning="Every table and column with its meaning and unit; how to load them."
              rows={null}
              bytes={schema.content.size}
              packing={packing}
              onSave={() => void downloadFiles([schema])}
            />
            {tables.map((table) => (
              <ExportRow
                key={table.name}
                name={`${table.name}.csv`}
                meaning={`${table.meaning} ${sampleWords(table, state.name === "ready" ? state : null)}`}
                rows={table.rowCount}
                bytes={sizes?.get(table.name) ?? null}
                isEstimate
                packing={packing}
                onSave={
                  isReady
                    ? () => packing.start(`${table.name}.csv`, (options) => database.files.table(table.name, options))
                    : null
                }
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function sampleWords(
  { mayBeSample }: TableState,
  ready: { readonly partitions: number; readonly ofPartitions: number } | null,
): string {
  if (!mayBeSample || ready === null || ready.partitions >= ready.ofPartitions) return "";
  return `Here of ${formatShare(ready.partitions / ready.ofPartitions)} of the requests, ${formatCount(ready.partitions)} of ${formatCount(ready.ofPartitions)} parts.`;
}

interface Estimates {
  readonly bytes: Awaited<ReturnType<ViewProps["session"]["database"]["files"]["estimates"]>> | null;
  /** Known, or known to be unknown. */
  readonly isSettled: boolean;
}

/** Sizes from the first rows of each table; without them the tables can be saved all the same. */
function useEstimates(session: ViewProps["session"], isReady: boolean): Estimates {
  const [estimates, setEstimates] = useState<Estimates>({ bytes: null, isSettled: false });
  useEffect(() => {
    if (!isReady) return;
    let isCurrent = true;
    session.database.files.estimates().then(
      (bytes) => isCurrent && setEstimates({ bytes, isSettled: true }),
      () => isCurrent && setEstimates({ bytes: null, isSettled: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, [isReady]);
  return estimates;
}
