import type { AnalysisReport, PathLine } from "./analysis-report.ts";
import { columnUnit, type DurationUnit } from "./number-format.ts";

/** How strongly a line is drawn: on the path of at least half, a tenth, or fewer of the requests. */
export type PathLevel = "most" | "some" | "few";

export interface PathRow extends Pick<PathLine, "segmentKind" | "components"> {
  readonly name: string;
  readonly isHandOff: boolean;
  readonly onPathShare: number;
  readonly meanNs: number;
  readonly meanShare: number;
  readonly level: PathLevel;
  /** Length of the bar, 0 … 1: the longest line fills it. */
  readonly barShare: number;
}

export interface PathTable {
  readonly rows: readonly PathRow[];
  readonly unit: DurationUnit;
  /** Mean latency of the requests that have a path: charges sum to it exactly. */
  readonly meanLatencyNs: number;
}

/** The aggregated critical path of one class, largest mean time first. */
export function pathTable(lines: readonly PathLine[], classId: number): PathTable {
  return pathTableOf(lines.filter((line) => line.class === classId));
}

/** What a table says of one line, whatever it is a mean over. */
export type PathTableLine = Pick<
  PathLine,
  "kind" | "segmentKind" | "components" | "name" | "onPathShare" | "meanNs" | "meanShare"
>;

/** The lines as they are given. */
export function pathTableOf(own: readonly PathTableLine[]): PathTable {
  const longest = own.reduce((most, { meanNs }) => Math.max(most, meanNs), 0);
  const rows = own.map(
    ({ name, kind, segmentKind, components, onPathShare, meanNs, meanShare }): PathRow => ({
      name,
      isHandOff: kind === "hand-off",
      segmentKind,
      components,
      onPathShare,
      meanNs,
      meanShare,
      level: onPathShare >= 0.5 ? "most" : onPathShare >= 0.1 ? "some" : "few",
      barShare: longest === 0 ? 0 : meanNs / longest,
    }),
  );
  const meanLatencyNs = own.reduce((sum, { meanNs }) => sum + meanNs, 0);
  // The sum stands in the same column.
  return { rows, unit: columnUnit([meanLatencyNs]), meanLatencyNs };
}

/** The class with the most requests, the first of equals; null without classes. */
export function largestClass(report: AnalysisReport): number | null {
  let largest: AnalysisReport["classes"][number] | null = null;
  for (const entry of report.classes) if (largest === null || entry.requests > largest.requests) largest = entry;
  return largest?.id ?? null;
}

/** A label with its occurrence: "flush", "flush ×2", "flush (last)". */
export function eventName({ label, ordinal }: { readonly label: string; readonly ordinal: number | "last" }): string {
  if (ordinal === 1) return label;
  return ordinal === "last" ? `${label} (last)` : `${label} ×${ordinal}`;
}
