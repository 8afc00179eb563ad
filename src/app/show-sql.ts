import type { PairQuery } from "../core/analysis/pair-query.ts";
import type { EvidencePair, EvidenceSide } from "../core/present/evidence-sides.ts";
import { type ParametersOf, QUERIES, type QueryName } from "../data/queries.ts";
import { bind } from "../data/sql-text.ts";
import type { Workspace } from "./workspace.ts";

/** The option of the SQL view that holds its statement. */
const SQL_TEXT = "sql.text";

/** Opens the SQL view with a named query, its values filled in. */
export function showSql<Name extends QueryName>(
  workspace: Workspace,
  name: Name,
  parameters: ParametersOf<Name>,
): void {
  workspace.go({ view: "sql", options: { ...workspace.view.value.options, [SQL_TEXT]: sqlTextOf(name, parameters) } });
}

/** Rows that a statement begins with. */
const ROWS = 100;

/** What a pair was judged by, request by request. */
export function showPairSql(
  workspace: Workspace,
  className: string,
  { relation }: PairQuery,
  pair: EvidencePair,
): void {
  const [a, b] = pair.map(({ term }) => term);
  const common = { class: className, limit: ROWS };
  if (relation === "pipeline") {
    const [from, to] = pair;
    showSql(workspace, "pipeline_of_tasks", { class: className, from_task: from.name, to_task: to.name });
  } else if (a?.on === "event" && b?.on === "event") {
    const ends = { from_task: a.task, from_label: a.label, to_task: b.task, to_label: b.label };
    showSql(workspace, "event_order_margins", { ...common, ...ends });
  } else if (a?.on === "segment" && b?.on === "segment" && relation === "mutualExclusion") {
    const ends = { a_task: a.task, a_start: a.from, a_end: a.to, b_task: b.task, b_start: b.from, b_end: b.to };
    showSql(workspace, "segment_overlaps", { ...common, ...ends });
  } else if (a?.on === "segment" && b?.on === "segment") {
    const from = { from_task: a.task, from_start: a.from, from_end: a.to };
    showSql(workspace, "segment_order_margins", {
      ...common,
      ...from,
      to_task: b.task,
      to_start: b.from,
      to_end: b.to,
    });
  }
}

/** The requests with a segment, those that spend most time in it first. */
export function showSegmentSql(workspace: Workspace, className: string, { term }: EvidenceSide): void {
  if (term?.on !== "segment") return;
  const { task, from, to } = term;
  showSql(workspace, "requests_with_segment", { class: className, task, start: from, end: to, limit: ROWS });
}

/** A named query as the user would type it. */
export function sqlTextOf<Name extends QueryName>(name: Name, parameters: ParametersOf<Name>): string {
  const text = bind(QUERIES[name].sql, parameters);
  // The queries are indented as the code around them.
  const indents = [...text.matchAll(/\n( +)/g)].map(([, spaces]) => spaces.length);
  return indents.length === 0 ? text : text.replaceAll(`\n${" ".repeat(Math.min(...indents))}`, "\n");
}
