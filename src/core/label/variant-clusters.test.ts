import fc from "fast-check";
import { expect, test } from "vitest";
import { variantClusters } from "./variant-clusters.ts";

const counts = (labels: readonly string[]) => labels.map((label, at) => ({ label, events: 100 - at }));
const drawn = (labels: readonly string[], rules = {}) =>
  variantClusters(counts(labels), rules).map(
    ({ labels: members, difference, decision }) =>
      `${difference} ${members.map(({ label }) => label).join(" = ")}${decision === "open" ? "" : ` (${decision})`}`,
  );

test("labels that differ in case, in marks or in one word are asked about", () => {
  expect(
    drawn([
      "#GeorgeFloyd",
      "render feed page",
      "#georgefloyd",
      "cache-miss",
      "render feeds page",
      "Cache miss",
      "STRASSE",
      "straße",
    ]),
  ).toEqual([
    "case #GeorgeFloyd = #georgefloyd",
    "word render feed page = render feeds page",
    "punctuation cache-miss = Cache miss",
    "case STRASSE = straße",
  ]);
});

test("words that part statements, values and short labels are no spellings of each other", () => {
  expect(
    drawn([
      "render page begin",
      "render page end",
      "read from disk",
      "write from disk",
      "load 5 rows",
      "load <num> rows",
      "fave",
      "save",
      "move to a",
      "move to b",
      "move to c",
      "move to d",
      "move to e",
    ]),
  ).toEqual([]);
});

test("what a person said of labels is told, and holds while they are all named", () => {
  const labels = ["a b", "A b", "c d", "C d", "e.f", "e f"];
  const rules = { apart: [["A b", "x", "a b"], ["c d"]], flagged: [["e f", "e.f"]] };
  expect(drawn(labels, rules)).toEqual(["case a b = A b (apart)", "case c d = C d", "punctuation e.f = e f (flagged)"]);
});

test("no label is in two clusters, and none stands alone", () => {
  const word = fc.constantFrom("get", "Get", "page", "pages", "of", "user", "user.", "users");
  const label = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(fc.uniqueArray(label, { maxLength: 40 }), (labels) => {
      const members = variantClusters(counts(labels), {}).map((cluster) => cluster.labels.map((one) => one.label));
      expect(new Set(members.flat()).size).toBe(members.flat().length);
      for (const each of members) expect(each.length).toBeGreaterThan(1);
    }),
  );
});
