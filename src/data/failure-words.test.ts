import { expect, test } from "vitest";
import { failureWords } from "./failure-words.ts";

test("the place is that of the caret, in a statement of several lines", () => {
  const text = "select\n  nope from event";
  const message =
    'Binder Error: Referenced column "nope" not found in FROM clause!\nCandidate bindings: "host"\n\nLINE 2:   nope from event\n          ^';
  expect(failureWords(message, text)).toEqual({
    sentence: 'No table of this statement has a column "nope". Names like it: "host".',
    at: text.indexOf("nope"),
  });
});

test("lines put in front are not counted", () => {
  const message =
    "Conversion Error: Could not convert string 'a' to INT32\n\nLINE 3: select cast('a' as int)\n               ^";
  const text = "-- x\nselect cast('a' as int)";
  expect(failureWords(message, text, 1).at).toBe(text.indexOf("cast"));
  expect(failureWords(message, "select 1", 1).at).toBeNull();
});

test("long lines are shown cut, and the place is found all the same", () => {
  const text = `select ${"a, ".repeat(60)}nope, ${"b, ".repeat(60)}c`;
  const shown = text.slice(150, 230);
  const message = `Binder Error: x\n\nLINE 1: ...${shown}...\n${" ".repeat("LINE 1: ...".length + text.indexOf("nope") - 150)}^`;
  expect(failureWords(message, text).at).toBe(text.indexOf("nope"));
});

test.each([
  [
    "Invalid Error: TypeError: network access is blocked: nothing leaves this tab (the statement asked for https://example.com/x.csv)\n\nLINE 1: x\n        ^",
    "The network is out of reach: nothing leaves this tab, so https://example.com/x.csv was not asked for.",
  ],
  [
    'Catalog Error: Scalar Function with name "to_json" is not in the catalog, but it exists in the json extension.\n\nPlease try installing and loading the json extension by running:\nINSTALL json;',
    "to_json needs the extension json, which is not part of this build and is not fetched: nothing leaves this tab.",
  ],
  [
    'TransactionContext Error: Cannot write to database "memory" - transaction is launched in read-only mode',
    "The tables of the analysis cannot be changed. Make a temporary table or view instead: create temp table … as select …",
  ],
  ['Parser Error: syntax error at or near "selec"', 'Syntax error at or near "selec".'],
  [
    "Out of Memory Error: failed to allocate",
    "The statement needs more memory than the database has in this tab. Ask for fewer rows or columns, or group first.",
  ],
  ["no statements", "There is no statement to run."],
])("in plain words: %s", (message, sentence) => {
  expect(failureWords(message, "x").sentence).toBe(sentence);
});
