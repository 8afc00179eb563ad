import { expect, test } from "vitest";
import { rowAfter } from "./roving.ts";

test("arrows move by one row and stay in the table", () => {
  expect(["ArrowDown", "ArrowUp", "Home", "End", "Enter"].map((key) => rowAfter(key, 3, 9))).toEqual([
    4,
    2,
    0,
    8,
    null,
  ]);
  expect(rowAfter("ArrowDown", 8, 9)).toBe(8);
  expect(rowAfter("ArrowUp", 0, 9)).toBe(0);
  expect(rowAfter("End", 0, 0)).toBeNull();
});
