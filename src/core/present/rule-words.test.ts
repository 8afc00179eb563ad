import { expect, test } from "vitest";
import { ignoredWords, ruleWords } from "./rule-words.ts";

test("rules are told in words, words of labels counted from one", () => {
  expect(ruleWords({ kind: "masks", rule: { name: "user", pattern: "user (\\w+)" } })).toBe("mask <user>: user (\\w+)");
  expect(ruleWords({ kind: "unmasked", rule: "path" })).toBe("leave paths as they are");
  expect(ruleWords({ kind: "splits", rule: { label: "a <*>", position: 1 } })).toBe("split “a <*>” at word 2");
  expect(ruleWords({ kind: "merges", rule: { labels: ["a", "b", "c"], into: "d" } })).toBe(
    "merge “a”, “b” and “c” into “d”",
  );
  expect(ruleWords({ kind: "apart", rule: ["a", "A"] })).toBe("keep “a” and “A” apart");
  expect(ruleWords({ kind: "flagged", rule: ["a", "A"] })).toBe("flag “a” and “A”");
  expect(ignoredWords({ prefix: "# " })).toBe("ignore lines that begin with “# ”");
  expect(ignoredWords({ pattern: "^x" })).toBe("ignore lines that fit ^x");
});
