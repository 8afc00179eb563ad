import type { OrderRelations } from "../model/order-relations.ts";
import { STATUSES } from "../model/status.ts";
import type { Analysis } from "./analysis-store.ts";
import type { AnalysisTable } from "./database-column.ts";
import { bigintColumn, constantColumn, doubleColumn, textColumn } from "./database-column.ts";

/** The relations of one class, tested ones only. Kind ids are unique within a class. */
export function relationTables(analysis: Analysis, id: number): AnalysisTable[] {
  const model = analysis.models[id];
  const { reducedIn, segmentReducedIn } = analysis.paths[id];
  const { kindCode, segmentStart } = analysis.tables[id];
  return [
    orderTable("happens_before", analysis, id, model.orders, reducedIn, kindCode.length),
    orderTable("segment_happens_before", analysis, id, model.segmentOrders, segmentReducedIn, segmentStart.length),
    exclusionTable(analysis, id),
    pipelineTable(analysis, id),
  ];
}

const EXCLUSION_COLUMNS = [
  ["a_kind", "a"],
  ["b_kind", "b"],
  ["a_first", "ab"],
  ["b_first", "ba"],
  ["overlaps", "overlaps"],
  ["undecided", "undecided"],
] as const;

function exclusionTable(analysis: Analysis, id: number): AnalysisTable {
  const { exclusions } = analysis.models[id];
  const counts = EXCLUSION_COLUMNS.map(([name, field]) => {
    const values = exclusions.map((exclusion) => exclusion[field]);
    return bigintColumn(name, values);
  });
  const statuses = exclusions.map(({ status }) => status);
  const columns = [
    constantColumn("class", analysis.classNames[id], exclusions.length),
    ...counts,
    textColumn("status", statuses),
  ];
  return { table: "mutual_exclusion", columns };
}

function pipelineTable(analysis: Analysis, id: number): AnalysisTable {
  const { pipelines } = analysis.models[id];
  const { taskNames } = analysis.names;
  const counts = (["support", "violations", "lost", "spurious"] as const).map((field) => {
    const values = pipelines.map((pipeline) => pipeline[field]);
    return bigintColumn(field, values);
  });
  const from = pipelines.map((pipeline) => taskNames[pipeline.from]);
  const to = pipelines.map((pipeline) => taskNames[pipeline.to]);
  const statuses = pipelines.map(({ status }) => status);
  return {
    table: "pipeline",
    columns: [
      constantColumn("class", analysis.classNames[id], pipelines.length),
      textColumn("from_task", from),
      textColumn("to_task", to),
      ...counts,
      textColumn("status", statuses),
    ],
  };
}

function orderTable(
  table: string,
  analysis: Analysis,
  id: number,
  orders: OrderRelations,
  reducedIn: Uint32Array,
  kinds: number,
): AnalysisTable {
  const statuses = Array.from(orders.status, (status) => STATUSES[status]);
  const reduced = Array.from(orders.from, (from, i) => reducedIn[from * kinds + orders.to[i]]);
  return {
    table,
    columns: [
      constantColumn("class", analysis.classNames[id], orders.from.length),
      bigintColumn("from_kind", orders.from),
      bigintColumn("to_kind", orders.to),
      bigintColumn("support", orders.support),
      bigintColumn("violations", orders.violations),
      bigintColumn("undecided", orders.undecided),
      textColumn("status", statuses),
      doubleColumn("p8", orders.p8),
      bigintColumn("reduced_in", reduced),
    ],
  };
}
