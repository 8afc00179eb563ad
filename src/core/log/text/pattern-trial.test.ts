import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { tryPattern } from "./pattern-trial.ts";
import { TEXT_RULES } from "./text-rules.ts";

const LINES = [
  "2023-01-29 08:42:22,383 INFO [café-1] opened cart 7",
  "  at a.B(C.java:3)",
  "# a comment",
  "",
  "2023-01-29 08:42:22,390 WARN [café-2] closed cart 7",
];
const PATTERN = "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} [{host}] {message:rest}";

function tried(pattern: string, lines: readonly string[] = LINES) {
  return tryPattern(pattern, encodeUtf8(`${lines.join("\n")}\n`), TEXT_RULES, true);
}

test("fields are found in the characters of each line, whatever its bytes", () => {
  const { lines, records, continuations, unmatched, columns, problem } = tried(PATTERN);
  expect(problem).toBeNull();
  expect([records, continuations, unmatched]).toEqual([2, 1, 0]);
  expect(lines.map(({ line, kind }) => `${line} ${kind}`)).toEqual(["1 record", "2 more", "5 record"]);
  const values = lines[0].spans.map(({ name, start, end }) => `${name}=${lines[0].text.slice(start, end)}`);
  expect(values).toEqual(["time=2023-01-29 08:42:22,383", "level=INFO", "host=café-1", "message=opened cart 7"]);
  expect(columns[2]).toEqual({ name: "host", examples: ["café-1", "café-2"] });
});

test("lines that do not fit say what was expected; far ones are shown too", () => {
  const many = [...Array.from({ length: 30 }, () => LINES[0]), "odd"];
  const { lines, unmatched, continuations } = tried(PATTERN, ["odd", ...many]);
  expect([unmatched, continuations]).toEqual([1, 1]);
  expect(lines[0]).toMatchObject({ kind: "none", reason: expect.stringContaining("expected {time:") });
  expect(lines).toHaveLength(12);
  const strict = tryPattern(PATTERN, encodeUtf8(`${many.join("\n")}\n`), { ...TEXT_RULES, continues: false }, true);
  expect(strict.lines[12]).toMatchObject({ line: 31, kind: "none" });
});

test("a text that is no pattern tells where it breaks, and shows the lines all the same", () => {
  const { problem, lines, records, columns } = tried("{time} [{host");
  expect(problem).toMatchObject({ line: 0, at: 8 });
  expect([records, columns]).toEqual([0, []]);
  expect(lines[0]).toMatchObject({ kind: "none", text: LINES[0], reason: null });
});

test("every line that is neither blank nor a comment is counted once, and spans lie inside their line in order", () => {
  const line = fc.constantFrom(...LINES, "odd", "2023-01-29 08:42:22,383 INFO", "\t");
  const pattern = fc.constantFrom(PATTERN, "{a} {b:rest}", "{a}{", "{n:number} {rest:rest}");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), pattern, (lines, text) => {
      const trial = tried(text, lines);
      // A blank is any line of white space; a comment that fits the pattern is a record.
      const told = lines.filter((one) => one.trim() !== "");
      const comments = told.filter((one) => one.startsWith("#")).length;
      const counted = trial.records + trial.continuations + trial.unmatched;
      expect(counted).toBeLessThanOrEqual(told.length);
      expect(counted).toBeGreaterThanOrEqual(told.length - comments);
      for (const { text: shown, spans } of trial.lines) {
        let at = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeLessThanOrEqual(shown.length);
          at = end;
        }
      }
    }),
  );
});
