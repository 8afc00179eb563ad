import { expect, test } from "vitest";
import type { AnalysisReport, ClassReport, PathLine } from "./analysis-report.ts";
import { dumbbells } from "./dumbbell-rows.ts";

function segment(component: number, meanNs: number, name = `c${component} · s`): PathLine {
  const components = { from: component, to: component };
  return { class: 0, kind: "segment", id: 0, segmentKind: 0, components, name, onPathShare: 1, meanNs, meanShare: 0 };
}

function handOff(meanNs: number): PathLine {
  return { ...segment(0, meanNs, "a → b"), kind: "hand-off", segmentKind: null, components: { from: 0, to: 1 } };
}

function drawn(lines: readonly PathLine[], totals: readonly number[]) {
  const components = totals
    .map((ns, component) => ({ component, name: `c${component}`, totalNs: ns * 100 }))
    .toSorted((a, b) => b.totalNs - a.totalNs);
  const of = { id: 0, requests: 100, components } as unknown as ClassReport;
  return dumbbells({ criticalPath: lines, classes: [of] } as unknown as AnalysisReport, of);
}

test("components and hand-offs by critical time, each with what it takes in all", () => {
  const { rows, unit, largestNs, ticks } = drawn([segment(0, 30e6), handOff(20e6), segment(0, 5e6)], [384e6, 60e6]);
  expect(rows.map(({ name, totalNs, criticalNs }) => [name, totalNs, criticalNs])).toEqual([
    ["c0", 384e6, 35e6],
    ["hand-offs", null, 20e6],
    ["c1", 60e6, 0],
  ]);
  expect(rows[0].top?.meanNs).toBe(30e6);
  expect(rows[2].top).toBe(null);
  expect([unit, largestNs, ticks.at(-1)?.text]).toEqual(["ms", 384e6, "200\u00a0ms"]);
});

test("what sums to most is told only where another component has more of the path", () => {
  expect(drawn([segment(0, 30), segment(1, 20)], [40, 90]).misleading?.name).toBe("c1");
  expect(drawn([segment(0, 30), segment(1, 20)], [90, 40]).misleading).toBe(null);
  expect(drawn([], []).misleading).toBe(null);
});

test("many components become one row of others that keeps the sums", () => {
  const lines = Array.from({ length: 14 }, (_, at) => segment(at, 14 - at));
  const { rows } = drawn(lines, new Array<number>(14).fill(20));
  expect(rows).toHaveLength(10);
  expect(rows.at(-1)).toMatchObject({ name: "5 other components", totalNs: 100, criticalNs: 15 });
  expect(rows.reduce((sum, { criticalNs }) => sum + criticalNs, 0)).toBe(
    lines.reduce((sum, { meanNs }) => sum + meanNs, 0),
  );
});
