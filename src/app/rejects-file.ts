import type { PlannedFile } from "../client/file-reader.ts";
import { RejectReader } from "../client/reject-reader.ts";
import { REJECTS_HEAD, rejectLines } from "../core/present/rejects-csv.ts";
import type { FileSummary } from "./phase.ts";
import type { SessionWorkers } from "./session-workers.ts";

/**
 * `rejects.csv` of files in their order: from the samples where they are all there is, else from the file itself, read again
 * by the workers. `files` and `summaries` are of the same files. Rejects when the signal is aborted or a file cannot be read.
 */
export async function rejectsCsvOf(
  workers: Pick<SessionWorkers, "parsers" | "inflater">,
  files: readonly PlannedFile[],
  summaries: readonly FileSummary[],
  signal: AbortSignal,
): Promise<Blob> {
  const isLong = summaries.map(({ report }) => report.rejects.some(({ count, samples }) => count > samples.length));
  const long = files.flatMap((file, at) => (isLong[at] ? [{ ...file, lines: summaries[at].report.counts.lines }] : []));
  const lists = long.length === 0 ? [] : await new RejectReader(long, workers.parsers, workers.inflater).list(signal);
  const parts = summaries.map(({ name, report }, at): Blob | string => {
    if (isLong[at]) return lists.shift() ?? "";
    const samples = report.rejects.flatMap((reject) => reject.samples).toSorted((a, b) => a.line - b.line);
    return rejectLines(name, samples, 0);
  });
  return new Blob([REJECTS_HEAD, ...parts], { type: "text/csv" });
}
