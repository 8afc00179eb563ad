import fc from "fast-check";
import { expect, test } from "vitest";
import type { SourcePlan } from "../log/source-plan.ts";
import { changeRow, type MappingRow, unusedRow } from "./mapping-rows.ts";
import {
  columnsOfPattern,
  linePieces,
  patternPieces,
  patternsOf,
  rowsOfPattern,
  withProposal,
} from "./pattern-editing.ts";

const PLAN: SourcePlan = {
  format: "text",
  compression: "none",
  pattern: "{time} {message:rest}",
  envelopes: [{ kind: "text", pattern: "{pod} {line:rest}", content: "line" }],
};
const OWN = { part: "own" } as const;
const fields = (...names: string[]) => names.map((name) => ({ name, examples: [`${name} 1`] }));
const shown = (rows: readonly MappingRow[]) => rows.map(({ column, role }) => `${column} ${role}`);

const row = (column: string, role: MappingRow["role"]): MappingRow => ({ ...unusedRow(column, []), role });

test("the patterns of a plan have names", () => {
  expect(patternsOf(PLAN).map(({ id, title, text }) => [id, title, text])).toEqual([
    ["own", "Lines", "{time} {message:rest}"],
    ["envelope 0", "Prefix", "{pod} {line:rest}"],
  ]);
});

test("fields that stay keep their roles, and a role comes back with its field", () => {
  const rows = [row("when", "time"), row("rid", "request"), row("message", "label"), row("@pod", "host")];
  const without = rowsOfPattern(
    PLAN,
    OWN,
    { rows, parked: [] },
    ["when", "rid", "message"],
    fields("when", "ri", "message"),
  );
  expect(shown(without.rows)).toEqual(["when time", "ri ignore", "message label", "@pod host"]);
  const back = rowsOfPattern(PLAN, OWN, without, ["when", "ri", "message"], fields("when", "rid", "message"));
  expect(shown(back.rows)).toEqual(["when time", "rid request", "message label", "@pod host"]);
  expect(back.parked).toEqual([]);
  expect(back.rows[1].examples).toEqual(["rid 1"]);
});

test("a new field that is called like a role gets it, unless another column has it", () => {
  const rows = [row("when", "time"), row("rest", "label")];
  const before = { rows, parked: [] };
  const { rows: named } = rowsOfPattern(PLAN, OWN, before, ["when", "rest"], fields("when", "time", "request", "host"));
  expect(shown(named)).toEqual(["when time", "time ignore", "request request", "host host"]);
  const given = changeRow(named, 1, { role: "host" });
  expect(shown(given)).toContain("host ignore");
});

test("fields of a prefix are columns with an @, without its content", () => {
  // "@t" is a field of a JSON line.
  const rows = [row("message", "label"), row("@t", "time"), row("@pod", "host")];
  const place = { part: "envelope", at: 0 } as const;
  const had = columnsOfPattern(PLAN, { place, text: "{pod} {line:rest}" });
  expect(had).toEqual(["@pod"]);
  const edited = rowsOfPattern(PLAN, place, { rows, parked: [] }, had, fields("stamp", "line"));
  expect(shown(edited.rows)).toEqual(["message label", "@t time", "@stamp ignore"]);
  expect(shown(edited.parked)).toEqual(["@pod host"]);
  expect(rowsOfPattern(PLAN, { part: "other", at: 0 }, { rows, parked: [] }, [], fields("x")).rows).toBe(rows);
});

test("stretches together are the line, or the pattern", () => {
  const text = "10:00 [web-1] opened";
  const spans = [
    { name: "time", start: 0, end: 5 },
    { name: "host", start: 7, end: 12 },
  ];
  expect(linePieces({ text, spans })).toEqual([
    { text: "10:00", field: "time" },
    { text: " [", field: null },
    { text: "web-1", field: "host" },
    { text: "] opened", field: null },
  ]);
  const pattern = "{time:HH:mm} {{x}} [{host}]{? {message:rest}}";
  expect(patternPieces(pattern).flatMap(({ field }) => field ?? [])).toEqual(["time", "host", "message"]);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", ":", "?", " ", "b") }), (any) => {
      const joined = patternPieces(any).map(({ text: piece }) => piece);
      expect(joined.join("")).toBe(any);
    }),
  );
});

test("what is proposed joins as another form, and keeps the content of a prefix", () => {
  expect(withProposal(PLAN, OWN, "{time} {level} {message:rest}", true)).toBe(
    "{time} {message:rest}\n{time} {level} {message:rest}",
  );
  expect(withProposal(PLAN, OWN, "{a:rest}", false)).toBe("{a:rest}");
  expect(columnsOfPattern(PLAN, { place: OWN, text: "{a} {" })).toEqual([]);
  const place = { part: "envelope", at: 0 } as const;
  expect(withProposal(PLAN, place, "{time} {message:rest}", false)).toBe("{time} {line:rest}");
});
