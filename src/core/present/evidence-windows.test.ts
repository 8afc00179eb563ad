import { expect, test } from "vitest";
import { windowPlot } from "./evidence-windows.ts";
import type { WindowEvidence } from "./pair-report.ts";

function windows(...counts: readonly (readonly [support: number, violations: number])[]): WindowEvidence[] {
  return counts.map(([support, violations], at) => ({
    startMinute: 842 + 5 * at,
    widthMinutes: 5,
    support,
    violations,
    undecided: 0,
  }));
}

test("one window says no more than the counts", () => {
  expect(windowPlot(windows([10, 0]))).toBe(null);
  expect(windowPlot(windows([10, 0], [0, 0]))).toBe(null);
  expect(windowPlot([])).toBe(null);
});

test("without violations stems are counts", () => {
  const plot = windowPlot(windows([100, 0], [50, 0], [0, 0], [1200, 0]));
  expect(plot).toMatchObject({ shows: "support", limit: null, from: "14:02", to: "14:22" });
  expect(plot?.stems.map(({ text }) => text)).toEqual(["100", "50", "", "1.2k"]);
  expect(plot?.stems.map(({ height }) => height)).toEqual([100 / 1200, 50 / 1200, 0, 1]);
  expect(plot?.label).toBe("In 3 of 4 windows: supporting requests 50 to 1,200");
});

test("with violations they are shares against the limit of exceptions", () => {
  const plot = windowPlot(windows([95, 5], [100, 0]));
  expect(plot?.shows).toBe("against");
  expect(plot?.stems.map(({ height, isViolation }) => [height, isViolation])).toEqual([
    [1, true],
    [0, false],
  ]);
  expect(plot?.limit).toBeCloseTo(0.2, 12);
  expect(plot?.stems[0].text).toBe("5.0");
  expect(windowPlot(windows([1, 999], [1, 9999], [9999, 1], [1, 1]))?.stems.map(({ text }) => text)).toEqual([
    "99.9",
    "99.9",
    "<0.1",
    "50",
  ]);
  // Below the limit, the limit is the top.
  expect(windowPlot(windows([1999, 1], [2000, 0]))?.limit).toBe(1);
});

test("many windows have no text at each stem; over days the day is told", () => {
  const many = windowPlot(windows(...Array.from({ length: 12 }, () => [7, 0] as const)));
  expect(many?.stems.every(({ text }) => text === "")).toBe(true);
  const days = windowPlot([
    { startMinute: 0, widthMinutes: 1440, support: 1, violations: 0, undecided: 0 },
    { startMinute: 1440, widthMinutes: 1440, support: 2, violations: 0, undecided: 0 },
  ]);
  expect([days?.from, days?.to]).toEqual(["01-01 00:00", "01-03 00:00"]);
});
