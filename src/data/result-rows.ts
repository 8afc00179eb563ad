import { type DataType, Type, tableFromIPC } from "@uwdata/flechette";
import { QUERIES, type QueryName, type RowOf } from "./queries.ts";

export interface ResultColumn {
  readonly name: string;
  /** What a cell is in JavaScript; a timestamp is ms since 1970 (UTC) with µs as decimals. */
  readonly type: "text" | "bigint" | "number" | "boolean" | "timestamp" | "other";
}

/** Some rows of a result, column by column: `values[column][row]`; NULL is null. */
export interface ResultBatch {
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  readonly values: readonly (readonly unknown[])[];
}

/** Decodes what the database sent: the schema message and record batches that follow it. */
export function decodeBatch(messages: readonly Uint8Array[]): ResultBatch {
  // Each column is copied out of the shared buffer: transferring one view would empty the others.
  const table = tableFromIPC([...messages], { useBigInt: true });
  return {
    columns: table.schema.fields.map(({ name, type }) => ({ name, type: cellType(type) })),
    rowCount: table.numRows,
    values: table.children.map((column) => Array.from(column)),
  };
}

/** Rows of a record batch, without decoding their values. */
export function rowCountOf(messages: readonly Uint8Array[]): number {
  return tableFromIPC([...messages]).numRows;
}

/** Whether the schema message announces a dictionary (ENUM) column, also inside lists and structs. */
export function hasDictionaries(header: Uint8Array): boolean {
  return tableFromIPC(header).schema.fields.some(({ type }) => isDictionary(type));
}

function isDictionary(type: DataType): boolean {
  if (type.typeId === Type.Dictionary) return true;
  return "children" in type && (type.children ?? []).some((child: { type: DataType }) => isDictionary(child.type));
}

function cellType(type: DataType): ResultColumn["type"] {
  switch (type.typeId) {
    case Type.Int:
      return "bitWidth" in type && type.bitWidth === 64 ? "bigint" : "number";
    case Type.Float:
    case Type.Decimal:
      return "number";
    case Type.Utf8:
    case Type.Dictionary:
      return "text";
    case Type.Bool:
      return "boolean";
    case Type.Timestamp:
      return "timestamp";
    default:
      return "other";
  }
}

/** Turns batches into the rows that the named query declares. Throws when the result has other columns: a bug. */
export function namedRows<N extends QueryName>(name: N, batches: readonly ResultBatch[]): RowOf<N>[] {
  const declared = Object.entries(QUERIES[name].columns);
  const rows: RowOf<N>[] = [];
  for (const batch of batches) {
    const actual = batch.columns.map((column) => column.name).join(", ");
    const expected = declared.map(([column]) => column).join(", ");
    if (actual !== expected) throw new TypeError(`${name} returned the columns ${actual}, declared are ${expected}.`);
    for (let row = 0; row < batch.rowCount; row++) {
      // Keys are names declared in our own source, so a plain object is safe.
      const cells = declared.map(([column, type], i) => [column, toDeclared(batch.values[i][row], type)]);
      rows.push(Object.fromEntries(cells) as RowOf<N>);
    }
  }
  return rows;
}

function toDeclared(value: unknown, type: string): unknown {
  if (type === "BIGINT" && typeof value === "number") return BigInt(value);
  return value;
}
