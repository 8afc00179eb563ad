import { expect, test } from "vitest";
import { nextPosition } from "./use-roving.ts";

test("arrows stop at the ends of a list", () => {
  expect(["ArrowDown", "ArrowUp", "Home", "End", "a"].map((key) => nextPosition(key, 1, 3))).toEqual([
    2,
    0,
    0,
    2,
    null,
  ]);
  expect([nextPosition("ArrowDown", 2, 3), nextPosition("ArrowUp", 0, 3), nextPosition("End", 0, 0)]).toEqual([
    2,
    0,
    null,
  ]);
});
