import { expect, test } from "vitest";
import { QUERIES } from "./queries.ts";
import { queryText } from "./query-text.ts";

test("values are literals, and only the code loses its indent", () => {
  const text = queryText("slowest_requests", { class: "it's\n          two lines", limit: 5 });
  expect(text.split("\n")).toEqual([
    "select request_id, start, latency_ns, events, hosts, critical_path_ns from request",
    "where class = 'it''s",
    "          two lines' order by latency_ns desc, request_id limit 5",
  ]);
  expect(queryText("memory_used", {})).toBe(QUERIES.memory_used.sql);
  expect(() => queryText("slowest_requests", { class: "a" })).toThrow(RangeError);
});
