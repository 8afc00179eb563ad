import { expect, test } from "vitest";
import { ResultTable } from "./result-table.ts";

const COLUMNS = [{ name: "a", sqlType: "BIGINT", cell: "bigint", isNumeric: true }] as const;
const batch = (...values: unknown[]) => ({ columns: [], rowCount: values.length, values: [values] });

test("rows are found in whatever batch they came", () => {
  const table = new ResultTable(COLUMNS, [batch(0, 1, 2), batch(3), batch(4, null)]);
  expect(table.rowCount).toBe(6);
  expect(Array.from({ length: 7 }, (_, row) => table.cell(row, 0))).toEqual([0, 1, 2, 3, 4, null, undefined]);
});

test("no batch, no row", () => {
  expect(new ResultTable(COLUMNS, []).cell(0, 0)).toBeUndefined();
});
