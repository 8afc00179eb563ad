import { expect, test } from "vitest";
import { sieveCurve } from "./sieve-curve.ts";

test("survivors over requests, each decade as wide as the next, as far as requests were tested", () => {
  const curve = sieveCurve({
    requests: 10,
    ofRequests: 1000,
    tested: 200,
    refuted: 150,
    curve: [
      { requests: 1, surviving: 100 },
      { requests: 10, surviving: 50 },
    ],
  });
  const third = expect.closeTo(1 / 3, 12);
  expect(curve?.points).toEqual([
    { x: 0, y: 0.5 },
    { x: third, y: 0.75 },
  ]);
  expect(curve?.reach).toEqual(third);
  expect(curve?.ticks.map(({ text }) => text)).toEqual(["1", "10", "100", "1,000"]);
  expect(curve?.surviving).toBe(50);
});

test("nothing to draw before two kinds have met", () => {
  expect(sieveCurve(null)).toBe(null);
  expect(sieveCurve({ requests: 5, ofRequests: 9, tested: 0, refuted: 0, curve: [] })).toBe(null);
});
