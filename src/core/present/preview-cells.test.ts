import { expect, test } from "vitest";
import { mappingEffect } from "./mapping-effect.ts";
import { type MappingRow, unusedRow } from "./mapping-rows.ts";
import { previewColumns, reasonParts, tintOf } from "./preview-cells.ts";

const PREVIEW = {
  columns: ["ts", "text", "late"],
  rows: [
    ["1700000000123", `${"x".repeat(60)} step open ${"y".repeat(60)}`, ""],
    ["1700000000124", "no such word", "7"],
  ],
};

function columnsOf(rows: readonly MappingRow[]) {
  const effects = rows.map((row) => {
    const at = PREVIEW.columns.indexOf(row.column);
    return mappingEffect({ ...row, examples: PREVIEW.rows.map((record) => record[at]) });
  });
  return previewColumns(PREVIEW, rows, effects);
}

test("whole values take the tint of their role; of a pattern only what it takes, and that stays in sight", () => {
  const rows = [
    { ...unusedRow("ts", []), role: "time" as const },
    { ...unusedRow("text", []), role: "label" as const, pattern: "step (\\w+)" },
    unusedRow("late", []),
  ];
  const [ts, text, late] = columnsOf(rows);
  expect([ts.tint, ts.rowIndex, ts.cells[0]]).toEqual(["time", 0, { before: "", token: "1700000000123", after: "" }]);
  expect(text.cells[0].token).toBe("open");
  expect(text.cells[0].before).toMatch(/^…x*.*step $/);
  expect(text.cells[0].before.length + text.cells[0].after.length).toBeLessThan(50);
  expect(text.cells[1]).toEqual({ before: "no such word", token: "", after: "" });
  expect([late.tint, late.cells.map(({ before }) => before)]).toEqual(["none", ["", "7"]]);
});

test("a column with two roles shows the first that is used; one without a row cannot be changed", () => {
  const rows = [unusedRow("ts", []), { ...unusedRow("ts", []), role: "host" as const }];
  const [ts, text] = columnsOf(rows);
  expect([ts.role, ts.rowIndex]).toEqual(["host", 1]);
  expect([text.role, text.rowIndex]).toEqual(["ignore", -1]);
  expect(previewColumns(PREVIEW, rows, null)[0].cells[0].token).toBe("1700000000123");
});

test("roles share tints by meaning, and reasons begin with theirs", () => {
  expect((["duration", "service", "key", "ignore", "label"] as const).map(tintOf)).toEqual([
    "time",
    "task",
    "other",
    "none",
    "label",
  ]);
  expect(reasonParts('host: "Node"')).toEqual({ role: "host", text: '"Node"' });
  expect(reasonParts("8 columns split by comma")).toEqual({ role: null, text: "8 columns split by comma" });
});
