import { compilePlan } from "./field-plan.ts";
import type { NeedMoreBytes, SliceInput } from "./format.ts";
import { formatOf } from "./formats/registry.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { SourcePlan } from "./source-plan.ts";

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
