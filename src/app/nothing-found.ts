import type { FileReport } from "../core/trace/file-report.ts";
import type { InspectedFile } from "./phase.ts";

/** Why no event came out of files that were read: the most frequent reject of each. `reports` are of the files with a plan. */
export function nothingFound(inspected: readonly InspectedFile[], reports: readonly FileReport[]): string {
  const planned = inspected.filter(({ plan }) => plan !== null);
  const reasons = reports.map(({ rejects }, at) => {
    const name = planned[at].file.name;
    const [worst] = rejects;
    if (worst === undefined) return `${name}: no records.`;
    const [sample] = worst.samples;
    return `${name}: ${worst.count} records rejected; line ${sample?.line ?? "?"}: ${sample?.reason ?? ""}.`;
  });
  return `Nothing could be analysed. ${reasons.join(" ")}`;
}
