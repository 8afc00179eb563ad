import { csvFormat } from "./csv-format.ts";
import { elementParser } from "./element-slice.ts";
import { compilePlan } from "./field-plan.ts";
import type { Format, NeedMoreBytes, SliceInput } from "./format.ts";
import { ELEMENT_FORMATS } from "./formats/element-formats.ts";
import { ndjsonFormat } from "./ndjson-format.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SourceFormat, SourcePlan } from "./source-plan.ts";

/** The registry: a new format is one file and one line here. */
const FORMATS: ReadonlyMap<SourceFormat, Format> = new Map(
  [csvFormat, ndjsonFormat, ...ELEMENT_FORMATS.map(elementParser)].map((format) => [format.name, format]),
);

/** The implementation of a format. Throws if the registry lacks it. */
export function formatOf(name: SourceFormat): Format {
  const format = FORMATS.get(name);
  if (!format) throw new Error(`no format "${name}"`);
  return format;
}

/**
 * Parses one slice (or block of a stream) of a file: a pure function of its arguments. If the last record of the slice
 * goes on past the bytes given, says how many more it wants. Throws if the plan does not compile: plans from outside
 * go through `compilePlan` first.
 */
export function parseSlice(plan: SourcePlan, input: SliceInput): ParsedSlice | NeedMoreBytes {
  const compiled = compilePlan(plan);
  if (!compiled.ok) throw new Error(`${compiled.failure.code}: ${compiled.failure.message}`);
  return formatOf(plan.format).parse(compiled.value, input);
}
