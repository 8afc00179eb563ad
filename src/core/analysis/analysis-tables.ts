import { entryCount } from "../dictionary.ts";
import { limbSum } from "../model/partial-model.ts";
import type { AnalysisReport } from "../present/analysis-report.ts";
import type { Analysis } from "./analysis-store.ts";
import { concatColumns } from "./concat-columns.ts";
import type { AnalysisTable } from "./database-column.ts";
import { bigintColumn, constantColumn, doubleColumn, textColumn } from "./database-column.ts";
import { relationTables } from "./relation-tables.ts";
import type { RequestTable } from "./request-rows.ts";

/**
 * The complete tables of an analysis: classes, kinds, relations, critical path, and requests partition by partition.
 * Kind ids are unique within a class, as in the schema.
 */
export function analysisTables(analysis: Analysis, report: AnalysisReport, requests: RequestTable): AnalysisTable[] {
  return joinTables([
    requestClasses(analysis, report, requests),
    ...analysis.tables.flatMap((_, id) => [eventKinds(analysis, id), segmentKinds(analysis, id)]),
    ...analysis.models.flatMap((_, id) => relationTables(analysis, id)),
    criticalPath(analysis, report),
    ...Array.from({ length: requests.partitionCount }, (_, partition) => requestPart(analysis, requests, partition)),
  ]);
}

/** One entry per table: the database takes few large pieces better than many small ones. */
function joinTables(parts: readonly AnalysisTable[]): AnalysisTable[] {
  const byTable = new Map<string, AnalysisTable[]>();
  for (const part of parts) {
    const known = byTable.get(part.table);
    if (known === undefined) byTable.set(part.table, [part]);
    else known.push(part);
  }
  return Array.from(byTable, ([table, pieces]) => ({
    table,
    columns: concatColumns(pieces.map(({ columns }) => columns)),
  }));
}

function requestClasses(analysis: Analysis, report: AnalysisReport, requests: RequestTable): AnalysisTable {
  const { classId, latencyNs } = requests.columns();
  const { classes } = report;
  const sums = new Float64Array(classes.length);
  for (let rank = 0; rank < classId.length; rank++) if (classId[rank] >= 0) sums[classId[rank]] += latencyNs[rank];
  const means = classes.map(({ requests: count }, id) => Math.round(sums[id] / Math.max(1, count)));
  const counts = (field: "requests" | "eventKinds" | "segmentKinds") => classes.map((report) => report[field]);
  return {
    table: "request_class",
    columns: [
      textColumn("class", analysis.classNames),
      textColumn("root", analysis.names.roots(analysis.classMap)),
      bigintColumn("requests", counts("requests")),
      bigintColumn("event_kinds", counts("eventKinds")),
      bigintColumn("segment_kinds", counts("segmentKinds")),
      bigintColumn("mean_latency_ns", means),
    ],
  };
}

function eventKinds(analysis: Analysis, id: number): AnalysisTable {
  const table = analysis.tables[id];
  const kinds = Array.from(table.kindCode, (code) => analysis.names.eventKind(code));
  const tasks = kinds.map(({ task }) => task);
  const labels = kinds.map(({ label }) => label);
  // 0 is the alias of the last occurrence.
  const ordinals = kinds.map(({ ordinal }) => (ordinal === "last" ? 0 : ordinal));
  return {
    table: "event_kind",
    columns: [
      bigintColumn("id", kinds.keys()),
      constantColumn("class", analysis.classNames[id], kinds.length),
      textColumn("task", tasks),
      textColumn("label", labels),
      bigintColumn("ordinal", ordinals),
      bigintColumn("requests", table.kindRequests),
    ],
  };
}

function segmentKinds(analysis: Analysis, id: number): AnalysisTable {
  const table = analysis.tables[id];
  const { durationHigh, durationLow, segmentOccurrences } = analysis.partial.classes[id];
  const nameOf = (kind: number) => analysis.names.eventKind(table.kindCode[kind]);
  const starts = Array.from(table.segmentStart, nameOf);
  const ends = Array.from(table.segmentEnd, nameOf);
  const tasks = starts.map(({ task }) => task);
  const startLabels = starts.map(({ label }) => label);
  const endLabels = ends.map(({ label }) => label);
  const means = starts.map((_, kind) =>
    Math.round(limbSum(durationHigh, durationLow, kind) / Math.max(1, segmentOccurrences[kind])),
  );
  return {
    table: "segment_kind",
    columns: [
      bigintColumn("id", starts.keys()),
      constantColumn("class", analysis.classNames[id], starts.length),
      textColumn("task", tasks),
      textColumn("start_label", startLabels),
      textColumn("end_label", endLabels),
      bigintColumn("requests", table.segmentRequests),
      bigintColumn("mean_ns", means),
    ],
  };
}

function criticalPath(analysis: Analysis, report: AnalysisReport): AnalysisTable {
  const lines = report.criticalPath;
  const classes = lines.map((line) => analysis.classNames[line.class]);
  const kinds = lines.map(({ kind }) => kind);
  const ids = lines.map(({ segmentKind }) => segmentKind ?? Number.NaN);
  const names = lines.map(({ name }) => name);
  const shares = lines.map(({ onPathShare }) => onPathShare);
  const means = lines.map(({ meanNs }) => Math.round(meanNs));
  const meanShares = lines.map(({ meanShare }) => meanShare);
  return {
    table: "critical_path",
    columns: [
      textColumn("class", classes),
      textColumn("kind", kinds),
      bigintColumn("id", ids),
      textColumn("name", names),
      doubleColumn("on_path_share", shares),
      bigintColumn("mean_ns", means),
      doubleColumn("mean_share", meanShares),
    ],
  };
}

function requestPart(analysis: Analysis, requests: RequestTable, partition: number): AnalysisTable {
  const ids = requests.idsOf(partition);
  const rows = requests.rowsOf(partition);
  const { originNs } = analysis.names.catalog;
  const own = Int32Array.from({ length: entryCount(ids) }, (_, index) => index);
  const classes = Array.from(rows.classId, (id) => (id < 0 ? null : analysis.classNames[id]));
  const paths = Array.from(rows.pathNs, (ns) => (ns < 0 ? Number.NaN : ns));
  return {
    table: "request",
    columns: [
      { name: "request_id", kind: "text", dictionary: ids, ids: own },
      textColumn("class", classes),
      { name: "start_ns", kind: "bigint", values: rows.startNs, originNs },
      { name: "start", kind: "timestamp", values: rows.startNs, originNs },
      { name: "latency_ns", kind: "bigint", values: rows.latencyNs },
      { name: "events", kind: "bigint", values: rows.events },
      bigintColumn("hosts", rows.hosts),
      bigintColumn("critical_path_ns", paths),
    ],
  };
}
