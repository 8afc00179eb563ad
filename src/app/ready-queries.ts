import { filterOf } from "../core/analysis/request-filter.ts";
import { STATUSES } from "../core/model/status.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import { filterStatement } from "../data/filter-sql.ts";
import { QUERIES, type QueryName } from "../data/queries.ts";
import type { ParameterType, QuerySpec } from "../data/query-spec.ts";
import { queryText } from "../data/query-text.ts";
import type { SqlValue } from "../data/sql-text.ts";

/** What a value of a ready query names, so that the screen can offer what there is. */
export type ReadyValue = "class" | "status" | "count" | "share" | "request" | "task" | "label";

export interface ReadyQuery {
  readonly name: QueryName;
  readonly title: string;
  readonly parameters: readonly { readonly name: string; readonly value: ReadyValue }[];
}

export interface ReadyGroup {
  readonly title: string;
  readonly queries: readonly ReadyQuery[];
}

/** Values that are filled in when nothing else is known. */
export const READY_DEFAULTS: Readonly<Record<"count" | "share" | "status", string>> = {
  count: "100",
  share: "0.05",
  status: "near",
};

/** What a status can be. */
export const READY_STATUSES: readonly string[] = STATUSES;

const GROUPS: readonly { readonly title: string; readonly names: readonly QueryName[] }[] = [
  {
    title: "Requests",
    names: [
      "latency_by_class",
      "latency_percentiles",
      "latency_by_host",
      "slowest_requests",
      "requests_by_minute",
      "requests_without_label",
    ],
  },
  { title: "Where the time goes", names: ["critical_path_of_class", "path_against_duration", "slow_against_rest"] },
  {
    title: "Relations",
    names: [
      "orders_of_class",
      "near_invariants",
      "requests_against_order",
      "orders_by_status",
      "segment_orders_by_status",
      "exclusions_by_status",
      "pipelines",
      "support_of_segment_order",
      "requests_against_segment_order",
    ],
  },
  { title: "What was recorded", names: ["dataset_size", "events_by_host", "events_of_request", "segments_of_request"] },
];

/** The named queries that are offered to be read, changed and run. */
export const READY_GROUPS: readonly ReadyGroup[] = GROUPS.map(({ title, names }) => ({
  title,
  queries: names.map((name): ReadyQuery => {
    const spec: QuerySpec = QUERIES[name];
    const parameters = Object.entries(spec.parameters).map(([parameter, type]) => ({
      name: parameter,
      value: meaningOf(parameter, type),
    }));
    return { name, title: spec.title, parameters };
  }),
}));

/** A ready query as text, with the values that were entered; a value that is no number where one belongs counts as 0. */
export function readyText({ name, title }: ReadyQuery, entered: ReadonlyMap<string, string>): string {
  const spec: QuerySpec = QUERIES[name];
  const values = Object.entries(spec.parameters).map(([parameter, type]): [string, SqlValue] => {
    const text = entered.get(parameter) ?? "";
    return [parameter, type === "VARCHAR" ? text : numberOf(text, type)];
  });
  return `-- ${title}\n${queryText(name, Object.fromEntries(values))}`;
}

/** The requests that a filter keeps, as text. */
export function filterText(report: AnalysisReport, filter: string, attributes: readonly string[]): string {
  const classNames: string[] = [];
  for (const { id, name } of report.classes) classNames[id] = name;
  const tables = { classNames, originNs: BigInt(report.originNs), attributes };
  return `-- The requests that the filter keeps\n${filterStatement(filterOf(filter), tables)}`;
}

function numberOf(text: string, type: ParameterType): SqlValue {
  const number = Number(text);
  if (!Number.isFinite(number)) return 0;
  return type === "DOUBLE" ? number : Math.round(number);
}

function meaningOf(parameter: string, type: ParameterType): ReadyValue {
  if (type === "DOUBLE") return "share";
  if (type !== "VARCHAR") return "count";
  if (parameter === "class" || parameter === "status") return parameter;
  if (parameter === "request_id") return "request";
  return parameter.endsWith("task") ? "task" : "label";
}
