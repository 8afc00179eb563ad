import { CATALOG_QUERIES } from "./catalog-queries.ts";
import { EVIDENCE_QUERIES } from "./evidence-queries.ts";
import { PATH_QUERIES } from "./path-queries.ts";
import { RELATION_QUERIES } from "./relation-queries.ts";
import { REQUEST_QUERIES } from "./request-queries.ts";
import { SEGMENT_PAIR_QUERIES } from "./segment-pair-queries.ts";

/** Every query of the app. `sum` of integers is cast: its own type (128 bits) does not reach JavaScript whole. */
export const QUERIES = {
  ...REQUEST_QUERIES,
  ...PATH_QUERIES,
  ...RELATION_QUERIES,
  ...SEGMENT_PAIR_QUERIES,
  ...EVIDENCE_QUERIES,
  ...CATALOG_QUERIES,
} as const;

export type QueryName = keyof typeof QUERIES;

interface JavaScriptTypes {
  VARCHAR: string;
  BIGINT: bigint;
  INTEGER: number;
  DOUBLE: number;
  BOOLEAN: boolean;
  /** ms since 1970, UTC, with µs as decimals. */
  TIMESTAMP: number;
}

/** One row of a named query: every declared column, or null. */
export type RowOf<N extends QueryName> = {
  readonly [C in keyof (typeof QUERIES)[N]["columns"]]:
    | JavaScriptTypes[(typeof QUERIES)[N]["columns"][C] & keyof JavaScriptTypes]
    | null;
};

/** The values that a named query needs. */
export type ParametersOf<N extends QueryName> = {
  readonly [P in keyof (typeof QUERIES)[N]["parameters"]]: (typeof QUERIES)[N]["parameters"][P] extends "VARCHAR"
    ? string
    : number | bigint;
};
