import type { SqlType } from "./schema.ts";

/** Type of a parameter; what the caller hands in is a string for VARCHAR and a number (or bigint) otherwise. */
export type ParameterType = "VARCHAR" | "BIGINT" | "INTEGER" | "DOUBLE";

export interface QuerySpec {
  /** What it answers, for the list of ready queries. */
  readonly title: string;
  readonly parameters: Readonly<Record<string, ParameterType>>;
  /** Declared columns and types, in order; a test compares them with what the database says. */
  readonly columns: Readonly<Record<string, SqlType>>;
  readonly sql: string;
}
