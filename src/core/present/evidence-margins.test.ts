import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MarginFacts, marginPlot } from "./evidence-margins.ts";
import type { MarginBar } from "./pair-report.ts";

const MS = 1e6;

function facts(bars: readonly MarginBar[]): MarginFacts {
  const smallest = bars.find(({ toNs }) => toNs > 1);
  return { bars, smallestNs: smallest?.fromNs ?? null, medianNs: smallest?.fromNs ?? null, undecided: 0 };
}

const SUPPORT: readonly MarginBar[] = [
  { fromNs: 3 * MS, toNs: 4 * MS, requests: 10 },
  { fromNs: 4 * MS, toNs: 6 * MS, requests: 40 },
];

/** Bars of both signs as reports give them: ascending, apart from each other. */
const BARS = fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 20 }).map((exponents) =>
  exponents
    .toSorted((a, b) => a - b)
    .map((exponent): MarginBar => {
      const [low, high] = [2 ** Math.abs(exponent) - 1, 2 ** (Math.abs(exponent) + 1) - 1];
      return exponent < 0 ? { fromNs: 1 - high, toNs: 1 - low, requests: 3 } : { fromNs: low, toNs: high, requests: 5 };
    }),
);

describe("the histogram of margins", () => {
  it("is none where nothing was decided", () => {
    expect(marginPlot(facts([]))).toBe(null);
  });

  it("lies to the right of the band where all requests agree", () => {
    const plot = marginPlot({ bars: SUPPORT, smallestNs: 3.23 * MS, medianNs: 5 * MS, undecided: 2 });
    expect(plot?.hasViolations).toBe(false);
    expect(plot?.band.x).toBe(0);
    expect(plot?.rects.map(({ height }) => height)).toEqual([0.25, 1]);
    expect(plot?.smallest?.text.replace("\u00a0", " ")).toBe("smallest 3.23 ms");
    expect(plot?.smallest?.x).toBeGreaterThan(plot?.rects[0].x ?? 1);
    expect(plot?.label).toContain("Margins of 50 supporting requests: smallest 3.23");
    expect(plot?.label).toContain("2 requests undecided");
  });

  it("mirrors what is against it to the left", () => {
    const plot = marginPlot(facts([{ fromNs: 1 - 2 * MS, toNs: 1 - 1 * MS, requests: 4 }, ...SUPPORT]));
    expect(plot?.hasViolations).toBe(true);
    const [against, ...support] = plot?.rects ?? [];
    expect(against.isViolation).toBe(true);
    expect(against.x + against.width).toBeLessThan(plot?.band.x ?? 0);
    for (const { x } of support) expect(x).toBeGreaterThan((plot?.band.x ?? 0) + (plot?.band.width ?? 0));
    expect(against.words).toContain("4 requests against it by 1.00");
    expect(plot?.ticks.some(({ text }) => text.startsWith("−"))).toBe(true);
  });

  it("keeps every bar in the plot, in order, out of the band and without overlap", () => {
    fc.assert(
      fc.property(BARS, (bars) => {
        const plot = marginPlot(facts(bars));
        if (plot === null) throw new Error("no plot");
        const { rects, band, ticks } = plot;
        let end = -1e-9;
        for (const { x, width, isViolation } of rects) {
          expect(x).toBeGreaterThanOrEqual(end - 1e-9);
          end = x + width;
          expect(width).toBeGreaterThan(0);
          if (isViolation) expect(end).toBeLessThanOrEqual(band.x + 1e-9);
          else expect(x).toBeGreaterThanOrEqual(band.x + band.width - 1e-9);
        }
        expect(end).toBeLessThanOrEqual(1 + 1e-9);
        const taken = [band.x + band.width / 2, ...ticks.map(({ share }) => share)].toSorted((a, b) => a - b);
        for (let at = 1; at < taken.length; at++) expect(taken[at] - taken[at - 1]).toBeGreaterThan(0.14);
        for (const { share } of ticks) expect(share).toBeGreaterThanOrEqual(-1e-9);
        for (const { share } of ticks) expect(share).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
