import type { AnalysisReport } from "./analysis-report.ts";
import { columnUnit, type DurationUnit } from "./number-format.ts";
import { type PathRow, pathTable } from "./path-rows.ts";

/** One segment under both forms of the critical path; means over the requests of the class. */
export interface FormRow {
  readonly row: PathRow;
  /** Lag-preserving: what it took of paths that keep every gap. */
  readonly laggedNs: number;
  /** The longest chain of segments by their durations: its mean time there. */
  readonly chainNs: number;
}

/** The two forms side by side. */
export interface PathForms {
  readonly rows: readonly FormRow[];
  readonly unit: DurationUnit;
  readonly meanLatencyNs: number;
  /** Summed over all segments, shown or not. */
  readonly chainNs: number;
  /** Mean share of the latency that the longest chain covers. */
  readonly coverageShare: number;
  /** Of the latency: hand-offs, which are no segments and so in no chain. */
  readonly handOffShare: number;
}

/**
 * Segments by the larger of both times, at most `most`. Null where the class has no path.
 */
export function pathForms(report: AnalysisReport, classId: number, most: number): PathForms | null {
  const lagged = pathTable(report.criticalPath, classId);
  const paper = report.paperPath.find((entry) => entry.class === classId);
  if (lagged.rows.length === 0 || paper === undefined) return null;
  const chain = pathTable(paper.lines, classId);
  const rows = new Map<string, FormRow>();
  for (const row of lagged.rows) if (!row.isHandOff) rows.set(row.name, { row, laggedNs: row.meanNs, chainNs: 0 });
  for (const row of chain.rows) {
    const known = rows.get(row.name);
    rows.set(row.name, { row: known?.row ?? row, laggedNs: known?.laggedNs ?? 0, chainNs: row.meanNs });
  }
  const larger = ({ laggedNs, chainNs }: FormRow) => Math.max(laggedNs, chainNs);
  const shown = [...rows.values()]
    .sort((a, b) => larger(b) - larger(a) || (a.row.name < b.row.name ? -1 : 1))
    .slice(0, most);
  const handOffNs = lagged.rows.reduce((sum, { isHandOff, meanNs }) => sum + (isHandOff ? meanNs : 0), 0);
  return {
    rows: shown,
    unit: columnUnit([lagged.meanLatencyNs]),
    meanLatencyNs: lagged.meanLatencyNs,
    chainNs: chain.meanLatencyNs,
    coverageShare: paper.coverageShare,
    handOffShare: lagged.meanLatencyNs > 0 ? handOffNs / lagged.meanLatencyNs : 0,
  };
}
