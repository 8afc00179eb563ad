import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvHeader, csvRows } from "./csv-rows.ts";
import { csvName, portableFiles, type TableContent } from "./portable-schema.ts";
import type { ResultBatch } from "./result-rows.ts";
import { attributeColumnNames, TABLES, type TableSpec } from "./schema.ts";

const ATTRIBUTES = ["Class", 'he said "x"', `${"é".repeat(40)}1`, `${"é".repeat(40)}2`];
const ROWS = 5;
const NOBODY = 65_534;
const folder = mkdtempSync(join(tmpdir(), "tables-"));

const tables: TableContent[] = (TABLES as readonly TableSpec[]).map(({ name, columns, attributes }) => ({
  name: name as TableContent["name"],
  columns: [
    ...columns.map((column) => column.name),
    ...(attributes ? attributeColumnNames(name as TableContent["name"], ATTRIBUTES) : []),
  ],
  rowCount: ROWS,
}));

/** Cells that are hard to carry over: quotes, line ends, what looks like a marker, the ends of types, and nothing. */
const TEXTS = ['a,"b"', "two\r\nlines", "\\N", " NULL ", null];

function batchOf(spec: TableSpec, names: readonly string[]): ResultBatch {
  const types = names.map((_, at) => spec.columns[at]?.type ?? "VARCHAR");
  const cells = {
    VARCHAR: { type: "text", values: TEXTS },
    BIGINT: { type: "bigint", values: [0n, -1n, 9_223_372_036_854_775_807n, 1_661_130_000_000_000_123n, null] },
    INTEGER: { type: "number", values: [0, 1, -1, 2, null] },
    DOUBLE: { type: "number", values: [0, 0.1, 1e300, -2.5, null] },
    BOOLEAN: { type: "boolean", values: [true, false, true, false, null] },
    TIMESTAMP: { type: "timestamp", values: [0, 1_661_130_000_000.001, 1, 2, null] },
  } as const;
  return {
    columns: names.map((name, at) => ({ name, type: cells[types[at]].type })),
    rowCount: ROWS,
    values: types.map((type) => cells[type].values),
  };
}

beforeAll(() => {
  for (const { name, text } of portableFiles(tables)) writeFileSync(join(folder, name), text);
  tables.forEach(({ name, columns }, at) => {
    const text = csvHeader(columns, "database") + csvRows(batchOf(TABLES[at], columns), "database");
    writeFileSync(join(folder, csvName(name)), text);
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the files load and say the same", () => {
  test("into DuckDB", async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const [schema, , , load] = portableFiles(tables);
    await connection.run(schema.text);
    await connection.run(load.text.replaceAll("FROM '", `FROM '${folder}/`));
    for (const { name } of tables) {
      const [[count]] = (await connection.runAndReadAll(`select count(*) from "${name}"`)).getRows();
      expect([name, count]).toEqual([name, BigInt(ROWS)]);
    }
    const [[texts, largest, nothing]] = (
      await connection.runAndReadAll(
        `select list(task order by rowid), max(duration_ns), count(*) - count(on_path) from segment`,
      )
    ).getRowsJson();
    expect(texts).toEqual(TEXTS);
    expect([largest, nothing]).toEqual(["9223372036854775807", "1"]);
  });

  test.skipIf(!hasProgram("sqlite3"))("into SQLite", () => {
    const ask = (...commands: string[]) =>
      execFileSync("sqlite3", ["analysis.db", ...commands], { cwd: folder, encoding: "utf8" });
    expect(ask(".read schema.sql", ".read load-sqlite.sql")).toBe("");
    for (const { name } of tables) expect([name, ask(`select count(*) from "${name}"`).trim()]).toEqual([name, "5"]);
    expect(
      ask(
        "select max(duration_ns), count(*) - count(on_path), sum(on_path), count(*) - count(task), group_concat(typeof(start_ns)) from segment",
      ).trim(),
    ).toBe("9223372036854775807|1|2|1|integer,integer,integer,integer,null");
    expect(ask("select hex(task) from segment where task like 'two%'").trim()).toBe(
      Buffer.from("two\r\nlines").toString("hex").toUpperCase(),
    );
  });

  test.skipIf(!hasProgram("initdb") || !hasProgram("psql"))(
    "into PostgreSQL",
    () => {
      const data = join(folder, "postgres");
      const run = (program: string, ...options: string[]) =>
        execFileSync(program, options, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...owner });
      // The server refuses to be run by root.
      const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
      if ("uid" in owner) {
        for (const name of [".", ...readdirSync(folder)]) chownSync(join(folder, name), NOBODY, NOBODY);
      }
      run("initdb", "-D", data, "-A", "trust", "-U", "tester", "--no-sync", "-E", "UTF8", "--locale=C");
      const socket = ["-h", folder, "-U", "tester", "-d", "postgres"];
      run("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", `-k ${folder} -c listen_addresses=''`, "start");
      try {
        run("psql", "-q", "-v", "ON_ERROR_STOP=1", ...socket, "-f", "schema.sql", "-f", "load-postgresql.sql");
        const ask = (sql: string) => run("psql", "-qAt", ...socket, "-c", sql).trim();
        for (const { name } of tables) expect([name, ask(`select count(*) from "${name}"`)]).toEqual([name, "5"]);
        expect(
          ask(
            "select max(duration_ns), count(*) - count(on_path), count(*) - count(task), count(*) filter (where on_path) from segment",
          ),
        ).toBe("9223372036854775807|1|1|2");
        expect(ask("select extract(microseconds from max(start)) from request")).toBe("1");
      } finally {
        run("pg_ctl", "-D", data, "-m", "immediate", "stop");
      }
    },
    60_000,
  );
});

test("the schema documents every column", () => {
  const [schema] = portableFiles(tables);
  expect(schema.text).toContain(`  "latency_ns" BIGINT, -- ns: first to terminal event\n`);
  expect(schema.text).toContain(`  "class" VARCHAR, -- `);
  expect(schema.text).toContain(`"Class_2" VARCHAR, -- attribute of the logs`);
  for (const line of schema.text.split("\n")) expect(line.length).toBeLessThan(200);
});

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
