import { expect, test } from "vitest";
import { csvHeader, csvRows } from "./csv-rows.ts";
import type { ResultBatch } from "./result-rows.ts";

const BATCH: ResultBatch = {
  columns: [
    { name: "text", type: "text" },
    { name: "n", type: "bigint" },
    { name: "x", type: "number" },
    { name: "ok", type: "boolean" },
    { name: "at", type: "timestamp" },
  ],
  rowCount: 4,
  values: [
    ["plain", 'a,"b"\r\nc', "", null],
    [9_007_199_254_740_993n, -1n, 0n, null],
    [0.1, Number.POSITIVE_INFINITY, -2, null],
    [true, false, true, null],
    [1_661_130_000_000.001, 0, 0, null],
  ],
};

test("every kind of cell; nothing and the empty text differ", () => {
  expect(csvRows(BATCH, "database")).toBe(
    'plain,9007199254740993,0.1,1,2022-08-22 01:00:00.000001\r\n"a,""b""\r\nc",-1,Infinity,0,1970-01-01 00:00:00\r\n' +
      '"",0,-2,1,1970-01-01 00:00:00\r\n,,,,\r\n',
  );
  expect(csvRows(BATCH, "spreadsheet")).toContain("plain,9007199254740993,0.1,true,");
  expect(csvRows({ ...BATCH, rowCount: 0 }, "database")).toBe("");
});

test("a spreadsheet runs no formula, a database gets the text", () => {
  const batch: ResultBatch = { columns: [{ name: "t", type: "text" }], rowCount: 1, values: [["=1+1"]] };
  expect(csvRows(batch, "database")).toBe("=1+1\r\n");
  expect(csvRows(batch, "spreadsheet")).toBe('"\'=1+1"\r\n');
  expect(csvHeader(["a", "b,c", "=x"], "spreadsheet")).toBe('a,"b,c","\'=x"\r\n');
});
