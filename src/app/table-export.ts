import type { Engine } from "../data/engine.ts";
import { csvName, portableFiles, rowsOf, type TableContent } from "../data/portable-schema.ts";
import type { CsvReader, PackerApi } from "../protocol/packer-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import type { TableState } from "./database.ts";
import type { ExportedFile } from "./exports.ts";

export interface PackOptions {
  readonly signal: AbortSignal;
  /** Rows packed so far, over all files. */
  readonly onRows: (rows: number) => void;
}

interface RowSource {
  readonly connection: Engine;
  readonly sql: string;
  /** See `UserRunOptions.onlyLast`. */
  readonly onlyLast?: boolean;
}

type Packer = WorkerHandle<PackerApi>;

/** Rows of a statement as one CSV file. Streams: the page only passes messages on. Rejects when cancelled. */
export async function packRows(
  packer: Packer,
  source: RowSource,
  options: PackOptions & { readonly name: string; readonly reader: CsvReader },
): Promise<ExportedFile> {
  const job = await packer.call((api) => api.open("plain"), { signal: options.signal });
  return finished(packer, job, options.name, "text/csv", () => addRows(packer, job, source, options));
}

/** One table as a CSV file, as a database would read it. */
export function packTable(
  packer: Packer,
  connection: Engine,
  { name }: TableState,
  options: PackOptions,
): Promise<ExportedFile> {
  const source = { connection, sql: rowsOf(name) };
  return packRows(packer, source, { ...options, name: csvName(name), reader: "database" });
}

/** Every table with a schema and load scripts for PostgreSQL, SQLite and DuckDB, as one archive. */
export async function packTables(
  packer: Packer,
  connection: Engine,
  tables: readonly TableState[],
  options: PackOptions,
): Promise<ExportedFile> {
  const { signal } = options;
  const job = await packer.call((api) => api.open("zip"), { signal });
  return finished(packer, job, ARCHIVE_NAME, "application/zip", async () => {
    const contents = tables.map(
      ({ name, columns, rowCount }): TableContent => ({
        name,
        rowCount,
        columns: columns.map((column) => column.name),
      }),
    );
    for (const { name, text } of portableFiles(contents)) {
      await packer.call((api) => api.file(job, name, text), { signal });
    }
    let before = 0;
    for (const { name } of tables) {
      const source = { connection, sql: rowsOf(name) };
      const onRows = (rows: number) => options.onRows(before + rows);
      before += await addRows(packer, job, source, { ...options, onRows, name: csvName(name), reader: "database" });
    }
  });
}

export const ARCHIVE_NAME = "tables.zip";

/** `schema.sql` alone, for single CSV files. */
export function schemaFile(tables: readonly TableState[]): ExportedFile {
  const [{ name, text }] = portableFiles(tables.map(contentOf));
  return { name, content: new Blob([text], { type: "application/sql" }) };
}

function contentOf({ name, columns, rowCount }: TableState): TableContent {
  return { name, rowCount, columns: columns.map((column) => column.name) };
}

const SAMPLE_ROWS = 1000;

/** UTF-8 bytes of the first rows of a table as CSV, and of its first line. */
export async function sampleBytes(
  connection: Engine,
  { name, columns }: TableState,
): Promise<{ readonly bytes: number; readonly rows: number; readonly headerBytes: number }> {
  const { csvHeader, csvRows } = await import("../data/csv-rows.ts");
  const bytesOf = (text: string) => new Blob([text]).size;
  let [bytes, rows] = [0, 0];
  await connection.run(rowsOf(name), {
    maxRows: SAMPLE_ROWS,
    onBatch: (batch) => {
      bytes += bytesOf(csvRows(batch, "database"));
      rows += batch.rowCount;
    },
  });
  const header = csvHeader(
    columns.map((column) => column.name),
    "database",
  );
  return { bytes, rows, headerBytes: bytesOf(header) };
}

/** Appends the next file of a job; returns its rows. */
async function addRows(
  packer: Packer,
  job: number,
  { connection, sql, onlyLast = false }: RowSource,
  { signal, onRows, name, reader }: PackOptions & { readonly name: string; readonly reader: CsvReader },
): Promise<number> {
  const [{ runUserSql }, { csvHeader }] = await Promise.all([
    import("../data/user-query.ts"),
    import("../data/csv-rows.ts"),
  ]);
  let header: Promise<void> | null = null;
  let rows = 0;
  const begin = (names: readonly string[]) => {
    if (header === null) {
      header = packer.call((api) => api.file(job, name, csvHeader(names, reader)), { signal });
      // Whoever waits for it learns why it failed; nobody may.
      header.catch(() => undefined);
    }
    return header;
  };
  const result = await runUserSql(connection, sql, {
    signal,
    onlyLast,
    onColumns: (columns) => void begin(columns.map((column) => column.name)),
    onMessages: async (messages, count) => {
      await header;
      await packer.call((api) => api.rows(job, messages, reader), { signal });
      rows += count;
      onRows(rows);
    },
  });
  await begin(result.columns.map((column) => column.name));
  return rows;
}

/** Finishes a job whatever happens: its Blob, or nothing left in the worker. */
async function finished(
  packer: Packer,
  job: number,
  name: string,
  type: string,
  work: () => Promise<unknown>,
): Promise<ExportedFile> {
  try {
    await work();
    return { name, content: await packer.call((api) => api.finish(job, type)) };
  } catch (error) {
    packer.call((api) => api.drop(job)).catch(() => undefined);
    throw error;
  }
}
