import type { FileReport } from "../trace/file-report.ts";
import type { AnalysisReport } from "./analysis-report.ts";

export interface SummaryInput {
  readonly report: AnalysisReport;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly format: string;
    readonly report: FileReport;
  }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly timingsMs: Readonly<Record<string, number>>;
  /** Columns and dictionaries. */
  readonly accountedBytes: number;
}

/** `summary.json` (`analysis-summary/1`). `databaseBytes` is what the database says it holds. */
export function summaryDocument(input: SummaryInput, databaseBytes: number): string {
  const { report, files, skipped, timingsMs } = input;
  const rejects = new Map<string, number>();
  for (const file of files) {
    for (const { code, count } of file.report.rejects) rejects.set(code, (rejects.get(code) ?? 0) + count);
  }
  const document = {
    format: "analysis-summary/1",
    files: files.map(({ name, bytes, format, report: { counts } }) => ({ name, bytes, format, ...counts })),
    skipped,
    rejects: Object.fromEntries([...rejects].sort(([a], [b]) => (a < b ? -1 : 1))),
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
