import type { AnalysisReport, ClassReport, PathLine } from "./analysis-report.ts";
import type { DurationUnit } from "./number-format.ts";
import { columnUnit } from "./number-format.ts";
import { type PathRow, pathTable } from "./path-rows.ts";
import type { Tick } from "./time-ticks.ts";
import { durationTicks } from "./value-ticks.ts";

/** What a component takes in all and what of it requests wait for, as means over the requests with a path. */
export interface DumbbellRow {
  /** Of a component, "hand-offs", or "12 other components". */
  readonly name: string;
  readonly of: "component" | "hand-offs" | "others";
  /** Durations of all its segments; null where nothing lasts (hand-offs). */
  readonly totalNs: number | null;
  readonly criticalNs: number;
  /** Its line with the most critical time, null without any. */
  readonly top: PathRow | null;
}

export interface Dumbbells {
  readonly rows: readonly DumbbellRow[];
  readonly unit: DurationUnit;
  /** End of the axis, ns. */
  readonly largestNs: number;
  readonly ticks: readonly Tick[];
  /** The component that takes most in all, where another one has more of the path; null else. */
  readonly misleading: DumbbellRow | null;
}

/** Rows shown beside that of the others. */
const MOST_ROWS = 9;

/** Total against critical time of the components of a class, most critical first. */
export function dumbbells(report: AnalysisReport, of: ClassReport): Dumbbells {
  const lines = report.criticalPath.filter((line) => line.class === of.id);
  const { rows: pathRows } = pathTable(report.criticalPath, of.id);
  const requests = Math.max(1, of.requests);
  const rowOf = (own: (line: PathLine) => boolean) => {
    const at = lines.flatMap((line, index) => (own(line) ? [index] : []));
    return {
      criticalNs: at.reduce((sum, index) => sum + lines[index].meanNs, 0),
      top: at.length === 0 ? null : pathRows[at[0]],
    };
  };
  const components = of.components.map(
    ({ component, name, totalNs }): DumbbellRow => ({
      name,
      of: "component",
      totalNs: totalNs / requests,
      ...rowOf(({ kind, components: ends }) => kind === "segment" && ends?.from === component),
    }),
  );
  const handOffs = rowOf(({ kind }) => kind === "hand-off");
  const all: DumbbellRow[] = [
    ...components,
    ...(handOffs.top === null ? [] : [{ name: "hand-offs", of: "hand-offs" as const, totalNs: null, ...handOffs }]),
  ].sort((a, b) => b.criticalNs - a.criticalNs || (b.totalNs ?? 0) - (a.totalNs ?? 0));
  const rows = all.length <= MOST_ROWS + 1 ? all : [...all.slice(0, MOST_ROWS), othersOf(all.slice(MOST_ROWS))];
  const largestNs = rows.reduce((most, row) => Math.max(most, row.totalNs ?? 0, row.criticalNs), 0);
  const [longest] = components;
  const leader = components.reduce<DumbbellRow | null>(
    (best, row) => (best === null || row.criticalNs > best.criticalNs ? row : best),
    null,
  );
  return {
    rows,
    unit: columnUnit(rows.flatMap(({ totalNs, criticalNs }) => [totalNs ?? 0, criticalNs])),
    largestNs,
    ticks: durationTicks(largestNs, 2),
    misleading: leader === null || leader === longest ? null : longest,
  };
}

function othersOf(rows: readonly DumbbellRow[]): DumbbellRow {
  return {
    name: `${rows.length} other components`,
    of: "others",
    totalNs: rows.reduce((sum, { totalNs }) => sum + (totalNs ?? 0), 0),
    criticalNs: rows.reduce((sum, { criticalNs }) => sum + criticalNs, 0),
    top: rows[0].top,
  };
}
