import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bind, identifier, literal } from "./sql-text.ts";

const connection = await (await DuckDBInstance.create()).connect();

test("any text survives as a literal", async () => {
  const hostile = ["'", "''", "\\", "\\'", "'; drop table request; --", "a\nb", "$1", "%s", "naïve ✓ 😀", ""];
  for (const text of hostile) expect(await evaluated(literal(text))).toBe(text);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      expect(await evaluated(literal(text))).toBe(text.replaceAll("\0", "\uFFFD"));
    }),
    { numRuns: 200 },
  );
});

test("any text but the empty one survives as a column name", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme", minLength: 1 }).filter((name) => !name.includes("\0")),
      async (name) => {
        const reader = await connection.runAndReadAll(`select 1 as ${identifier(name)}`);
        expect(reader.columnNames()).toEqual([name]);
      },
    ),
    { numRuns: 200 },
  );
});

test("numbers keep their value", async () => {
  expect(await evaluated(literal(1.5))).toBe(1.5);
  expect(await evaluated(literal(0.1 + 0.2))).toBe(0.1 + 0.2);
  expect(await evaluated(literal(-3))).toBe(-3);
  expect(await evaluated(literal(1_661_130_000_123_456_789n))).toBe(1_661_130_000_123_456_789n);
  expect(await evaluated(literal(null))).toBe(null);
  expect(() => literal(Number.NaN)).toThrow(RangeError);
});

test("binding needs exactly the values of the query", () => {
  expect(bind("select $a + $b + $a", { a: 1, b: "x" })).toBe("select 1 + 'x' + 1");
  expect(bind("select $a", { a: "$b" })).toBe("select '$b'");
  expect(() => bind("select $a", {})).toThrow("No value for $a.");
  expect(() => bind("select 1", { a: 1 })).toThrow("The query has no $a.");
});

async function evaluated(expression: string): Promise<unknown> {
  return (await connection.runAndReadAll(`select ${expression}`)).getRows()[0][0];
}
