import { stampUnit } from "./column-profile.ts";
import { nameFit } from "./role-names.ts";
import { csvWidths, readCsvSample, type SampleTable } from "./sample-table.ts";

/** How a CSV file is written, with the sample read that way (the header taken off). */
export interface CsvDialect {
  readonly delimiter: string;
  readonly header: boolean;
  readonly table: SampleTable;
  /** Share of the records that have as many columns as most. */
  readonly consistency: number;
}

const DELIMITERS = [",", "\t", ";", "|"];
/** A table has so many records of one width. */
const EVEN_SHARE = 0.9;
const ROLE_NAMES = ["request", "time", "start", "host", "span", "label", "task", "duration"] as const;

/** The dialect that splits the sample most evenly into at least two columns; undefined if none does for 90 % of it. */
export function csvDialect(bytes: Uint8Array, records: number, isWhole: boolean): CsvDialect | undefined {
  let best: { readonly delimiter: string; readonly width: number; readonly share: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const { width, share } = commonWidth(csvWidths(bytes, delimiter.charCodeAt(0), records, isWhole, EVEN_SHARE));
    if (width < 2 || share < EVEN_SHARE) continue;
    if (best === undefined || share > best.share + 0.01 || width > best.width) best = { delimiter, width, share };
  }
  if (best === undefined) return undefined;
  const raw = readCsvSample(bytes, best.delimiter.charCodeAt(0), records, isWhole);
  return dialectOf(best.delimiter, raw, best.width, best.share);
}

function commonWidth(widths: readonly number[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length > width)) {
      width = length;
      most = count;
    }
  }
  return { width, share: widths.length === 0 ? 0 : most / widths.length };
}

function dialectOf(delimiter: string, raw: SampleTable, width: number, consistency: number): CsvDialect {
  const header = raw.rows.length > 0 && isHeader(raw, width);
  const names = header ? uniqueNames(raw.rows[0].map((name) => (name ?? "").trim())) : raw.columns.slice(0, width);
  const rows = raw.rows.slice(header ? 1 : 0).filter((row) => row.length === width);
  return { delimiter, header, consistency, table: { columns: names, rows } };
}

/** A first record of distinct names none of which is a number or stamp, while the records below hold such, or of known names. */
function isHeader(table: SampleTable, width: number): boolean {
  const first = table.rows[0].map((cell) => (cell ?? "").trim());
  if (first.length !== width || new Set(first).size !== first.length) return false;
  if (first.some((cell) => cell === "" || isValue(cell))) return false;
  const known = first.filter((cell) => ROLE_NAMES.some((role) => nameFit(cell, role) === 1)).length;
  if (known >= 2) return true;
  const below = table.rows.slice(1).filter((row) => row.length === width);
  return below.length > 0 && first.some((_, column) => below.every((row) => isValue((row[column] ?? "").trim())));
}

function isValue(cell: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(cell) || stampUnit(cell) !== undefined;
}

/** Later columns of one name get "#n" instead, so that every name means one column. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, i) => {
    const unique = name === "" || seen.has(name) ? `#${i + 1}` : name;
    seen.add(unique);
    return unique;
  });
}
