import { expect, test } from "vitest";
import { DOCUMENT_FORMATS } from "../log/source-plan.ts";
import { formatTitle, unitsOfFormat } from "./format-words.ts";

test("every format has a title and a unit of its own", () => {
  for (const format of DOCUMENT_FORMATS) {
    expect(formatTitle(format)).not.toBe(format);
    expect(unitsOfFormat(`${format}, gzip`)).not.toBe("lines");
  }
  expect([formatTitle("parquet"), unitsOfFormat("parquet")]).toEqual(["Parquet", "rows"]);
  expect([formatTitle("csv"), unitsOfFormat("csv, comma")]).toEqual(["CSV", "lines"]);
});
