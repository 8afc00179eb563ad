import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { QUERIES } from "./queries.ts";
import type { ParameterType, QuerySpec } from "./query-spec.ts";
import { attributeColumnNames, createTable, TABLES, type TableSpec } from "./schema.ts";
import { bind, type SqlValue } from "./sql-text.ts";

const EXAMPLES: Readonly<Record<ParameterType, SqlValue>> = { VARCHAR: "it's", BIGINT: 5n, INTEGER: 5, DOUBLE: 0.05 };
const queries = Object.entries(QUERIES) as [string, QuerySpec][];

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
  for (const table of TABLES)
    await connection.run(createTable(table.name, table.attributes ? ["region", "Class"] : []));
});

describe("the schema", () => {
  test("every column says what it means, and its unit fits its type", () => {
    for (const table of TABLES as readonly TableSpec[]) {
      for (const { name, type, unit, meaning } of table.columns) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(meaning.length, `${table.name}.${name}`).toBeGreaterThan(3);
        expect(name.endsWith("_ns"), `${table.name}.${name}`).toBe(unit === "ns" || unit === "epoch ns");
        expect(type === "TIMESTAMP").toBe(unit === "UTC");
      }
    }
  });

  test("attributes never hide a column, whatever their names", async () => {
    expect(attributeColumnNames("request", ["Class", "class", "region", "REGION", ""])).toEqual([
      "Class_2",
      "class_3",
      "region",
      "REGION_2",
      "attribute",
    ]);
    const hostile = ["__proto__", 'a"b', "select", "'; drop table event; --", "host", "constructor"];
    await connection.run(createTable("event", hostile));
    const columns = (await connection.runAndReadAll("select * from event")).columnNames();
    expect(columns.slice(-6)).toEqual([
      "__proto__",
      'a"b',
      "select",
      "'; drop table event; --",
      "host_2",
      "constructor",
    ]);
    expect(() => createTable("pipeline", ["region"])).toThrow(RangeError);
  });
});

describe("every named query", () => {
  test.each(queries)("%s binds and has the declared columns and types", async (_name, query) => {
    const values = new Map(Object.entries(query.parameters).map(([name, type]) => [name, EXAMPLES[type]]));
    const reader = await connection.runAndReadAll(bind(query.sql, Object.fromEntries(values)));
    const actual = reader.columnNames().map((name, i) => [name, reader.columnType(i).toString()]);
    expect(actual).toEqual(Object.entries(query.columns));
  });

  test.each(queries)("%s is prepared with named parameters", async (_name, query) => {
    const statement = await connection.prepare(query.sql);
    const names = Array.from({ length: statement.parameterCount }, (_, i) => statement.parameterName(i + 1));
    expect(names.sort()).toEqual(Object.keys(query.parameters).sort());
  });

  test.each(queries.filter(([, query]) => Object.keys(query.columns).length > 2))(
    "%s has a total order",
    (_name, query) => {
      if (_name !== "dataset_size") expect(query.sql).toMatch(/order by/);
    },
  );
});

/** What the browser build of the database lacks (it would fetch an extension) or gets wrong. */
const MISSING = [
  /\bjson\b|->>|\bto_json|json_/i,
  /\bread_(json|parquet|ndjson)|\.parquet/i,
  /timestamptz|with time zone|\btimezone\b|at time zone/i,
  /\bset\s+time\s*zone/i,
  /\bicu_|\bcollate\b/i,
  /\b(install|load)\s+\w/i,
  /https?:\/\/|\bs3:\/\//i,
  /\bnow\(\)|current_date|current_timestamp|\btoday\(\)/i,
  /\brandom\(\)|\buuid\(\)|using sample/i,
];

test("no SQL uses what the browser build lacks", () => {
  const folder = import.meta.dirname;
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/`([^`]*)`|"([^"\n]*)"/g)])
    .map((match) => match[1] ?? match[2])
    .filter((text) => /\b(select|create|insert|set|pragma|copy)\s/i.test(text));
  expect(texts.length).toBeGreaterThan(queries.length);
  for (const text of texts) for (const missing of MISSING) expect(text).not.toMatch(missing);
  expect("select '2020-01-01'::TIMESTAMPTZ").toMatch(MISSING[2]);
});
