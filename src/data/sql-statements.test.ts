import fc from "fast-check";
import { expect, test } from "vitest";
import { refusalOf, splitStatements } from "./sql-statements.ts";

test("semicolons end statements, except inside texts and comments", () => {
  const sql = "-- one; two\nselect ';' as \"a;b\"; /* ; */ with x as (select $$;$$)\nselect $q$ $$ ; $q$ ;; \n ";
  expect(splitStatements(sql)).toEqual([
    { text: `select ';' as "a;b"`, offset: 12, words: ["select", "as"] },
    { text: "with x as (select $$;$$)\nselect $q$ $$ ; $q$", offset: 41, words: ["with", "x", "as"] },
  ]);
});

test("what is never closed belongs to its statement", () => {
  expect(splitStatements("select 'it''s; open").map(({ text }) => text)).toEqual(["select 'it''s; open"]);
  expect(splitStatements("/* nothing; here")).toEqual([]);
});

test("any text: statements stand where they say, in order, and hold everything but separators", () => {
  const piece = fc.constantFrom("select 1", ";", "'", '"', "--", "\n", "/*", "*/", "$$", " a ", "é", "'x;y'");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const sql = pieces.join("");
      let last = 0;
      for (const { text, offset } of splitStatements(sql)) {
        expect(offset).toBeGreaterThanOrEqual(last);
        expect(sql.slice(offset, offset + text.length)).toBe(text);
        expect(text).not.toBe("");
        last = offset + text.length;
      }
    }),
  );
});

test.each([
  "INSTALL httpfs",
  "load 'x'",
  "FORCE INSTALL x",
  "/* hi */ ATTACH 'x.db'",
  "copy event to 'x.csv'",
  "EXPORT DATABASE 'x'",
  "begin",
  "UPDATE EXTENSIONS",
])("%s is refused with one sentence", (sql) => {
  expect(refusalOf(splitStatements(sql)[0])).toMatch(/^[A-Z][^\n]+\.$/);
});

test.each([
  "select 1",
  "update event set label = 'x'",
  "(select 2)",
  "from event",
  "create temp view copy as select 1",
])("%s is left to the database", (sql) => expect(refusalOf(splitStatements(sql)[0])).toBeNull());
