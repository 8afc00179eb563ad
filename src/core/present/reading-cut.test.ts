import { expect, test } from "vitest";
import { readingCut } from "./reading-cut.ts";

const FILES = [
  { name: "a.csv", size: 100 },
  { name: "b.csv", size: 40 },
  { name: "c.csv", size: 60 },
];

test("files read to their ends have no cut", () => {
  expect(readingCut(FILES, [])).toBe(null);
});

test("a cut adds up the bytes that were read, and names the files of which nothing was", () => {
  const cuts = [
    { fileIndex: 1, bytesRead: 30, latestNs: 7, lastRequest: "r" },
    { fileIndex: 2, bytesRead: 0, latestNs: null, lastRequest: null },
  ];
  expect(readingCut(FILES, cuts)).toEqual({ bytesRead: 130, bytesTotal: 200, unreadFiles: ["c.csv"] });
});
