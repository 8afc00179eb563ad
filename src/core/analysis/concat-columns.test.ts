import { expect, test } from "vitest";
import { textOf } from "../dictionary-text.ts";
import { concatColumns } from "./concat-columns.ts";
import type { DatabaseColumn } from "./database-column.ts";
import { textColumn } from "./database-column.ts";

function textsOfColumn(column: DatabaseColumn): (string | null)[] {
  if (column.kind !== "text") throw new Error("not a text column");
  return Array.from(column.ids, (id) => (id < 0 ? null : textOf(column.dictionary, id)));
}

test("texts of different dictionaries keep their values and their NULLs", () => {
  const parts = [["a", null, "b"], ["b", "c"], []].map((texts) => [textColumn("t", texts)]);
  expect(textsOfColumn(concatColumns(parts)[0])).toEqual(["a", null, "b", "b", "c"]);
});

test("a shared dictionary stays one", () => {
  const part = textColumn("t", ["x", "y"]);
  const [joined] = concatColumns([[part], [part]]);
  expect(textsOfColumn(joined)).toEqual(["x", "y", "x", "y"]);
  expect(joined.kind === "text" && part.kind === "text" && joined.dictionary === part.dictionary).toBe(true);
});

test("numbers keep their type and the column's origin", () => {
  const part = (values: number[]): DatabaseColumn[] => [
    { name: "n", kind: "bigint", values: Float64Array.from(values), originNs: 5n },
  ];
  expect(concatColumns([part([1]), part([2, 3])])).toEqual(part([1, 2, 3]));
});
