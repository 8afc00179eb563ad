import { encodeUtf8 } from "../../bytes.ts";
import type { Candidate } from "../candidate.ts";
import { SAMPLE_RECORDS } from "../candidate.ts";
import { type DetectedReading, readingOf } from "../detect.ts";
import type { ByteSource } from "../file-reading.ts";
import { readNdjsonSample, type SampleTable } from "../sample-table.ts";
import type { TimeFacts } from "../time/settle-time.ts";
import { type PathColumn, pathColumns } from "./hive-path.ts";
import type { ParquetCodec } from "./parquet-codec.ts";
import type { ParquetFile, RowGroup } from "./parquet-file.ts";
import { leavesOf } from "./parquet-schema.ts";
import { readRows } from "./row-columns.ts";
import { columnPlace, type NamedColumn, namedColumns } from "./row-job.ts";
import { TextArena } from "./text-arena.ts";
import { isFloating } from "./value-text.ts";

/** Rows at the end of a file that the range of its stamps is taken from. */
const LATE_ROWS = 200;

/** Reads rows [first, end) of a row group as JSON objects: all columns of the file, then those of its path. */
export async function jsonRows(
  source: ByteSource,
  codec: ParquetCodec,
  file: ParquetFile,
  path: string,
  group: RowGroup,
  first: number,
  end: number,
): Promise<string[]> {
  const place = columnPlace(file.root, group, leavesOf(file.root));
  const range = { first, end, groupRows: group.rows };
  const rows = await readRows(source, codec, place, range, new TextArena());
  const tail = pathColumns(path).map(
    ({ name, value }: PathColumn) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return tail.length === 0 ? rows : rows.map((row) => `${row.slice(0, -1)}${tail.join("")}}`);
}

/** The first rows of a file as a table: structs and maps flattened to dotted paths, lists as JSON. */
export async function firstRows(
  source: ByteSource,
  codec: ParquetCodec,
  file: ParquetFile,
  path: string,
  count: number,
): Promise<SampleTable> {
  const rows: string[] = [];
  for (const group of file.groups) {
    const wanted = Math.min(group.rows, count - rows.length);
    if (wanted > 0) rows.push(...(await jsonRows(source, codec, file, path, group, 0, wanted)));
  }
  return inSchemaOrder(tableOf(rows), namedColumns(file, path));
}

/** Columns as the file has them, not as rows happen to fill them; those that no sampled row fills are columns too. */
function inSchemaOrder(table: SampleTable, named: readonly NamedColumn[]): SampleTable {
  const places = new Map<string, number>();
  for (const { name } of named) {
    const found = table.columns.filter((column) => isPartOf(column, name));
    for (const column of found.length > 0 ? found : [name]) places.set(column, table.columns.indexOf(column));
  }
  return {
    columns: [...places.keys()],
    rows: table.rows.map((row) => Array.from(places.values(), (at) => (at < 0 ? undefined : row[at]))),
  };
}

/** Whether a column of the sample is one of the file, or was found inside its JSON. */
function isPartOf(column: string, name: string): boolean {
  return column === name || column.startsWith(`${name}.`);
}

/** How the file would be read: roles from its columns and a sample of its rows, as for any other table. */
export async function readingOfParquet(
  source: ByteSource,
  codec: ParquetCodec,
  file: ParquetFile,
  path: string,
  facts: TimeFacts,
): Promise<DetectedReading> {
  const table = await firstRows(source, codec, file, path, SAMPLE_RECORDS);
  const last = file.groups[file.groups.length - 1];
  const isMore = file.rows > SAMPLE_RECORDS;
  const late = isMore
    ? tableOf(await jsonRows(source, codec, file, path, last, Math.max(0, last.rows - LATE_ROWS), last.rows))
    : undefined;
  const groups = file.groups.length === 1 ? "one row group" : `${file.groups.length} row groups`;
  const candidate: Candidate = {
    plan: { format: "parquet" },
    table,
    ...(late && { late }),
    score: 0.99,
    reasons: [`Parquet: ${file.rows} rows in ${groups}, columns from its schema`],
  };
  const floating = new Set<string>();
  for (const { name, node } of namedColumns(file, path)) {
    if (node?.leaf !== undefined && isFloating(node.leaf)) floating.add(name);
  }
  return withoutFloatingIds(candidate, floating, facts);
}

/** Floating-point numbers are no ids: above 2^53 several of them are one. The next best column is taken. */
function withoutFloatingIds(candidate: Candidate, floating: ReadonlySet<string>, facts: TimeFacts): DetectedReading {
  const { table } = candidate;
  const refused = new Set<string>();
  for (;;) {
    const reading = readingOf({ ...candidate, table: without(table, refused) }, "none", facts);
    const request = reading.columns.find(({ role }) => role === "request")?.name;
    if (request !== undefined && floating.has(request) && refused.size + 1 < table.columns.length) {
      refused.add(request);
      continue;
    }
    if (refused.size === 0) return reading;
    const known = new Map(reading.columns.map((column) => [column.name, column]));
    const all = readingOf(candidate, "none", facts).columns.map(
      (column) => known.get(column.name) ?? { ...column, role: "ignore" as const },
    );
    const names = [...refused].map((name) => `"${name}"`).join(", ");
    const reason = `${names}: floating-point numbers, which may have lost digits, so not taken as request ids`;
    return { ...reading, columns: all, reasons: [...reading.reasons, reason] };
  }
}

function without(table: SampleTable, refused: ReadonlySet<string>): SampleTable {
  if (refused.size === 0) return table;
  const kept = table.columns.flatMap((name, i) => (refused.has(name) ? [] : [i]));
  return { columns: kept.map((i) => table.columns[i]), rows: table.rows.map((row) => kept.map((i) => row[i])) };
}

function tableOf(rows: readonly string[]): SampleTable {
  return readNdjsonSample(encodeUtf8(rows.join("\n")), rows.length, true);
}
