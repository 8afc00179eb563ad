import { expect, test } from "vitest";
import type { RequestPoints } from "../analysis/request-points.ts";
import { boxTerms, nearestPoint, pointsIn, scatterOf, scatterWords } from "./scatter-points.ts";

const ORIGIN = "1773324000000000000";
const SECOND = 1e9;

function pointsOf(rows: readonly (readonly [number, number])[], everyNth = 1): RequestPoints {
  return {
    rank: Uint32Array.from(rows.keys()),
    startNs: Float64Array.from(rows, ([start]) => start),
    latencyNs: Float64Array.from(rows, ([, latency]) => latency),
    classId: new Int32Array(rows.length),
    total: rows.length * everyNth,
    everyNth,
  };
}

const POINTS = pointsOf([
  [100 * SECOND, 1e6],
  [0, 100e6],
  [50 * SECOND, 10e6],
]);

test("points are in order of time, slow ones above", () => {
  const scatter = scatterOf(POINTS, ORIGIN);
  expect([...(scatter?.rank ?? [])]).toEqual([1, 2, 0]);
  expect([...(scatter?.x ?? [])]).toEqual([0, 0.5, 1]);
  const [slow, middle, fast] = scatter?.y ?? [];
  expect(slow).toBeLessThan(0.02);
  expect(middle).toBeCloseTo(0.5);
  expect(fast).toBeGreaterThan(0.98);
  expect(scatter?.latencyTicks.map(({ text }) => text)).toEqual(["1\u00a0ms", "10\u00a0ms", "100\u00a0ms"]);
  expect(scatter?.timeTicks.length).toBeGreaterThan(1);
});

test("one request alone, and one of no time, have a place on the plot", () => {
  const scatter = scatterOf(pointsOf([[5, 0]]), ORIGIN);
  expect([...(scatter?.x ?? [])]).toEqual([0.5]);
  expect([...(scatter?.y ?? [])]).toEqual([1]);
  expect(scatterOf(pointsOf([]), ORIGIN)).toBeNull();
});

test("the nearest point is found within a few px", () => {
  const scatter = scatterOf(POINTS, ORIGIN);
  if (scatter === null) throw new Error("no points");
  const size = { width: 200, height: 100 };
  expect(nearestPoint(scatter, { x: 0.51, y: 0.5 }, size, 6)).toBe(1);
  expect(nearestPoint(scatter, { x: 0.6, y: 0.5 }, size, 6)).toBe(-1);
});

test("a box keeps what is drawn in it; sides at the edge are open", () => {
  const scatter = scatterOf(POINTS, ORIGIN);
  if (scatter === null) throw new Error("no points");
  const box = { fromX: 0, toX: 0.75, fromY: 0.25, toY: 1 };
  expect(pointsIn(scatter, box)).toBe(1);
  const [start, latency] = boxTerms(scatter, box);
  expect(start).toEqual({ on: "start", fromNs: null, toNs: 75 * SECOND });
  expect(latency).toMatchObject({ on: "latency", fromNs: null });
  const limit = latency.on === "latency" ? (latency.toNs ?? 0) : 0;
  expect(limit).toBeGreaterThan(10e6);
  expect(limit).toBeLessThan(100e6);
  expect(boxTerms(scatter, { fromX: 0, toX: 1, fromY: 0, toY: 1 })).toEqual([]);
});

test("words say how many are drawn", () => {
  const points = pointsOf([...[1, 2].map((at) => [at * SECOND, 1e6] as const)], 4);
  const scatter = scatterOf(points, ORIGIN);
  if (scatter === null) throw new Error("no points");
  expect(scatterWords(points, scatter, ORIGIN).replaceAll("\u00a0", " ")).toBe(
    "8 requests, 1 in 4 shown, from 14:00:01 to 14:00:02, of 1.00 ms to 1.00 ms",
  );
});
