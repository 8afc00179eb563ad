import type { FileReport } from "../trace/file-report.ts";
import { formatCount, formatCountOf, formatShare } from "./number-format.ts";
import { rejectWords } from "./reject-words.ts";

/** Above this share of rejected lines an analysis asks before it goes on … */
export const ASKING_SHARE = 0.2;
/** … and from this one on the result says so. */
export const TELLING_SHARE = 0.01;

export interface ReportedFile {
  readonly name: string;
  readonly report: Pick<FileReport, "counts" | "rejects">;
}

/** Rejected lines among all of a file. */
export function rejectShare({ lines, rejects }: Pick<FileReport["counts"], "lines" | "rejects">): number {
  return rejects / Math.max(1, lines);
}

/** What to say before the analysis of files goes on, of which a large part was rejected; null if none was. */
export function rejectQuestion(files: readonly ReportedFile[]): string | null {
  const bad = files
    .filter(({ report }) => rejectShare(report.counts) > ASKING_SHARE)
    .sort((a, b) => rejectShare(b.report.counts) - rejectShare(a.report.counts));
  if (bad.length === 0) return null;
  const [{ name, report }] = bad;
  const others = bad.length === 1 ? "" : `; so was more than a fifth of ${formatCountOf(bad.length - 1, "other file")}`;
  return (
    `${name}: ${formatCount(report.counts.rejects)} of ${formatCountOf(report.counts.lines, "line")} ` +
    `(${formatShare(rejectShare(report.counts))}) were rejected, ${worstWords(report)}${others}. ` +
    "Say what they are, or analyse the rest without them."
  );
}

/** What a result says of its rejected lines; null where they are too few to matter. */
export function rejectNotice(files: readonly ReportedFile[]): string | null {
  const total = { lines: 0, rejects: 0 };
  for (const { report } of files) {
    total.lines += report.counts.lines;
    total.rejects += report.counts.rejects;
  }
  if (total.rejects === 0 || rejectShare(total) < TELLING_SHARE) return null;
  const worst = files.toSorted((a, b) => b.report.counts.rejects - a.report.counts.rejects)[0];
  return (
    `${formatCount(total.rejects)} of ${formatCountOf(total.lines, "line")} (${formatShare(rejectShare(total))}) were ` +
    `rejected and take no part, ${worstWords(worst.report)}.`
  );
}

/** "most of them (1,100) for: no request id" */
function worstWords({ rejects, counts }: ReportedFile["report"]): string {
  const [worst] = rejects;
  if (worst === undefined) return "for several reasons";
  const words = rejectWords(worst.code);
  return worst.count === counts.rejects
    ? `all for: ${words}`
    : `most of them (${formatCount(worst.count)}) for: ${words}`;
}
