import { type ColumnRun, MAX_COLUMNS, MAX_KEYS } from "./csv-coder.ts";
import type { CompiledField, CompiledPlan } from "./field-plan.ts";
import type { EpochUnit } from "./source-plan.ts";

/** How the records of a plan are coded. */
export interface CodedPlan {
  readonly time: { readonly column: number; readonly unit: EpochUnit | "iso" };
  /** Seconds east of UTC of stamps without zone; NaN: that depends on the stamp. */
  readonly zoneSeconds: number;
  /** Stamps without zone are told: the plan names no zone. */
  readonly countsZoneless: boolean;
  /** The request; the attributes in their order; the columns that decide the source, in runs of columns side by side. */
  readonly keys: readonly ColumnRun[];
  readonly sourceKeys: number;
}

/** Runs of columns that `IntTupleInterner` can join. */
const MAX_SOURCE_RUNS = 4;

/**
 * The coding of a plan of CSV whose every role is a column as it is, and whose records are points; null for all others,
 * which are read field by field.
 */
export function codedPlan(plan: CompiledPlan): CodedPlan | null {
  const { time, request, attributes, assume } = { ...plan, assume: plan.plan.assume };
  const isPoint = plan.endTime === undefined && plan.duration === undefined && plan.outerTime === undefined;
  if (!isPoint || time === undefined || time.forms.length !== 1 || time.unit === "stamp") return null;
  // Ignored lines are told by their bytes, before they are records.
  if ((plan.plan.ignored ?? []).length > 0) return null;
  if (request.length !== 1 || plan.minedLabel >= 0 || plan.others.length > 0 || plan.columnCount > MAX_COLUMNS)
    return null;
  const source = [
    ...(plan.host ? [plan.host] : []),
    ...(plan.service ? [plan.service] : []),
    ...plan.label,
    ...(plan.plan.outcomeInLabel === true && plan.outcome ? [plan.outcome] : []),
    ...plan.task,
  ];
  const column = ({ slot, isPlain }: CompiledField) => (isPlain ? plan.slotOfColumn.indexOf(slot) : -1);
  const runs = runsOf(source.map(column));
  const single = [time.field, request[0], ...attributes].map(column);
  if ([...single, ...source.map(column)].some((position) => position < 0)) return null;
  if (runs.length > MAX_SOURCE_RUNS || 1 + attributes.length + runs.length > MAX_KEYS) return null;
  const keys = single.slice(1).map((position) => ({ first: position, last: position }));
  const zone = assume?.zone;
  const zoneSeconds = zone === undefined ? 0 : typeof zone === "number" ? zone * 60 : Number.NaN;
  return {
    time: { column: single[0], unit: time.unit },
    zoneSeconds,
    countsZoneless: zone === undefined,
    keys: [...keys, ...runs],
    sourceKeys: runs.length,
  };
}

/** Columns in runs of neighbours, ascending. */
function runsOf(columns: readonly number[]): ColumnRun[] {
  const runs: { first: number; last: number }[] = [];
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && column === run.last + 1) run.last = column;
    else runs.push({ first: column, last: column });
  }
  return runs;
}
