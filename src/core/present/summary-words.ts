import type { FileReport } from "../trace/file-report.ts";
import type { AnalysisReport } from "./analysis-report.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "./number-format.ts";
import { pathTable } from "./path-rows.ts";
import type { ReadingCut } from "./reading-cut.ts";
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

/** Names of unread files that are listed; the others are counted. */
const MOST_NAMES = 3;

/** What a stopped reading means for every number on screen: how far it came, and which requests may lack events. */
export function cutSentence(cut: ReadingCut, partialRequests: number): string {
  const { unreadFiles } = cut;
  const sentences = [`Reading was stopped at ${formatReadShare(cut)} of the bytes: all numbers are about these.`];
  if (partialRequests > 0) {
    sentences.push(`${formatCountOf(partialRequests, "request")} near the cut may lack events.`);
  }
  if (unreadFiles.length > 0) {
    const rest = unreadFiles.length - MOST_NAMES;
    const names = [...unreadFiles.slice(0, MOST_NAMES), ...(rest > 0 ? [formatCountOf(rest, "other file")] : [])];
    sentences.push(`No event was read of ${listed(names)}: any request may lack theirs.`);
  }
  return sentences.join(" ");
}

/** The share of the bytes that was read: "43 %". */
export function formatReadShare({ bytesRead, bytesTotal }: Pick<ReadingCut, "bytesRead" | "bytesTotal">): string {
  return formatShare(bytesTotal === 0 ? 0 : bytesRead / bytesTotal);
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

function plain(text: string): Phrase {
  return { text, strong: false };
}

function strong(text: string): Phrase {
  return { text, strong: true };
}
