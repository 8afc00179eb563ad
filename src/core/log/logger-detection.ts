import type { RolePresets } from "./candidate.ts";
import { stampUnit } from "./column-profile.ts";
import { LOGGER_PRESETS, type LoggerPreset, REQUEST_IDS } from "./logger-presets.ts";
import { isNoId } from "./request-warnings.ts";
import type { SampleTable } from "./sample-table.ts";

export interface DetectedLogger {
  readonly name: string;
  readonly presets: RolePresets;
}

/** So many of the records have what a logger is known by. */
const MAJORITY = 0.9;
/** Records outside requests lack ids: a column with fewer than this share of the ids of the fullest is another's. */
const LEAST_ID_SHARE = 0.5;

/** The logger that wrote a sample of JSON records, by the keys they have; undefined if it is not known. */
export function detectLogger(table: SampleTable): DetectedLogger | undefined {
  const columns = new ColumnShares(table);
  const [preset] = LOGGER_PRESETS.filter((one) => isWrittenBy(one, columns)).sort(
    (a, b) => b.keys.length - a.keys.length,
  );
  return preset && { name: preset.name, presets: presetsOf(preset, columns) };
}

function isWrittenBy({ keys, values = [] }: LoggerPreset, columns: ColumnShares): boolean {
  return (
    keys.every((key) => columns.fill(key) >= MAJORITY) &&
    values.every(([path, form]) => columns.share(path, (value) => form.test(value)) >= MAJORITY)
  );
}

function presetsOf(preset: LoggerPreset, columns: ColumnShares): RolePresets {
  const { ignore = [], stampIs } = preset;
  const isFilled = (name: string) => columns.fill(name) >= MAJORITY;
  const first = (names: readonly string[] = []) => names.find(isFilled);
  const time = preset.time.find(
    ({ column }) => columns.share(column, (value) => stampUnit(value) !== undefined) >= MAJORITY,
  );
  const label = preset.label.find((parts) => parts.every(isFilled) && columns.isTelling(parts));
  const duration = preset.duration?.find(({ column }) => isFilled(column));
  const request = requestOf(preset, columns);
  const task = preset.task?.find((name) => columns.fill(name) > 0);
  const host = first(preset.host);
  const service = first(preset.service);
  return {
    ...(time && { time: time.column, ...(time.nanos !== undefined && { nanos: time.nanos }) }),
    ...(duration && { duration, ...(stampIs && { stampIs }) }),
    ...(request && { request }),
    ...(label && { label }),
    ...(host !== undefined && { host }),
    ...(service !== undefined && { service }),
    ...(task !== undefined && { task }),
    ...(ignore.length > 0 && { ignore }),
  };
}

function requestOf({ request = [] }: LoggerPreset, columns: ColumnShares): RolePresets["request"] {
  const known = [...request, ...REQUEST_IDS];
  const ids = (column: string) => columns.share(column, (value) => !isNoId(value));
  const fullest = Math.max(...known.map(({ column }) => ids(column)));
  return fullest === 0
    ? undefined
    : known.find(({ column }) => ids(column) >= fullest * LEAST_ID_SHARE && columns.isTelling([column]));
}

/** What share of the records have a column, and of what kind. */
class ColumnShares {
  constructor(private readonly table: SampleTable) {}

  fill(name: string): number {
    return this.share(name, (value) => value !== "");
  }

  /** Share of the records whose value passes. */
  share(name: string, passes: (value: string) => boolean): number {
    const values = this.values(name);
    return values.length === 0 ? 0 : values.filter(passes).length / values.length;
  }

  /** Not the same in all records (of more than one). */
  isTelling(names: readonly string[]): boolean {
    const rows = this.table.rows.length;
    return rows < 2 || names.some((name) => new Set(this.values(name)).size > 1);
  }

  private values(name: string): string[] {
    const position = this.table.columns.indexOf(name);
    return position < 0 ? [] : this.table.rows.map((row) => row[position] ?? "");
  }
}
