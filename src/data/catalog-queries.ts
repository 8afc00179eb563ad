import type { QuerySpec } from "./query-spec.ts";

/** What the database says of itself; for the app, not for the list of ready queries. */
export const CATALOG_QUERIES = {
  memory_used: {
    title: "Memory the database accounts for",
    parameters: {},
    columns: { bytes: "BIGINT" },
    sql: "select coalesce(sum(memory_usage_bytes + temporary_storage_bytes), 0)::BIGINT as bytes from duckdb_memory()",
  },
  table_rows: {
    title: "Rows of every table",
    parameters: {},
    columns: { table_name: "VARCHAR", row_count: "BIGINT" },
    sql: `select table_name, estimated_size as row_count from duckdb_tables()
          where database_name = 'memory' and schema_name = 'main' order by table_name`,
  },
  kind_names: {
    title: "Tasks and labels",
    parameters: {},
    columns: { task: "VARCHAR", label: "VARCHAR" },
    sql: "select distinct task, label from event_kind order by task, label",
  },
  function_names: {
    title: "Functions that statements can use",
    parameters: {},
    columns: { function_name: "VARCHAR", function_type: "VARCHAR", description: "VARCHAR" },
    sql: `select function_name, function_type, coalesce(any_value(description), '') as description
          from duckdb_functions()
          where function_type in ('scalar', 'aggregate', 'macro', 'table') and regexp_matches(function_name, '^[a-z]\\w*$')
          group by function_name, function_type order by function_name, function_type`,
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;
