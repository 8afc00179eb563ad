import { expect, test } from "vitest";
import { type ReportedFile, rejectNotice, rejectQuestion } from "./reject-share.ts";
import { rejectActions, rejectWords } from "./reject-words.ts";

function file(name: string, lines: number, ...rejects: readonly [string, number][]): ReportedFile {
  const total = rejects.reduce((sum, [, count]) => sum + count, 0);
  const counts = { lines, records: lines - total, continuations: 0, blank: 0, duplicates: 0, rejects: total };
  return { name, report: { counts, rejects: rejects.map(([code, count]) => ({ code, count, samples: [] })) } };
}

test("above a fifth of the lines of a file there is a question about the worst", () => {
  expect(rejectQuestion([file("a.log", 100, ["K_NO_REQ", 20])])).toBeNull();
  const files = [
    file("a.log", 1000, ["K_NO_REQ", 201]),
    file("b.log", 2000, ["P_SYNTAX", 900], ["T_NONE", 200]),
    file("c.log", 9000),
  ];
  expect(rejectQuestion(files)).toBe(
    "b.log: 1,100 of 2,000 lines (55\u00a0%) were rejected, most of them (900) for: not written as the format says; so was more " +
      "than a fifth of 1 other file. Say what they are, or analyse the rest without them.",
  );
});

test("from a hundredth of all lines on a result says so", () => {
  expect(rejectNotice([file("a.log", 1000, ["T_NONE", 9]), file("b.log", 0)])).toBeNull();
  expect(rejectNotice([])).toBeNull();
  expect(rejectNotice([file("a.log", 1000, ["T_NONE", 12]), file("b.log", 200)])).toBe(
    "12 of 1,200 lines (1.00\u00a0%) were rejected and take no part, all for: no time.",
  );
});

test("codes are told in words, with what can be done about them", () => {
  expect(rejectWords("K_NO_REQ")).toBe("no request id");
  expect(rejectWords("X_NEW")).toBe("X_NEW");
  expect(rejectActions("P_SYNTAX")).toEqual({ continues: true, pattern: true });
  expect(rejectActions("P_COLUMNS_FEW")).toEqual({ continues: true, pattern: false });
  expect(rejectActions("K_NO_REQ")).toEqual({ continues: false, pattern: false });
});
