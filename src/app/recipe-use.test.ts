import { expect, test } from "vitest";
import { recipeUseSentence } from "./recipe-use.ts";

test("says which files a recipe was applied to, and what met nothing", () => {
  const use = (applied: string[], without: string[] = [], unmet: string[] = []) =>
    recipeUseSentence({ applied, without, unmet });
  expect(use(["a.csv"])).toBe("The recipe was applied to a.csv.");
  expect(use(["a", "b", "c"], ["d"])).toBe("The recipe was applied to a, b and c. It says nothing about d.");
  expect(use(["a", "b", "c", "d", "e"], [], ["x*"])).toBe(
    "The recipe was applied to a, b and 3 others. Its source x* matched no file.",
  );
  expect(use([], ["a"], ["x", "y"])).toBe(
    "The recipe fits none of these files: their roles are as they were. Its sources x and y matched no file.",
  );
});
