import { expect, test } from "vitest";
import { ResultTable, type UserColumn } from "../../app/result-table.ts";
import { chartOf, defaultAxes, MOST_BARS } from "./chart-model.ts";

const text: UserColumn = { name: "host", sqlType: "VARCHAR", cell: "text", isNumeric: false };
const latency: UserColumn = { name: "p95_ns", sqlType: "BIGINT", cell: "bigint", isNumeric: true };
const start: UserColumn = { name: "start", sqlType: "TIMESTAMP", cell: "timestamp", isNumeric: false };
const startNs: UserColumn = { name: "start_ns", sqlType: "BIGINT", cell: "bigint", isNumeric: true };
const number: UserColumn = { name: "x", sqlType: "DOUBLE", cell: "number", isNumeric: true };

function table(columns: readonly UserColumn[], ...values: (readonly unknown[])[]): ResultTable {
  return new ResultTable(columns, [{ columns: [], rowCount: values[0].length, values }]);
}

test("a number over texts is bars, in the order of the rows", () => {
  const hosts = table([text, latency], ["b", "a", null], [20_000_000n, 40_000_000n, null]);
  const axes = defaultAxes(hosts);
  expect(axes).toEqual({ x: 0, y: 1 });
  const chart = chartOf(hosts, axes!);
  expect(chart).toMatchObject({
    kind: "bars",
    hidden: 0,
    bars: [
      { label: "b", share: 0.5 },
      { label: "a", share: 1 },
    ],
  });
  expect(chart?.sentence.replaceAll("\u00a0", " ")).toBe("p95_ns of 2 rows; the largest is 40.0 ms, of a.");
});

test("more bars than can be told apart are counted", () => {
  const many = Array.from({ length: MOST_BARS + 7 }, (_, i) => i);
  const chart = chartOf(table([text, number], many.map(String), many), { x: 0, y: 1 });
  expect(chart?.kind === "bars" && [chart.bars.length, chart.hidden]).toEqual([MOST_BARS, 7]);
});

test("a number in the order of time is a line, in another order points; instants are no measure", () => {
  const ms = Date.UTC(2026, 2, 12, 14);
  const minutes = table(
    [startNs, start, latency],
    [1n, 2n, 3n].map((n) => BigInt(ms) * 1_000_000n + n),
    [ms, ms + 60_000, ms + 120_000],
    [1n, 2n, 3n],
  );
  expect(defaultAxes(minutes)).toEqual({ x: 0, y: 2 });
  const chart = chartOf(minutes, { x: 1, y: 2 });
  if (chart?.kind !== "line") throw new Error("a line was expected");
  expect(chart.points.map(({ x }) => x)).toEqual([0, 0.5, 1]);
  expect(chart.points.map(({ y }) => y)).toEqual([1 / 3, 2 / 3, 1].map((y) => expect.closeTo(y, 9)));
  expect(chart.xTicks.map((tick) => tick.text)).toContain("14:01:00");
  const shuffled = chartOf(table([start, latency], [ms + 60_000, ms, ms + 120_000], [2n, 1n, 3n]), { x: 0, y: 1 });
  expect(shuffled?.kind).toBe("points");
  expect(shuffled?.kind === "points" && shuffled.xTicks).toEqual(chart.xTicks);
});

test("two numbers are points; ticks lie on the axes", () => {
  const points = table([number, { ...number, name: "y" }], [-5, 10, 20], [-1, 0, 3]);
  const chart = chartOf(points, { x: 0, y: 1 });
  if (chart?.kind !== "points") throw new Error("points were expected");
  expect(chart.points[0]).toEqual({ x: 0, y: 0 });
  expect(chart.points[2]).toEqual({ x: 1, y: 1 });
  for (const { share } of [...chart.xTicks, ...chart.yTicks]) expect(share >= 0 && share <= 1).toBe(true);
  expect(chart.yTicks.length).toBeGreaterThan(1);
});

test("nothing to draw", () => {
  expect(defaultAxes(table([text], ["a", "b"]))).toBeNull();
  expect(defaultAxes(table([text, number], ["a", "b"], [null, null]))).toBeNull();
  expect(defaultAxes(table([text, number], ["a"], [1]))).toBeNull();
  expect(chartOf(table([text, number], ["a", "b"], [null, Number.NaN]), { x: 0, y: 1 })).toBeNull();
});
