import { expect, test } from "vitest";
import type { UserColumn } from "../../app/result-table.ts";
import { cellText } from "./cell-text.ts";

const column = (cell: UserColumn["cell"], name = "a", isNumeric = cell !== "text"): UserColumn => ({
  name,
  sqlType: "",
  cell,
  isNumeric,
});

test.each<[unknown, UserColumn, string, string | null]>([
  [1_234_567n, column("bigint"), "1,234,567", null],
  [-1_234n, column("bigint"), "-1,234", null],
  [1_661_130_000_000_000_123n, column("bigint", "start_ns"), "2022-08-22 01:00:00.000000123", "1661130000000000123"],
  [61_300_000n, column("bigint", "latency_ns"), "61,300,000", "61.3 ms"],
  [1_661_130_000_000_000_123n, column("bigint", "id"), "1,661,130,000,000,000,123", null],
  [0.1 + 0.2, column("number"), "0.3", "0.30000000000000004"],
  [12_345.678, column("number"), "12,345.7", "12345.678"],
  [1e21, column("number"), "1e+21", null],
  [Number.POSITIVE_INFINITY, column("number"), "Infinity", null],
  ["123456789012345678901234567890", column("text", "h", true), "123,456,789,012,345,678,901,234,567,890", null],
  [1_661_130_000_000, column("timestamp"), "2022-08-22 01:00:00", null],
  [false, column("boolean"), "false", null],
  ["two\nlines", column("text"), "two ↵ lines", "two\nlines"],
  ["short", column("text"), "short", null],
])("%s", (value, of, text, title) => {
  const cell = cellText(value, of);
  expect([cell.text, cell.title?.replaceAll("\u00a0", " ") ?? null]).toEqual([text, title]);
});
