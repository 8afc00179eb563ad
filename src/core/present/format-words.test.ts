import { expect, test } from "vitest";
import { DOCUMENT_FORMATS } from "../log/source-plan.ts";
import { formatCounts, formatTitle, mixtureWords, unitsOfFormat } from "./format-words.ts";

test("every format has a title and a unit of its own", () => {
  for (const format of DOCUMENT_FORMATS) {
    expect(formatTitle(format)).not.toBe(format);
    expect(unitsOfFormat(`${format}, gzip`)).not.toBe("lines");
  }
  expect([formatTitle("parquet"), unitsOfFormat("parquet")]).toEqual(["Parquet", "rows"]);
  expect([formatTitle("csv"), unitsOfFormat("csv, comma")]).toEqual(["CSV", "lines"]);
});

test("of a mixed file, each format with its records", () => {
  const plan = { format: "text", compression: "none", others: [{ format: "ndjson" }, { format: "logfmt" }] } as const;
  const counts = formatCounts(plan, [1180, 20]);
  expect(counts?.map(({ records }) => records)).toEqual([1180, 20, 0]);
  expect(mixtureWords(counts!)).toBe("1,180 records of text with a pattern, 20 of JSON lines, 0 of logfmt");
  expect(formatCounts({ format: "text", compression: "none" }, undefined)).toBeUndefined();
});
