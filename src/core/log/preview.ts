import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { ElementScanner } from "./element-scanner.ts";
import { isWrapped } from "./envelope/envelope-columns.ts";
import { wrappedRecords } from "./envelope/wrapped-sample.ts";
import { compilePlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import { FieldTable } from "./field-table.ts";
import { formatOf } from "./formats/registry.ts";
import { readElement } from "./jaeger-trace.ts";
import type { FieldReference, SourcePlan } from "./source-plan.ts";
import { WorkBuffer } from "./work-buffer.ts";

/** The first records of a file as they are written, for a panel that maps columns to roles. */
export interface RawPreview {
  readonly columns: readonly string[];
  /** By record and column; "" where a record has no such field. */
  readonly rows: readonly (readonly string[])[];
}

const JAEGER_COLUMNS = ["traceID", "spanID", "service", "operation", "kind", "host", "startTime", "duration"];

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
  const table = isWrapped(plan)
    ? wrappedRecords(plan, head, count, isWhole)
    : formatOf(plan.format).records?.(plan, head, count, isWhole);
  const preview =
    table === undefined
      ? jaegerPreview(head, count)
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

function jaegerPreview(head: Uint8Array, count: number): RawPreview {
  const elements = new ElementScanner(false);
  const rows: string[][] = [];
  for (let at = 0; rows.length < count; ) {
    at = elements.next(head, at, head.length);
    if (at < 0) break;
    for (const span of readElement(parseJson(decodeUtf8(head, elements.elementStart, elements.elementEnd))) ?? []) {
      if (span === undefined || rows.length === count) continue;
      const { traceId, spanId, service, operation, kind, host, startTime, duration } = span;
      rows.push([traceId, spanId, service, operation, kind, host, startTime, duration]);
    }
  }
  return { columns: JAEGER_COLUMNS, rows };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
