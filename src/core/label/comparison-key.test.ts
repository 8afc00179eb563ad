import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonKey } from "./comparison-key.ts";

test("case and composition do not count, whatever the locale", () => {
  expect(comparisonKey("Stra\u00dfe")).toBe(comparisonKey("STRASSE"));
  expect(comparisonKey("caf\u00e9")).toBe(comparisonKey("CAFE\u0301"));
  expect(comparisonKey("\u03bf\u03b4\u03cc\u03c2")).toBe(comparisonKey("\u039f\u0394\u038c\u03a3"));
  expect(comparisonKey("TITLE")).toBe("title");
  expect(comparisonKey("start")).not.toBe(comparisonKey("stop"));
});

test("a key is its own key", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => comparisonKey(comparisonKey(text)) === comparisonKey(text)),
  );
});
