import { expect, test } from "vitest";
import { heatMap } from "./heat-map-rows.ts";
import { boxWords, heatMapWords, latencyStretches } from "./heat-map-words.ts";

const ORIGIN = (BigInt(Date.UTC(2026, 2, 12, 14)) * 1_000_000n).toString();
const LINES = {
  binsPerStretch: 2,
  requests: Uint32Array.of(9, 0),
  p50Ns: Float64Array.of(2.5e6, Number.NaN),
  p95Ns: Float64Array.of(3.5e6, Number.NaN),
};
const MAP = heatMap(
  {
    time: { fromNs: 60e9, widthNs: 30e9, count: 4 },
    latencyEdgesNs: Float64Array.of(2e6, 4e6),
    counts: Uint32Array.of(4, 5, 0, 0),
  },
  LINES,
  ORIGIN,
);

test("the map, a box and the lines in words", () => {
  if (MAP === null) throw new Error("the map has counts");
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  expect(plain(heatMapWords(MAP, LINES))).toBe(
    "9 requests over time: half finish within 2.50 ms, 95 % within 3.50 ms, by time of start.",
  );
  const box = { fromColumn: 1, toColumn: 2, fromRow: 0, toRow: 0 };
  expect(plain(boxWords(MAP, box, ORIGIN))).toBe("5 requests, 2.00 ms – 4.00 ms, 14:01:30 – 14:02:30");
  expect(latencyStretches(MAP, LINES, ORIGIN)).toEqual([
    { from: "2026-03-12 14:01:00", requests: 9, p50Ns: 2.5e6, p95Ns: 3.5e6 },
  ]);
});
