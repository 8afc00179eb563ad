import { expect, test } from "vitest";
import type { SourcePlan } from "../log/source-plan.ts";
import { guessedRoles } from "./guessed-roles.ts";

const NOTHING = { task: [], label: [], keys: [], attributes: [] };

function file(name: string, id: string): { name: string; plan: SourcePlan } {
  const roles = { ...NOTHING, request: [{ column: id }], time: { column: "ts", unit: "ms" as const } };
  return { name, plan: { format: "ndjson", compression: "none", roles } };
}

test("files that are read alike share one set of roles", () => {
  expect(guessedRoles([])).toEqual([]);
  expect(guessedRoles([{ name: "spans.json", plan: { format: "jaeger", compression: "none" } }])).toEqual([]);
  expect(guessedRoles([file("a", "id"), file("b", "id")])).toEqual(["request = id, time = ts"]);
});

test("where files differ, it is told which and how; few sets, then how many files more", () => {
  expect(guessedRoles([file("a", "x"), file("b", "id"), file("c", "id")])).toEqual([
    "b and c: request = id, time = ts",
    "a: request = x, time = ts",
  ]);
  const many = [file("a", "u"), file("b", "v"), file("c", "w"), file("d", "x"), file("e", "y")];
  expect(guessedRoles(many).slice(2)).toEqual(["c: request = w, time = ts", "and 2 others"]);
});
