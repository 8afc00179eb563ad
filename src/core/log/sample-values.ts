import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { compilePlan } from "./field-plan.ts";
import { FieldReader } from "./field-reader.ts";
import { FieldTable, RAW } from "./field-table.ts";
import type { SampleTable } from "./sample-table.ts";
import type { FieldReference } from "./source-plan.ts";
import { WorkBuffer } from "./work-buffer.ts";

/**
 * What a reference takes from each record of a sample, "" where it takes nothing: as reading does, JSON and pattern
 * included. Empty if the sample has no such column or the reference cannot be used.
 */
export function sampleValues({ columns, rows }: SampleTable, reference: FieldReference): string[] {
  const position = columns.indexOf(reference.column);
  if (position < 0) return [];
  if (reference.json === undefined && reference.pattern === undefined) return rows.map((row) => row[position] ?? "");
  const column = "value";
  const time = { column, unit: "ns" } as const;
  const roles = { request: [{ ...reference, column }], time, task: [], label: [], keys: [], attributes: [] };
  const compiled = compilePlan({ format: "csv", compression: "none", delimiter: ",", columns: [column], roles });
  if (!compiled.ok) return [];
  const fields = new FieldTable(1);
  return rows.map((row) => {
    const bytes = encodeUtf8(row[position] ?? "");
    const work = new WorkBuffer(bytes);
    const reader = new FieldReader(compiled.value, fields, work);
    fields.set(0, 0, bytes.length, RAW);
    reader.begin();
    return reader.read(compiled.value.request[0]) ? decodeUtf8(work.bytes, reader.start, reader.end) : "";
  });
}
