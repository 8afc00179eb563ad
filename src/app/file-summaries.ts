import { formatCounts } from "../core/present/format-words.ts";
import type { FileCut } from "../core/trace/file-cut.ts";
import type { FileReport } from "../core/trace/file-report.ts";
import type { FileSummary, InspectedFile, ReadyState } from "./phase.ts";

/** What became of the dropped files. `reports` are of the files with a plan, in their order, `cuts` of some of them. */
export function fileSummaries(
  inspected: readonly InspectedFile[],
  reports: readonly FileReport[],
  cuts: readonly FileCut[],
): Pick<ReadyState, "files" | "skipped"> {
  const files: FileSummary[] = [];
  const skipped: ReadyState["skipped"][number][] = [];
  for (const { file, plan, problem, origin } of inspected) {
    if (plan === null) {
      skipped.push({
        name: file.name,
        reason: problem ?? (origin === "user" ? "you left it out" : "no roles were set"),
      });
      continue;
    }
    const report = reports[files.length];
    const formats = formatCounts(plan, report.formats);
    files.push({
      name: file.name,
      bytes: file.size,
      bytesRead: cuts.find(({ fileIndex }) => fileIndex === files.length)?.bytesRead ?? file.size,
      format: plan.compression === "none" ? plan.format : `${plan.format}+${plan.compression}`,
      ...(formats && { formats }),
      report,
      guessed: origin === "guess",
    });
  }
  return { files, skipped };
}

/** What reading made of one of the inspected files, by its position; null of a file that was not read. */
export function summaryAt(
  inspected: readonly InspectedFile[],
  read: readonly FileSummary[] | undefined,
  at: number,
): FileSummary | null {
  if (inspected[at].plan === null) return null;
  return read?.[inspected.slice(0, at).filter(({ plan }) => plan !== null).length] ?? null;
}
