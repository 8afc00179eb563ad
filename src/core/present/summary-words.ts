import type { FileReport } from "../trace/file-report.ts";
import type { AnalysisReport } from "./analysis-report.ts";
import { dumbbells } from "./dumbbell-rows.ts";
import { joinedNames } from "./listed-names.ts";
import { formatCount, formatCountOf, formatDuration, formatShare } from "./number-format.ts";
import type { PathRow } from "./path-rows.ts";
import { pathTable } from "./path-rows.ts";
import type { ReadingCut } from "./reading-cut.ts";
import { survivingAndRefuted } from "./relation-words.ts";

/** A run of a sentence; strong ones carry the figures, named ones lead to the segment or hand-off. */
export interface Phrase {
  readonly text: string;
  readonly strong: boolean;
  readonly names: PathRow | null;
}

/** Below this many requests estimates of a class say little. */
export const TOO_FEW_REQUESTS = 50;

/** Further lines of the path that the summary names: those with a good part of the latency. */
const MOST_NAMED = 2;
const NAMED_SHARE = 0.08;

/**
 * What was found, in plain words: the segment that dominates the path of a class, latency, the component that misleads,
 * and what the logs refuted.
 */
export function summaryPhrases(report: AnalysisReport, classId: number): Phrase[] {
  const named = report.classes.find(({ id }) => id === classId);
  const latencyNs = named?.latencyNs ?? report.latencyNs;
  const table = pathTable(report.criticalPath, classId);
  const [top, ...next] = table.rows;
  const phrases: Phrase[] = [];
  if (top !== undefined && named !== undefined) {
    phrases.push(
      plain("Of the mean "),
      strong(formatDuration(table.meanLatencyNs)),
      plain(` of ${named.name}, `),
      strong(formatDuration(top.meanNs)),
      plain(top.isHandOff ? " passes in the hand-off " : " is critical in "),
      naming(top),
      plain(`, on the critical path of ${formatShare(top.onPathShare)} of its requests`),
    );
    const further = next.slice(0, MOST_NAMED).filter(({ meanShare }) => meanShare >= NAMED_SHARE);
    further.forEach((row, at) => {
      phrases.push(
        plain(at === 0 ? "; then come " : " and "),
        naming(row),
        plain(` with ${formatDuration(row.meanNs)}`),
      );
    });
    phrases.push(plain(". "));
  }
  phrases.push(
    plain("Half of "),
    strong(formatCountOf(named?.requests ?? report.requests, "request")),
    plain(" finish within "),
    strong(formatDuration(latencyNs.p50)),
    plain(", 95 % within "),
    strong(formatDuration(latencyNs.p95)),
    plain(". "),
  );
  const misleading = named === undefined || top === undefined ? null : dumbbells(report, named).misleading;
  if (misleading !== null) {
    phrases.push(
      plain(
        `${misleading.name} takes most time in all, ${formatDuration(misleading.totalNs ?? 0)} a request, but only `,
      ),
      strong(formatDuration(misleading.criticalNs)),
      plain(" of that is critical. "),
    );
  }
  const { surviving, refuted } = survivingAndRefuted(named?.relations ?? report.relations);
  phrases.push(
    strong(formatCount(surviving)),
    plain(surviving === 1 ? " order of events was never violated, " : " orders of events were never violated, "),
    strong(formatCount(refuted)),
    plain(refuted === 1 ? " was refuted." : " were refuted."),
  );
  return phrases;
}

/**
 * "3,266,437 lines = 3,262,910 records + 1,204 continuations + 2,323 rejects": what became of every line of a file; then
 * ", and 12 further records on their lines" if there are such.
 */
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
  const extra = counts.extra === undefined ? "" : `, and ${formatCount(counts.extra)} further records on their lines`;
  return `${formatCountOf(counts.lines, unit)} = ${said.join(" + ")}${extra}`;
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
  const { unreadFiles, problems = [] } = cut;
  const sentences = problems.slice(0, MOST_NAMES).map(({ name, readShare, problem }) => {
    const where = readShare > 0.995 ? "breaks off" : `was read up to ${formatShare(readShare)} of its bytes`;
    return `${name} ${where}: ${problem}`;
  });
  const others = problems.length - sentences.length;
  if (others > 0) sentences.push(`${formatCountOf(others, "other file")} could not be read to the end either.`);
  sentences.push(
    problems.length > 0
      ? "All numbers are about what was read."
      : `Reading was stopped at ${formatReadShare(cut)} of the bytes: all numbers are about these.`,
  );
  if (partialRequests > 0) {
    sentences.push(
      `${formatCountOf(partialRequests, "request")} near the cut, or near an end of a host's log, may lack events.`,
    );
  }
  if (unreadFiles.length > 0) {
    const rest = unreadFiles.length - MOST_NAMES;
    const names = [...unreadFiles.slice(0, MOST_NAMES), ...(rest > 0 ? [formatCountOf(rest, "other file")] : [])];
    sentences.push(`No event was read of ${joinedNames(names)}: any request may lack theirs.`);
  }
  return sentences.join(" ");
}

/** The share of the bytes that was read: "43 %". */
export function formatReadShare({ bytesRead, bytesTotal }: Pick<ReadingCut, "bytesRead" | "bytesTotal">): string {
  return formatShare(bytesTotal === 0 ? 0 : bytesRead / bytesTotal);
}

function plain(text: string): Phrase {
  return { text, strong: false, names: null };
}

function strong(text: string): Phrase {
  return { text, strong: true, names: null };
}

function naming(row: PathRow): Phrase {
  return { text: row.name, strong: true, names: row };
}
