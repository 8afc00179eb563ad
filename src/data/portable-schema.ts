import type { ColumnSpec, SqlType, TableName } from "./schema.ts";
import { tableSpec } from "./schema.ts";
import { identifier } from "./sql-text.ts";

/** A table as it stands in the database. */
export interface TableContent {
  readonly name: TableName;
  /** All columns in order, those of the user's attributes last. */
  readonly columns: readonly string[];
  readonly rowCount: number;
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Types by names that PostgreSQL, SQLite and DuckDB all take. */
const PORTABLE_TYPES: Readonly<Record<SqlType, string>> = {
  VARCHAR: "VARCHAR",
  BIGINT: "BIGINT",
  INTEGER: "INTEGER",
  DOUBLE: "DOUBLE PRECISION",
  BOOLEAN: "BOOLEAN",
  TIMESTAMP: "TIMESTAMP",
};

const INTRODUCTION = `-- The tables of a log analysis. This file and the CSV files beside it load into three databases; in their folder:
--
--   PostgreSQL  psql -v ON_ERROR_STOP=1 -d DATABASE -f schema.sql -f load-postgresql.sql
--   SQLite      sqlite3 analysis.db ".read schema.sql" ".read load-sqlite.sql"
--   DuckDB      duckdb analysis.duckdb ".read schema.sql" ".read load-duckdb.sql"
--
-- Times ending in _ns are whole nanoseconds: since 1970 (UTC) where the unit is "epoch ns", else durations.
-- SQLite has no type for times and truth values: it keeps them as text and as 1 and 0. Its import knows no NULL, so its
-- load script turns empty fields into NULL, also texts that were empty.
`;

/** `schema.sql` and one load script for each database: what goes beside the CSV files of the tables. */
export function portableFiles(tables: readonly TableContent[]): TextFile[] {
  return [
    { name: "schema.sql", text: `${INTRODUCTION}\n${tables.map(tableStatement).join("\n")}` },
    { name: "load-postgresql.sql", text: lines(tables.map(({ name }) => postgresLoad(name))) },
    { name: "load-sqlite.sql", text: lines([".mode csv", ...tables.flatMap(sqliteLoad)]) },
    { name: "load-duckdb.sql", text: lines(tables.map(({ name }) => duckdbLoad(name))) },
  ];
}

/** Name of the CSV file of a table. */
export function csvName(table: TableName): string {
  return `${table}.csv`;
}

/** All rows of a table, as a statement. */
export function rowsOf(table: TableName): string {
  return `select * from ${identifier(table)}`;
}

function tableStatement({ name, columns, rowCount }: TableContent): string {
  const spec = tableSpec(name);
  const known = new Map<string, ColumnSpec>(spec.columns.map((column) => [column.name, column]));
  const names = portableNames(columns);
  const rows = columns.map((column, at) => {
    const { type, unit, meaning } = known.get(column) ?? ATTRIBUTE;
    const comma = at === columns.length - 1 ? "" : ",";
    const note = unit === "" ? meaning : `${unit}: ${meaning}`;
    return `  ${identifier(names[at])} ${PORTABLE_TYPES[type]}${comma} -- ${note}`;
  });
  return lines([`-- ${spec.meaning} Rows: ${rowCount}.`, `CREATE TABLE ${identifier(name)} (`, ...rows, ");"]);
}

const ATTRIBUTE: ColumnSpec = { name: "", type: "VARCHAR", unit: "", meaning: "attribute of the logs" };

/** PostgreSQL takes names of 63 bytes: longer ones are cut and numbered where they would meet. */
function portableNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let name = cutTo(column, 63);
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${cutTo(column, 58)}_${i}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function cutTo(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  let cut = text;
  while (encoder.encode(cut).length > bytes) cut = [...cut].slice(0, -1).join("");
  return cut;
}

function postgresLoad(name: TableName): string {
  return `\\copy ${identifier(name)} FROM '${csvName(name)}' WITH (FORMAT csv, HEADER true)`;
}

function duckdbLoad(name: TableName): string {
  return (
    `COPY ${identifier(name)} FROM '${csvName(name)}' ` +
    `(FORMAT csv, HEADER true, AUTO_DETECT false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', ALLOW_QUOTED_NULLS false);`
  );
}

function sqliteLoad({ name, columns }: TableContent): string[] {
  const sets = portableNames(columns).map((column) => `${identifier(column)} = NULLIF(${identifier(column)}, '')`);
  return [`.import --skip 1 ${csvName(name)} ${name}`, `UPDATE ${identifier(name)} SET ${sets.join(", ")};`];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
