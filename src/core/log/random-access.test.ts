import { expect, test } from "vitest";
import { FORMATS } from "./formats/registry.ts";
import { isRows, isSliced } from "./random-access.ts";

test.each(FORMATS.map((format) => [format.name, format] as const))("%s is read as its format tells", (name, format) => {
  const plan = { format: name, compression: "none" } as const;
  expect(isSliced(plan)).toBe(format.randomAccess);
  expect(isRows(plan)).toBe(format.framing === "rows");
  expect(isSliced({ ...plan, compression: "gzip" })).toBe(false);
});
