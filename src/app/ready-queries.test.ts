import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { createTable, TABLES } from "../data/schema.ts";
import { READY_DEFAULTS, READY_GROUPS, type ReadyValue, readyText } from "./ready-queries.ts";

const connection = await (await DuckDBInstance.create()).connect();
for (const { name } of TABLES) await connection.run(createTable(name));

const ENTERED: Readonly<Record<ReadyValue, string>> = {
  ...READY_DEFAULTS,
  class: "GET /it's",
  request: "r1",
  task: "web",
  label: "render",
};

test.each(READY_GROUPS.flatMap(({ queries }) => queries).map((query) => [query.name, query] as const))(
  "%s runs with what is filled in",
  async (_name, query) => {
    const entered = new Map(query.parameters.map(({ name, value }) => [name, ENTERED[value]]));
    const text = readyText(query, entered);
    expect(text.split("\n")[0]).toBe(`-- ${query.title}`);
    expect(text).not.toContain("$");
    await connection.runAndReadAll(text);
  },
);

test("what is no number where one belongs does not break the statement", () => {
  const slowest = READY_GROUPS[0].queries.find(({ name }) => name === "slowest_requests")!;
  expect(readyText(slowest, new Map([["limit", "1; drop table request"]]))).toContain("limit 0");
});
