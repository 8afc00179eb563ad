import { DOCUMENT_FORMATS, type SourcePlan } from "./source-plan.ts";

/**
 * Whether slices of the file may be read in any order: plain bytes, UTF-8 with line feeds, and a format of lines. Told by
 * names, as the registry tells it: the page asks, and need not know the formats.
 */
export function isSliced(plan: SourcePlan): boolean {
  const isPlain = plan.compression === "none" && plan.encoding === undefined && plan.lineEnds === undefined;
  return isPlain && holdsLines(plan);
}

/** Whether rows of files that are read together need hashes of their lines: copies, or repeats, of lines have to be found. */
export function hashesLines(plans: readonly SourcePlan[]): boolean {
  const ofLines = plans.filter(holdsLines);
  return ofLines.length > 1 || ofLines.some(({ repeats }) => repeats === "once");
}

/** Whether a file is lines of text, compressed or not. */
function holdsLines(plan: SourcePlan): boolean {
  return !DOCUMENT_FORMATS.some((format) => format === plan.format) && !isRows(plan);
}

/** Whether a file tells its own slices, stretches of rows. */
export function isRows(plan: SourcePlan): boolean {
  return plan.format === "parquet";
}
