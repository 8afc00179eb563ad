import type { Dictionary } from "../dictionary.ts";
import { dictionaryOf } from "../dictionary-text.ts";
import { Interner } from "../interner.ts";

/**
 * A column for the database, as plain typed arrays: nothing is converted to one object or string per row. The door in
 * `data` turns it into Arrow bytes.
 */
export type DatabaseColumn =
  /** VARCHAR; `ids[row]` → entry of the dictionary, negative = NULL. */
  | { readonly name: string; readonly kind: "text"; readonly dictionary: Dictionary; readonly ids: Int32Array }
  /** INTEGER; `missing` (for example −1) = NULL. Unsigned 32-bit values belong into a `bigint` column. */
  | {
      readonly name: string;
      readonly kind: "integer";
      readonly values: Int32Array | Uint16Array | Uint8Array;
      readonly missing?: number;
    }
  /** BIGINT: counts, durations (ns) or, with `originNs`, epoch ns; integers below 2^53, NaN = NULL. */
  | {
      readonly name: string;
      readonly kind: "bigint";
      readonly values: Float64Array | Uint32Array;
      readonly originNs?: bigint;
    }
  /** TIMESTAMP (UTC, µs) from ns since `originNs`; NaN = NULL. */
  | { readonly name: string; readonly kind: "timestamp"; readonly values: Float64Array; readonly originNs: bigint }
  /** DOUBLE; NaN = NULL. */
  | { readonly name: string; readonly kind: "double"; readonly values: Float64Array | Float32Array }
  /** BOOLEAN: 0 false, 1 true, anything else NULL. */
  | { readonly name: string; readonly kind: "boolean"; readonly values: Uint8Array };

/** Rows to append to a table of the database. */
export interface AnalysisTable {
  readonly table: string;
  readonly columns: readonly DatabaseColumn[];
}

/** Texts of a column, each stored once; null = NULL. */
export function textColumn(name: string, texts: Iterable<string | null>): DatabaseColumn {
  const interner = new Interner();
  const ids: number[] = [];
  for (const text of texts) ids.push(text === null ? -1 : interner.internText(text));
  return { name, kind: "text", dictionary: interner.finish(), ids: Int32Array.from(ids) };
}

/** Whole numbers; NaN = NULL. */
export function bigintColumn(name: string, values: Iterable<number>): DatabaseColumn {
  return { name, kind: "bigint", values: Float64Array.from(values) };
}

/** NaN = NULL. */
export function doubleColumn(name: string, values: Iterable<number>): DatabaseColumn {
  return { name, kind: "double", values: Float64Array.from(values) };
}

/** The same text in every row. */
export function constantColumn(name: string, text: string, rows: number): DatabaseColumn {
  return { name, kind: "text", dictionary: dictionaryOf([text]), ids: new Int32Array(rows) };
}
