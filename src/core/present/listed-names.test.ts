import { expect, test } from "vitest";
import { listedNames } from "./listed-names.ts";

test("few names are told, of many two and how many more", () => {
  expect(listedNames([])).toBe("");
  expect(listedNames(["a"])).toBe("a");
  expect(listedNames(["a", "b", "c"])).toBe("a, b and c");
  expect(listedNames(["a", "b", "c", "d"])).toBe("a, b and 2 others");
});
