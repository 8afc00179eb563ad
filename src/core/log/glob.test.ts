import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesGlob } from "./glob.ts";

test.each([
  ["*.csv", "a.csv", true],
  ["*.csv", "a.csv.gz", false],
  ["nezha-*-logs.*", "nezha-tt-2023-logs.csv.gz", true],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["", "", true],
  ["*", "", true],
  ["a.c", "abc", false],
])("%s on %s: %s", (pattern, name, expected) => {
  expect(matchesGlob(pattern, name)).toBe(expected);
});

test("agrees with the regular expression that says the same", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "."), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, name) => {
      const source = pattern.replace(/\./g, "\\.").replace(/\*/g, "[^]*").replace(/\?/g, "[^]");
      expect(matchesGlob(pattern, name)).toBe(new RegExp(`^${source}$`).test(name));
    }),
  );
});
