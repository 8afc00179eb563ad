import fc from "fast-check";
import { expect, test } from "vitest";
import { stackLabels } from "./stack-labels.ts";

test("labels keep their order and distance, and stay within the height", () => {
  const middles = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(middles, fc.double({ min: 0.02, max: 0.2, noNaN: true }), (bands, apart) => {
      const labels = stackLabels(bands, apart);
      expect(labels.map(({ ofShare }) => ofShare)).toEqual(bands);
      const gap = Math.min(apart, 1 / bands.length);
      const sorted = labels.toSorted((a, b) => a.at - b.at);
      expect(sorted.map(({ ofShare }) => ofShare)).toEqual(bands.toSorted((a, b) => a - b));
      sorted.forEach(({ at }, i) => {
        expect(at).toBeGreaterThanOrEqual(gap / 2 - 1e-6);
        expect(at).toBeLessThanOrEqual(1 - gap / 2 + 1e-6);
        if (i > 0) expect(at - sorted[i - 1].at).toBeGreaterThanOrEqual(gap - 1e-6);
      });
    }),
  );
});

test("a label with room stands at the middle of its band", () => {
  expect(stackLabels([0.2, 0.7], 0.1).map(({ at }) => at)).toEqual([0.2, 0.7]);
  expect(stackLabels([0.5, 0.5], 0.1).map(({ at }) => at)).toEqual([0.45, 0.55]);
  expect(stackLabels([], 0.1)).toEqual([]);
});
