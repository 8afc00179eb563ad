import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { type Column, packColumns, unpackColumns } from "../pack.ts";

/** A slice whose messages lie in the pool: its labels are what follows them, or whole labels that have no message. */
export interface PooledSlice extends ParsedSlice {
  /** Per label: message of the pool, NONE (the label has none) or FREE_TEXT; absent if no label of the slice has one. */
  readonly messageOfLabel?: Int32Array;
}

/**
 * One buffer for one slice: its plain data as JSON, in which every array is the number of its column, then the columns.
 * One copy.
 */
export function packSlice(slice: PooledSlice): ArrayBuffer {
  const columns: Column[] = [];
  const plain = JSON.stringify(slice, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? { $column: columns.push(value as Column) } : value,
  );
  return packColumns([encodeUtf8(plain), ...columns]);
}

/** The slice again: views on the buffer. Throws if the buffer is no pack of this version. */
export function unpackSlice(buffer: ArrayBuffer): PooledSlice {
  const [plain, ...columns] = unpackColumns(buffer);
  return JSON.parse(decodeUtf8(plain as Uint8Array, 0, plain.length), (_, value: unknown) =>
    isColumn(value) ? columns[value.$column - 1] : value,
  ) as PooledSlice;
}

/** Names of a slice are ours: no text of a log is one. */
function isColumn(value: unknown): value is { readonly $column: number } {
  return typeof value === "object" && value !== null && "$column" in value;
}
