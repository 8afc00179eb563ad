import type { FileReport } from "../trace/file-report.ts";
import type { AnalysisReport } from "./analysis-report.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "./number-format.ts";
import { pathTable } from "./path-rows.ts";
import { survivingAndRefuted } from "./relation-words.ts";

/** A run of a sentence; strong ones carry the figures. */
export interface Phrase {
  readonly text: string;
  readonly strong: boolean;
}

/** Below this many requests estimates of a class say little. */
export const TOO_FEW_REQUESTS = 50;

/** What was found, in plain words: latency, the segment that dominates the path of a class, and what the logs refuted. */
export function summaryPhrases(report: AnalysisReport, classId: number): Phrase[] {
  const { latencyNs } = report;
  const phrases: Phrase[] = [
    plain("Half of "),
    strong(formatCountOf(report.requests, "request")),
    plain(" finish within "),
    strong(formatDuration(latencyNs.p50)),
    plain(", 95 % within "),
    strong(formatDuration(latencyNs.p95)),
    plain(". "),
  ];
  const table = pathTable(report.criticalPath, classId);
  const [top] = table.rows;
  const named = report.classes.find(({ id }) => id === classId);
  if (top !== undefined && named !== undefined) {
    phrases.push(
      plain("Of the mean "),
      strong(formatDuration(table.meanLatencyNs)),
      plain(` of ${named.name}, `),
      strong(formatDuration(top.meanNs)),
      plain(top.isHandOff ? " passes in the hand-off " : " is critical in "),
      strong(top.name),
      plain(`, on the critical path of ${formatShare(top.onPathShare)} of its requests. `),
    );
  }
  const { surviving, refuted } = survivingAndRefuted(named?.relations ?? report.relations);
  phrases.push(
    strong(formatCount(surviving)),
    plain(" orders of events were never violated there, "),
    strong(formatCount(refuted)),
    plain(" were refuted."),
  );
  return phrases;
}

/** "3,266,437 lines = 3,262,910 records + 1,204 continuations + 2,323 rejects": what became of every line of a file. */
export function conservationSentence(counts: FileReport["counts"], unit = "line"): string {
  const parts: [number, string, string][] = [
    [counts.records, "record", "records"],
    [counts.continuations, "continuation", "continuations"],
    [counts.blank, "blank or header", "blank or header"],
    [counts.duplicates, "duplicate", "duplicates"],
    [counts.rejects, "reject", "rejects"],
  ];
  const said = parts
    .filter(([count], at) => at === 0 || count > 0)
    .map(([n, one, many]) => formatCountOf(n, one, many));
  return `${formatCountOf(counts.lines, unit)} = ${said.join(" + ")}`;
}

/** Whether every line of a file is accounted for. */
export function isConserved({
  lines,
  records,
  continuations,
  blank,
  duplicates,
  rejects,
}: FileReport["counts"]): boolean {
  return lines === records + continuations + blank + duplicates + rejects;
}

/** What can be said of a class with few requests; null when there are enough. */
export function tooFewSentence(requests: number): string | null {
  if (requests >= TOO_FEW_REQUESTS) return null;
  return (
    `${formatCountOf(requests, "request")}: too few to say. Below ${TOO_FEW_REQUESTS} every relation is tentative: ` +
    "of the orders that survive 10 requests, about 25 % are refuted later."
  );
}

function plain(text: string): Phrase {
  return { text, strong: false };
}

function strong(text: string): Phrase {
  return { text, strong: true };
}
