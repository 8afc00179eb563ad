import type { FilterTerm, RequestFilter } from "../core/analysis/request-filter.ts";
import { attributeColumnNames } from "./schema.ts";
import { identifier, literal } from "./sql-text.ts";

/** What the terms of a filter name by number. */
export interface FilterTables {
  /** By class id, as the tables write them. */
  readonly classNames: readonly string[];
  /** Epoch ns of the dataset's origin. */
  readonly originNs: bigint;
  /** Attributes in the order of the columns behind those of the schema. */
  readonly attributes: readonly string[];
}

/**
 * The requests that a filter keeps, slowest first, as a statement. Terms about events and segments look at the tables
 * `event` and `segment`: where these are a sample, other requests have none there.
 */
export function filterStatement(filter: RequestFilter, tables: FilterTables): string {
  const conditions = filter.terms.map((term) => condition(term, tables));
  return [
    "select r.request_id, r.class, r.start, r.latency_ns, r.events, r.hosts, r.critical_path_ns",
    "from request r",
    ...conditions.map((text, at) => `${at === 0 ? "where" : "  and"} ${text}`),
    "order by r.latency_ns desc, r.request_id",
  ].join("\n");
}

/** A term as a condition on the row `r` of `request`; never NULL. */
function condition(term: FilterTerm, tables: FilterTables): string {
  switch (term.on) {
    case "start":
      return range("r.start_ns", term, tables.originNs);
    case "latency":
      return range("r.latency_ns", term, 0n);
    case "class": {
      const names = term.classes.map((id) => tables.classNames[id]).filter((name) => name !== undefined);
      return signed(term.has, `coalesce(r.class in (${list(names)}), false)`, names.length === 0);
    }
    case "id":
      return signed(term.has, `starts_with(r.request_id, ${literal(term.prefix)})`);
    case "event":
      return signed(term.has, among("event", `task = ${literal(term.task)} and label = ${literal(term.label)}`));
    case "segment": {
      const labels = `start_label = ${literal(term.from)} and end_label = ${literal(term.to)}`;
      return signed(term.has, among("segment", `task = ${literal(term.task)} and ${labels}`));
    }
    case "host":
      return signed(term.has, among("event", `host in (${list(term.values)})`), term.values.length === 0);
    case "attribute": {
      const at = tables.attributes.indexOf(term.name);
      if (at < 0) return signed(term.has, "", true);
      const column = identifier(attributeColumnNames("event", tables.attributes)[at]);
      return signed(term.has, among("event", `${column} in (${list(term.values)})`), term.values.length === 0);
    }
  }
}

/** @param isNever what the term names is nowhere */
function signed(has: boolean, text: string, isNever = false): string {
  if (isNever) return has ? "false" : "true";
  return has ? text : `not ${text}`;
}

function among(table: "event" | "segment", text: string): string {
  return `(r.request_id in (select request_id from ${table} where ${text}))`;
}

function list(values: readonly string[]): string {
  return values.map(literal).join(", ");
}

/** Half-open: the lower bound is meant, the upper one is not. */
function range(column: string, term: { fromNs: number | null; toNs: number | null }, originNs: bigint): string {
  const at = (ns: number) => literal(originNs + BigInt(Math.round(ns)));
  const bounds = [
    ...(term.fromNs === null ? [] : [`${column} >= ${at(term.fromNs)}`]),
    ...(term.toNs === null ? [] : [`${column} < ${at(term.toNs)}`]),
  ];
  return bounds.length === 0 ? "true" : bounds.join(" and ");
}
