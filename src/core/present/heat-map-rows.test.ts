import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LatencyGrid } from "../analysis/request-points.ts";
import { boxBounds, boxCount, boxTerms, type HeatMap, heatLevel, heatMap } from "./heat-map-rows.ts";

const ORIGIN = "0";
const LINES = {
  binsPerStretch: 2,
  requests: Uint32Array.of(4, 0),
  p50Ns: Float64Array.of(2e6, Number.NaN),
  p95Ns: Float64Array.of(8e6, Number.NaN),
};

/** Four columns of 1 s, bins 1–2, 2–4, 4–8, 8–16 ms; rows of the picture are written from the top. */
function gridOf(picture: readonly (readonly number[])[]): LatencyGrid {
  const bins = 4;
  const counts = new Uint32Array(4 * bins);
  picture.forEach((row, fromTop) => {
    row.forEach((count, column) => {
      counts[column * bins + bins - 1 - fromTop] = count;
    });
  });
  return {
    time: { fromNs: 0, widthNs: 1e9, count: 4 },
    latencyEdgesNs: Float64Array.of(1e6, 2e6, 4e6, 8e6, 16e6),
    counts,
  };
}

const PICTURE = [
  [0, 0, 0, 0],
  [0, 1, 0, 2],
  [9, 9, 1, 0],
  [0, 0, 0, 0],
];

function mapOf(picture = PICTURE): HeatMap {
  const map = heatMap(gridOf(picture), LINES, ORIGIN);
  if (map === null) throw new Error("the picture has counts");
  return map;
}

describe("the heat map", () => {
  it("is cut to the rows that have counts, and merges neighbours of one tone", () => {
    const map = mapOf();
    expect([map.rows, map.requests, map.largestCount, map.lowNs, map.highNs]).toEqual([2, 22, 9, 2e6, 8e6]);
    expect(map.runs).toEqual([
      { row: 0, column: 1, columns: 1, level: 1 },
      { row: 0, column: 3, columns: 1, level: heatLevel(2, 9) },
      { row: 1, column: 0, columns: 2, level: 7 },
      { row: 1, column: 2, columns: 1, level: 1 },
    ]);
    expect(heatMap(gridOf([]), LINES, ORIGIN)).toBe(null);
  });

  it("draws lines where requests started, on the same axis as the cells", () => {
    const { p50, p95 } = mapOf();
    const step = (y: number) => [
      { x: 0, y },
      { x: 0.5, y },
    ];
    expect(p50).toEqual([step(1)]);
    expect(p95).toEqual([step(0)]);
  });

  it("always has two ticks of latency", () => {
    expect(mapOf().latencyTicks.map(({ text }) => text.replace("\u00a0", " "))).toEqual(["2 ms", "5 ms"]);
    const narrow = mapOf([[], [], [0, 5], []]);
    expect(narrow.latencyTicks.length).toBe(2);
  });

  it("gives equal ratios equal steps", () => {
    expect([0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6].map((count) => heatLevel(count, 1e6))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(heatLevel(1, 1)).toBe(1);
  });
});

describe("a box", () => {
  it("counts what its filter keeps", () => {
    const map = mapOf();
    const box = { fromColumn: 1, toColumn: 2, fromRow: 0, toRow: 0 };
    expect(boxCount(map, box)).toBe(1);
    expect(boxBounds(map, box)).toEqual({ fromNs: 1e9, toNs: 3e9, lowNs: 4e6, highNs: 8e6 });
    // Above the map lies nothing: the filter is open there.
    expect(boxTerms(map, box)).toEqual([
      { on: "start", fromNs: 1e9, toNs: 3e9 },
      { on: "latency", fromNs: 4e6, toNs: null },
    ]);
    const all = { fromColumn: 0, toColumn: 3, fromRow: 0, toRow: 1 };
    expect(boxCount(map, all)).toBe(map.requests);
    expect(boxTerms(map, all)).toEqual([]);
  });

  it("and its complement hold every request", () => {
    const cells = fc.array(fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(cells, fc.nat(2), (picture, column) => {
        fc.pre(picture.flat().some((count) => count > 0));
        const map = mapOf(picture);
        const rows = { fromRow: 0, toRow: map.rows - 1 };
        const left = boxCount(map, { fromColumn: 0, toColumn: column, ...rows });
        expect(left + boxCount(map, { fromColumn: column + 1, toColumn: 3, ...rows })).toBe(map.requests);
      }),
    );
  });
});
