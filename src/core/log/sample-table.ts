import { decodeUtf8 } from "../bytes.ts";
import { skipByteOrderMark } from "./byte-order-mark.ts";
import { CsvRecordWalker, RECORD_INCOMPLETE, RECORD_OK } from "./csv-record.ts";
import { decodeField } from "./field-coding.ts";
import { FieldTable, RAW } from "./field-table.ts";
import { JsonScanner } from "./json-scanner.ts";
import { skipNuls } from "./nul-bytes.ts";

/** Records of a sample as text; undefined where a record has no such field. Small by nature: strings are fine here. */
export interface SampleTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

const LINE_FEED = 0x0a;
/** Wider records are no table. */
const MAX_COLUMNS = 1000;
/** Deeper objects count as one value. */
const MAX_FLATTEN_DEPTH = 8;
const MAX_PATHS = 400;

/**
 * The first `limit` records of CSV bytes, the header not taken apart: columns are "#1", "#2", … A last record without
 * a line end counts only if the sample is the whole file.
 */
export function readCsvSample(bytes: Uint8Array, delimiter: number, limit: number, isWhole: boolean): SampleTable {
  const fields = new FieldTable(MAX_COLUMNS);
  const rows: string[][] = [];
  eachCsvRecord(bytes, delimiter, limit, isWhole, fields, (columns) => {
    const row: string[] = [];
    for (let column = 0; column < columns; column++) row.push(fieldText(bytes, fields, column) ?? "");
    return rows.push(row) > 0;
  });
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return { columns: Array.from({ length: width }, (_, column) => `#${column + 1}`), rows };
}

/**
 * How many columns each of those records has; fewer records if so many differ already that no width has a share of
 * `evenShare` of `limit` records.
 */
export function csvWidths(
  bytes: Uint8Array,
  delimiter: number,
  limit: number,
  isWhole: boolean,
  evenShare: number,
): number[] {
  if (!bytes.includes(delimiter)) return [];
  const widths: number[] = [];
  const counts = new Map<number, number>();
  let most = 0;
  eachCsvRecord(bytes, delimiter, limit, isWhole, new FieldTable(1), (columns) => {
    const count = (counts.get(columns) ?? 0) + 1;
    counts.set(columns, count);
    most = Math.max(most, count);
    widths.push(columns);
    return widths.length - most <= (1 - evenShare) * limit;
  });
  return widths;
}

/** Calls back for up to `limit` records with the count of their columns, the first ones in the table, until it says no. */
function eachCsvRecord(
  bytes: Uint8Array,
  delimiter: number,
  limit: number,
  isWhole: boolean,
  fields: FieldTable,
  take: (columns: number) => boolean,
): void {
  const walker = new CsvRecordWalker(
    delimiter,
    Int32Array.from({ length: fields.size }, (_, column) => column),
    fields,
  );
  let taken = 0;
  for (let at = skipByteOrderMark(bytes); at < bytes.length && taken < limit; at = walker.next) {
    const code = walker.walk(bytes, at, bytes.length, isWhole);
    if (code === RECORD_INCOMPLETE) break;
    if (code !== RECORD_OK || (!walker.terminated && !isWhole)) continue;
    if (walker.columns === 1 && (fieldText(bytes, fields, 0) ?? "").trim() === "") continue;
    if (!take(Math.min(walker.columns, MAX_COLUMNS))) break;
    taken++;
  }
}

/** The first `limit` JSON objects of lines, nested ones flattened to dotted paths in order of appearance. */
export function readNdjsonSample(bytes: Uint8Array, limit: number, isWhole: boolean): SampleTable {
  const spans: [number, number][] = [];
  const paths = new Set<string>();
  for (let at = skipByteOrderMark(bytes); at < bytes.length && spans.length < limit; ) {
    at = skipNuls(bytes, at, bytes.length);
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    if (lineFeed < 0 && !isWhole) break;
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    const value = parseObject(decodeUtf8(bytes, at, end));
    if (value !== undefined) {
      collectPaths(value, "", 0, paths);
      spans.push([at, end]);
    }
    at = end + 1;
  }
  // Paths that the scanner would refuse (too many dots) cannot be mapped either.
  const columns = [...paths].filter((path) => path.split(".").length <= MAX_FLATTEN_DEPTH).slice(0, MAX_PATHS);
  // The scanner gives numbers as written: an epoch in ns would lose digits in JSON.parse.
  const scanner = new JsonScanner(columns);
  const rows = spans.map(([start, end]) => {
    let last = end;
    let first = start;
    while (first < last && bytes[first] <= 0x20) first++;
    while (last > first && bytes[last - 1] <= 0x20) last--;
    const valid = scanner.scan(bytes, first, last);
    return columns.map((_, slot) => (valid ? fieldText(bytes, scanner.fields, slot) : undefined));
  });
  return { columns, rows };
}

/** The value of a slot as text, undefined if the record has no such field. */
export function fieldText(bytes: Uint8Array, fields: FieldTable, slot: number): string | undefined {
  const start = fields.starts[slot];
  const end = fields.ends[slot];
  if (start < 0) return undefined;
  const coding = fields.codings[slot];
  if (coding === RAW) return decodeUtf8(bytes, start, end);
  const target = new Uint8Array(end - start);
  return decodeUtf8(target, 0, decodeField(coding, bytes, start, end, target, 0));
}

type JsonObject = { readonly [key: string]: unknown };

/** The object a text is, undefined if it is anything else. */
export function parseObject(text: string): JsonObject | undefined {
  // An error of JSON.parse, with the text and the stack in it, costs far more than a look.
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function collectPaths(value: JsonObject, prefix: string, depth: number, paths: Set<string>): void {
  for (const [key, child] of Object.entries(value)) {
    if (key === "" || child === null) continue;
    if (isObject(child) && depth + 1 < MAX_FLATTEN_DEPTH) collectPaths(child, `${prefix}${key}.`, depth + 1, paths);
    else paths.add(prefix + key);
  }
}
