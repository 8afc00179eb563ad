import type { FileSummary, InspectedFile } from "./phase.ts";

/** Whether two decisions about files read the same bytes in the same way, whoever took them. */
export function isSameReading(left: readonly InspectedFile[], right: readonly InspectedFile[]): boolean {
  if (left.length !== right.length) return false;
  return left.every(({ file, plan }, at) => file === right[at].file && printed(plan) === printed(right[at].plan));
}

/** Summaries of files whose reading was confirmed: what the user set is no guess. */
export function confirmedSummaries(files: readonly FileSummary[], confirmed: readonly InspectedFile[]): FileSummary[] {
  const read = confirmed.filter(({ plan }) => plan !== null);
  return files.map((file, at) => ({ ...file, guessed: read[at]?.origin === "guess" }));
}

/** Plain data as text that does not depend on the order of names; what is undefined is absent. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const parts = Object.entries(value).flatMap(([name, part]) =>
    part === undefined ? [] : [`${JSON.stringify(name)}:${printed(part)}`],
  );
  return `{${parts.sort().join()}}`;
}
