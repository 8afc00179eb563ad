import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { ElementFormat } from "./element-format.ts";
import { isWrapped } from "./envelope/envelope-columns.ts";
import { wrappedRecords } from "./envelope/wrapped-sample.ts";
import { compilePlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import { FieldTable } from "./field-table.ts";
import { formatOf } from "./formats/registry.ts";
import type { FieldReference, SourcePlan } from "./source-plan.ts";
import { WorkBuffer } from "./work-buffer.ts";

/** The first records of a file as they are written, for a panel that maps columns to roles. */
export interface RawPreview {
  readonly columns: readonly string[];
  /** By record and column; "" where a record has no such field. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The first `count` records of `head` (inflated first bytes of a file) under a plan; `isWhole` if they are all there is.
 * Failure: that of the plan (R_…), I_EMPTY if there is no record.
 */
export function previewRecords(
  plan: SourcePlan,
  head: Uint8Array,
  count: number,
  isWhole = false,
): Outcome<RawPreview> {
  const compiled = compilePlan(plan);
  if (!compiled.ok) return compiled;
  const { records, elements } = formatOf(plan.format);
  const table = (isWrapped(plan)
    ? wrappedRecords(plan, head, count, isWhole)
    : records?.(plan, head, count, isWhole)) ?? { columns: [], rows: [] };
  const preview =
    elements !== undefined
      ? elementsPreview(elements, head, count)
      : { columns: table.columns, rows: table.rows.map((row) => table.columns.map((_, i) => row[i] ?? "")) };
  return preview.rows.length > 0
    ? success(preview)
    : failure("I_EMPTY", "no record was found at the start of the file");
}

/**
 * The value that a reference takes from one example of its column ("" is a value; undefined means none): descends into
 * JSON and applies the pattern, exactly as reading does. Failures: R_PATTERN, R_PATH.
 */
export function previewField(reference: FieldReference, example: string): Outcome<string | undefined> {
  const plan: SourcePlan = {
    format: "csv",
    compression: "none",
    delimiter: ",",
    columns: [reference.column],
    roles: {
      request: [reference],
      time: { column: reference.column, unit: "ns" },
      task: [],
      label: [],
      keys: [],
      attributes: [],
    },
  };
  const compiled = compilePlan(plan);
  if (!compiled.ok) return compiled;
  const bytes = encodeUtf8(example);
  const work = new WorkBuffer(bytes);
  const fields = new FieldTable(1);
  fields.set(0, 0, bytes.length, 0);
  const reader = new FieldReader(compiled.value, fields, work);
  reader.begin();
  return success(reader.read(compiled.value.request[0]) ? decodeUtf8(work.bytes, reader.start, reader.end) : undefined);
}

function elementsPreview(format: ElementFormat, head: Uint8Array, count: number): RawPreview {
  const reader = format.reader(undefined);
  const rows: (readonly string[])[] = [];
  for (let at = 0; rows.length < count; ) {
    at = reader.next(head, at, head.length);
    if (at < 0) break;
    const units = reader.units(head, 0);
    if ("code" in units) continue;
    for (const unit of units) {
      if (unit === undefined || rows.length === count) continue;
      if (unit.tells === "span" || unit.tells === "chain" || unit.tells === "point") rows.push(format.row(unit));
    }
  }
  return { columns: format.columns, rows };
}
