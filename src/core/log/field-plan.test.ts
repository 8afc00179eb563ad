import { expect, test } from "vitest";
import { compilePlan } from "./field-plan.ts";
import type { Roles, SourcePlan } from "./source-plan.ts";

const roles: Roles = {
  request: [{ column: "id" }],
  time: { column: "t", unit: "ns" },
  task: [],
  label: [
    { column: "log", json: "a.b" },
    { column: "log", json: "a.c", pattern: "x" },
  ],
  keys: [{ column: "#2", name: "second" }],
  attributes: [],
};
const csv: SourcePlan = { format: "csv", compression: "none", columns: ["id", "t", "log", "unused"], roles };

function code(plan: SourcePlan): string {
  const compiled = compilePlan(plan);
  return compiled.ok ? "ok" : compiled.failure.code;
}

test("columns become slots, once each, whether by name or by number", () => {
  const compiled = compilePlan(csv);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  const { slotNames, slotOfColumn, pathsOfSlot, label, attributes } = compiled.value;
  expect(slotNames).toEqual(["id", "t", "log"]);
  expect([...slotOfColumn]).toEqual([0, 1, 2, -1]);
  expect(pathsOfSlot).toEqual([[], [], ["a.b", "a.c"]]);
  expect(label.map(({ slot, path, isPlain }) => [slot, path, isPlain])).toEqual([
    [2, 0, false],
    [2, 1, false],
  ]);
  expect(attributes[0].slot).toBe(1);
});

test("plans that cannot work are refused by code", () => {
  expect(code(csv)).toBe("ok");
  expect(code({ ...csv, delimiter: "::" })).toBe("R_DELIMITER");
  expect(code({ ...csv, delimiter: '"' })).toBe("R_DELIMITER");
  expect(code({ format: "csv", compression: "none", roles })).toBe("R_COLUMNS");
  expect(code({ ...csv, columns: ["id", "log"] })).toBe("R_COLUMN");
  expect(code({ ...csv, roles: { ...roles, host: { column: "id", pattern: "(" } } })).toBe("R_PATTERN");
  expect(code({ ...csv, roles: { ...roles, host: { column: "id", json: "a.".repeat(20) } } })).toBe("R_PATH");
  expect(code({ ...csv, roles: { ...roles, request: [] } })).toBe("R_ROLES");
  expect(code({ format: "ndjson", compression: "none" })).toBe("R_ROLES");
  expect(code({ format: "jaeger", compression: "none" })).toBe("ok");
});
