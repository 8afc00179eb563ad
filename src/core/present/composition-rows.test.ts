import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompositionReport } from "./composition-report.ts";
import { binWords, compositionStack, compositionTable, MOST_BANDS, mostChanged } from "./composition-rows.ts";

/** Mean times by line and bin. */
function reportOf(times: readonly (readonly number[])[]): CompositionReport {
  const count = times[0]?.length ?? 0;
  const mean = (bin: number) => times.reduce((sum, line) => sum + line[bin], 0);
  return {
    class: 0,
    bins: Array.from({ length: count }, (_, bin) => ({
      requests: 10,
      fromNs: bin,
      toNs: bin + 1,
      meanLatencyNs: mean(bin),
    })),
    lines: times.map((line, at) => ({
      kind: "segment" as const,
      segmentKind: at,
      components: { from: 0, to: 0 },
      name: `line ${at}`,
      meanNs: Float64Array.from(line),
      onPathShare: Float64Array.from(line, (ns) => (ns > 0 ? 0.5 : 0)),
      meanShare: Float64Array.from(line, (ns, bin) => ns / mean(bin)),
    })),
  };
}

const times = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 20 })).chain(([lines, bins]) =>
  fc.array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: bins, maxLength: bins }), {
    minLength: lines,
    maxLength: lines,
  }),
);

describe("the stack", () => {
  it("fills every bin from 0 to the whole, whatever the scale", () => {
    fc.assert(
      fc.property(times, fc.constantFrom("share" as const, "time" as const), (lines, scale) => {
        const report = reportOf(lines);
        const { bands, largestNs } = compositionStack(report, scale);
        expect(bands.length).toBeLessThanOrEqual(MOST_BANDS + 1);
        report.bins.forEach(({ meanLatencyNs }, bin) => {
          let below = 0;
          for (const { low, high } of bands) {
            expect(low[bin]).toBeCloseTo(below, 9);
            expect(high[bin]).toBeGreaterThanOrEqual(low[bin]);
            below = high[bin];
          }
          expect(below).toBeCloseTo(scale === "share" ? 1 : meanLatencyNs / largestNs, 9);
        });
      }),
    );
  });

  it("gives lines of their own to as many as there are names for", () => {
    const names = (count: number) =>
      compositionStack(reportOf(Array.from({ length: count }, () => [1])), "share").bands.map(({ name }) => name);
    expect(names(9).at(-1)).toBe("line 8");
    expect(names(12).slice(-2)).toEqual(["line 7", "4 others"]);
    expect(compositionStack(reportOf([]), "time")).toEqual({ bands: [], largestNs: 0 });
  });
});

describe("the table of a bin", () => {
  it("sums to the latency of its requests, and has only what is on their paths", () => {
    const report = reportOf([
      [1e6, 5e6],
      [3e6, 0],
    ]);
    const first = compositionTable(report, 0);
    expect(first.rows.map(({ name }) => name)).toEqual(["line 1", "line 0"]);
    expect(first.meanLatencyNs).toBe(report.bins[0].meanLatencyNs);
    expect(compositionTable(report, 1).rows.map(({ name }) => name)).toEqual(["line 0"]);
    expect(() => compositionTable(report, 2)).toThrow("no bin 2");
  });
});

it("what grows most from fast to slow is told", () => {
  const changed = mostChanged(
    reportOf([
      [6, 6],
      [4, 14],
    ]),
  );
  expect([changed?.line.name, changed?.from, changed?.to]).toEqual(["line 1", 0.4, 0.7]);
  expect(mostChanged(reportOf([[5]]))).toBe(null);
  expect([binWords(0, 20), binWords(19, 20), binWords(1, 3)]).toEqual(["p0–p5", "p95–p100", "p33–p67"]);
});
