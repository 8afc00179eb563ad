import type { FileReport } from "../trace/file-report.ts";
import type { AnalysisReport } from "./analysis-report.ts";
import type { FormatCount } from "./format-words.ts";
import type { ReadingCut } from "./reading-cut.ts";

export interface SummaryInput {
  readonly report: AnalysisReport;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly format: string;
    readonly formats?: readonly FormatCount[];
    readonly report: FileReport;
  }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Where reading was stopped; null if every file was read to its end. */
  readonly cut: ReadingCut | null;
  readonly timingsMs: Readonly<Record<string, number>>;
  /** Columns of the events, without their dictionaries. */
  readonly accountedBytes: number;
}

/**
 * `summary.json` (`analysis-summary/1`). `databaseBytes` is what the database says it holds. After a cut the counts of a
 * file are of what was read, `bytes` is its size; a file that mixes formats has the records of each as `formats`.
 * `S_PARTIAL` among the warnings, and `cut.requests`, count the requests that may lack events.
 */
export function summaryDocument(input: SummaryInput, databaseBytes: number): string {
  const { report, files, skipped, cut, timingsMs } = input;
  const rejects = sumByCode(files.map((file) => file.report.rejects));
  const partial = { code: "S_PARTIAL", count: report.partialRequests };
  const warnings = sumByCode([...files.map((file) => file.report.warnings), partial.count > 0 ? [partial] : []]);
  const document = {
    format: "analysis-summary/1",
    files: files.map(({ name, bytes, format, formats, report: { counts } }) => {
      return { name, bytes, format, ...(formats && { formats }), ...counts };
    }),
    skipped,
    cut: cut && {
      bytesRead: cut.bytesRead,
      bytesTotal: cut.bytesTotal,
      requests: report.partialRequests,
      unreadFiles: cut.unreadFiles,
    },
    rejects,
    warnings,
    requests: report.requests,
    events: report.events,
    hosts: report.hosts,
    eventKinds: report.eventKinds,
    segmentKinds: report.segmentKinds,
    classes: report.classes.map(({ id, name, requests }) => ({ id, name, requests })),
    latencyNs: report.latencyNs,
    relations: report.relations,
    convergence: report.convergence,
    sampled: report.sampled,
    modelHash: report.modelHash,
    timingsMs,
    accountedBytes: input.accountedBytes + databaseBytes,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Counts by code over all files, codes ascending. Codes are ours, never the user's. */
function sumByCode(lists: readonly (readonly { readonly code: string; readonly count: number }[])[]): object {
  const sums = new Map<string, number>();
  for (const list of lists) for (const { code, count } of list) sums.set(code, (sums.get(code) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
