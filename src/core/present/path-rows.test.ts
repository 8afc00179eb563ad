import { expect, test } from "vitest";
import type { AnalysisReport, PathLine } from "./analysis-report.ts";
import { eventName, largestClass, pathTable } from "./path-rows.ts";

function line(change: Partial<PathLine>): PathLine {
  return {
    class: 0,
    kind: "segment",
    id: 0,
    segmentKind: 0,
    components: { from: 0, to: 0 },
    name: "web",
    onPathShare: 1,
    meanNs: 1e6,
    meanShare: 0.1,
    ...change,
  };
}

test("a class's lines, their bars and their sum", () => {
  const table = pathTable(
    [
      line({ name: "render", meanNs: 30e6, onPathShare: 0.71 }),
      line({ name: "a → b", kind: "hand-off", meanNs: 10e6, onPathShare: 0.2 }),
      line({ name: "rare", meanNs: 1e6, onPathShare: 0.02 }),
      line({ class: 1, name: "elsewhere", meanNs: 500e6 }),
    ],
    0,
  );
  expect(table.rows.map(({ name, level, isHandOff }) => [name, level, isHandOff])).toEqual([
    ["render", "most", false],
    ["a → b", "some", true],
    ["rare", "few", false],
  ]);
  expect(table.rows[0].barShare).toBe(1);
  expect(table.meanLatencyNs).toBe(41e6);
  expect(table.unit).toBe("ms");
  expect(pathTable([], 0)).toEqual({ rows: [], unit: "ns", meanLatencyNs: 0 });
});

test("the largest class, the first of equals", () => {
  const of = (...requests: number[]) =>
    ({ classes: requests.map((n, id) => ({ id, requests: n })) }) as unknown as AnalysisReport;
  expect(largestClass(of(3, 9, 9))).toBe(1);
  expect(largestClass(of())).toBe(null);
});

const event = (label: string, ordinal: number | "last" = 1) => ({ label, ordinal });

test("later occurrences are named", () => {
  expect(eventName(event("x"))).toBe("x");
  expect(eventName(event("x", "last"))).toBe("x (last)");
});
