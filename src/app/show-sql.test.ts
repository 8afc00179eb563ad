import { expect, test } from "vitest";
import { sqlTextOf } from "./show-sql.ts";

test("a named query is shown with its values, without the indent of the code around it", () => {
  const text = sqlTextOf("pipeline_of_tasks", { class: "GET /it's", from_task: "a", to_task: "b" });
  expect(text).toContain("class = 'GET /it''s'");
  expect(text).not.toContain("$");
  const lines = text.split("\n");
  expect(lines.length).toBeGreaterThan(1);
  expect(Math.min(...lines.slice(1).map((line) => line.search(/\S/)))).toBe(0);
});

test("a query of one line stays one", () => {
  expect(sqlTextOf("memory_used", {})).not.toContain("\n");
});
