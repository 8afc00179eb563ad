import { expect, test } from "vitest";
import { ResultTable } from "../../app/result-table.ts";
import { columnWidths, placeAfter, ROW_PX, rowsInView, scrollToRow } from "./grid-layout.ts";

test("only rows near what is seen are drawn, and all of those", () => {
  expect(rowsInView(0, 240, 3)).toEqual({ from: 0, to: 3 });
  const { from, to } = rowsInView(500 * ROW_PX, 240, 10_000);
  expect(from).toBeLessThanOrEqual(500);
  expect(to).toBeGreaterThanOrEqual(510);
  expect(to - from).toBeLessThan(40);
  expect(rowsInView(1e9, 240, 100)).toEqual({ from: 100, to: 100 });
});

test("columns are as wide as what they show, within limits", () => {
  const columns = ["n", "text", "long"].map(
    (name) => ({ name, sqlType: "VARCHAR", cell: "text", isNumeric: false }) as const,
  );
  const values = [["1"], ["some more text"], ["x".repeat(1000)]];
  const [narrow, wide, widest] = columnWidths(new ResultTable(columns, [{ columns: [], rowCount: 1, values }]));
  expect(narrow).toBeLessThan(wide);
  expect(wide).toBeLessThan(widest);
  expect(widest).toBeLessThan(500);
});

test("keys move within the grid, from the names to the last row", () => {
  const size = { rows: 100, columns: 3, rowsPerPage: 10 };
  const press = (key: string, from: [number, number], ctrlKey = false) => {
    const place = placeAfter({ row: from[0], column: from[1] }, { key, ctrlKey, metaKey: false }, size);
    return place === null ? null : [place.row, place.column];
  };
  expect(press("ArrowDown", [-1, 0])).toEqual([0, 0]);
  expect(press("ArrowUp", [0, 0])).toEqual([-1, 0]);
  expect(press("ArrowUp", [-1, 0])).toEqual([-1, 0]);
  expect(press("ArrowRight", [5, 2])).toEqual([5, 2]);
  expect(press("End", [5, 0])).toEqual([5, 2]);
  expect(press("End", [5, 0], true)).toEqual([99, 2]);
  expect(press("PageDown", [95, 1])).toEqual([99, 1]);
  expect(press("a", [0, 0])).toBeNull();
});

test("a row is scrolled into view by as little as possible", () => {
  expect(scrollToRow(5, 0, 240)).toBe(0);
  expect(scrollToRow(10, 0, 240)).toBe(ROW_PX);
  expect(scrollToRow(3, 10 * ROW_PX, 240)).toBe(3 * ROW_PX);
});
