import { expect, test } from "vitest";
import { convergenceCurve } from "./convergence-curve.ts";

test("hypotheses over requests, each decade as wide as the next", () => {
  const curve = convergenceCurve([
    { requests: 1, surviving: 200 },
    { requests: 10, surviving: 80 },
    { requests: 100, surviving: 50 },
  ]);
  expect(curve?.points).toEqual([
    { x: 0, y: 0 },
    { x: expect.closeTo(0.5, 12), y: 0.6 },
    { x: 1, y: 0.75 },
  ]);
  expect(curve?.requestTicks.map(({ text }) => text)).toEqual(["1", "10", "100"]);
  expect([curve?.afterFirst, curve?.surviving]).toEqual([200, 50]);
  // 30 of the 150 fell after half of the requests.
  expect(curve?.lateShare).toBe(0.2);
});

test("nothing to test, a single request, and nothing refuted", () => {
  expect(convergenceCurve([])).toBe(null);
  expect(convergenceCurve([{ requests: 9, surviving: 0 }])).toBe(null);
  expect(convergenceCurve([{ requests: 1, surviving: 3 }])).toMatchObject({ lateShare: 0, points: [{ x: 0, y: 0 }] });
});
