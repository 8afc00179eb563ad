import { formatOf } from "./formats/registry.ts";
import type { SourcePlan } from "./source-plan.ts";

/** Whether slices of the file may be read in any order: plain bytes, UTF-8 with line feeds, and a format of lines. */
export function isSliced(plan: SourcePlan): boolean {
  const isPlain = plan.compression === "none" && plan.encoding === undefined && plan.lineEnds === undefined;
  return isPlain && formatOf(plan.format).randomAccess;
}

/** Whether a file tells its own slices, stretches of rows. */
export function isRows(plan: SourcePlan): boolean {
  return formatOf(plan.format).framing === "rows";
}
