import { expect, test } from "vitest";
import type { Detection } from "../../core/log/detect.ts";
import { type FileStanding, fileGroups, matchingFiles } from "./file-groups.ts";
import { mappingFile } from "./mapping-file.ts";

function file(name: string, columns: readonly string[]) {
  const detection: Detection = {
    plan: { format: "csv", compression: "none", delimiter: ",", columns },
    confidence: 0.9,
    reasons: [],
    columns: columns.map((column) => ({ name: column, examples: [], role: "ignore" })),
    stampRangeNs: { min: 0n, max: 0n },
  };
  return mappingFile({
    file: new File(["x"], name),
    detection,
    problem: null,
    plan: detection.plan,
    origin: "guess",
  });
}

const ready = (count: number): FileStanding[] => Array.from({ length: count }, () => "ready");
const carts = Array.from({ length: 12 }, (_, at) => file(`cart-2023-01-${at + 10}.csv`, ["a", "b"]));
const shown = (groups: ReturnType<typeof fileGroups>) =>
  groups.map(({ title, members }) => `${title} ${members.length}`);

test("few files stand by themselves", () => {
  expect(fileGroups(carts, ready(12))).toHaveLength(12);
});

test("of many, those that are alike are one; other columns, another standing and pairs are not", () => {
  const files = [
    ...carts,
    file("cart-2023-01-99.csv", ["c"]),
    file("web.csv", ["a", "b"]),
    file("web2.csv", ["a", "b"]),
  ];
  expect(shown(fileGroups(files, ready(15)))).toEqual([
    "cart-*.csv 12",
    "cart-2023-01-99.csv 1",
    "web.csv 1",
    "web2.csv 1",
  ]);
  const standings = ready(15).with(0, "decide");
  expect(shown(fileGroups(files, standings)).slice(0, 2)).toEqual(["cart-2023-01-10.csv 1", "cart-*.csv 11"]);
  const members = fileGroups(files, ready(15)).flatMap((group) => group.members);
  expect(members.toSorted((a, b) => a - b)).toEqual(files.map((_, at) => at));
});

test("names are found by words in any order", () => {
  expect([...matchingFiles(carts, "csv 01-11")]).toEqual([1]);
  expect(matchingFiles(carts, " ").size).toBe(12);
  expect(matchingFiles(carts, "WEB").size).toBe(0);
});
