import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOG_BIN_ERROR_SHARE, LOG_BINS, logBin, logBinLowNs, logBinMiddleNs, logBinPercentile } from "./log-bins.ts";

const duration = fc.oneof(
  fc.integer({ min: 0, max: 70 }),
  fc.integer({ min: 0, max: 2 ** 31 }),
  fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: 4, max: 52 }).map((exponent) => 2 ** exponent),
  fc.integer({ min: 4, max: 53 }).map((exponent) => 2 ** exponent - 1),
);

describe("bins on a log scale", () => {
  it("hold what they say, in ascending order without gaps", () => {
    for (let bin = 0; bin < LOG_BINS; bin++) {
      expect(logBinLowNs(bin + 1)).toBeGreaterThan(logBinLowNs(bin));
      expect(logBin(logBinLowNs(bin))).toBe(bin);
      expect(logBin(logBinLowNs(bin + 1) - 1)).toBe(bin);
    }
    expect(logBinLowNs(LOG_BINS)).toBe(2 ** 53);
    expect(logBin(2 ** 60)).toBe(LOG_BINS - 1);
  });

  it("differ from their middle by at most the stated share", () => {
    fc.assert(
      fc.property(duration, (ns) => {
        const bin = logBin(ns);
        expect(logBinLowNs(bin)).toBeLessThanOrEqual(ns);
        expect(logBinLowNs(bin + 1)).toBeGreaterThan(ns);
        expect(Math.abs(logBinMiddleNs(bin) - ns)).toBeLessThanOrEqual(ns * LOG_BIN_ERROR_SHARE);
      }),
    );
  });

  it("give the nearest-rank percentile within that share", () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 60 }), fc.constantFrom(0.1, 0.5, 0.9), (all, share) => {
        const counts = new Uint32Array(LOG_BINS + 3);
        for (const ns of all) counts[3 + logBin(ns)]++;
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(share * all.length)) - 1];
        expect(Math.abs(logBinPercentile(counts, 3, share) - exact)).toBeLessThanOrEqual(exact * LOG_BIN_ERROR_SHARE);
      }),
    );
    expect(logBinPercentile(new Uint32Array(LOG_BINS), 0, 0.5)).toBe(0);
  });
});
