import type { TableState } from "../../app/database.ts";
import { formatCount } from "../../core/present/number-format.ts";

/** "bigint, ns", "varchar". */
export function columnDetail({ type, unit }: TableState["columns"][number]): string {
  return unit === "" ? type.toLowerCase() : `${type.toLowerCase()}, ${unit}`;
}

/** "48,212 rows". */
export function tableDetail({ rowCount }: TableState): string {
  return rowCount === 1 ? "1 row" : `${formatCount(rowCount)} rows`;
}
