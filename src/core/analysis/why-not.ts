import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { Analysis } from "./analysis-store.ts";
import type { PairQuery } from "./pair-query.ts";

/**
 * Everything that could relate two segment kinds of a class: either order, exclusion, and, between different tasks,
 * hand-over in either direction. Their evidence answers "why not?".
 */
export function whyNotQueries(analysis: Analysis, classId: number, from: number, to: number): PairQuery[] {
  const table = analysis.tables[classId];
  if (table?.segmentStart[from] === undefined || table.segmentStart[to] === undefined) {
    throw new Error(`class ${classId} has no segment kinds ${from} and ${to}`);
  }
  const { baseTaskName } = analysis.names.catalog;
  const taskOf = (segment: number) => baseTaskName[(table.kindCode[table.segmentStart[segment]] / ORDINAL_STRIDE) | 0];
  const [fromTask, toTask] = [taskOf(from), taskOf(to)];
  const queries: PairQuery[] = [
    { relation: "segmentHappensBefore", classId, from, to },
    { relation: "segmentHappensBefore", classId, from: to, to: from },
    { relation: "mutualExclusion", classId, from, to },
  ];
  if (fromTask !== toTask) {
    queries.push({ relation: "pipeline", classId, from: fromTask, to: toTask });
    queries.push({ relation: "pipeline", classId, from: toTask, to: fromTask });
  }
  return queries;
}
