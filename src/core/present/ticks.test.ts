import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeTicks } from "./time-ticks.ts";
import { durationTicks, endTicks, linearTicks, logTicks, roundDuration, roundUp } from "./value-ticks.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const MIDNIGHT = (BigInt(Date.UTC(2026, 2, 12)) * 1_000_000n).toString();
const S = 1e9;

describe("ticks of time", () => {
  it("stand at round clock times, with as many digits as their step needs", () => {
    const at = (h: number, m: number, s = 0) => (h * 3600 + m * 60 + s) * S;
    const texts = (from: number, to: number) => timeTicks(MIDNIGHT, from, to, 6).map(({ text }) => text);
    expect(texts(at(14, 2), at(14, 58))).toEqual(["14:10", "14:20", "14:30", "14:40", "14:50"]);
    expect(texts(at(14, 2, 3), at(14, 2, 33))).toEqual(
      [5, 10, 15, 20, 25, 30].map((s) => `14:02:${s < 10 ? "0" : ""}${s}`),
    );
    expect(texts(at(1, 0) + 0.0104 * S, at(1, 0) + 0.034 * S)).toEqual([
      "01:00:00.015",
      "01:00:00.020",
      "01:00:00.025",
      "01:00:00.030",
    ]);
    expect(texts(0, 4 * 86_400 * S)[1]).toBe("2026-03-13");
    // Thousands of years: all along the axis, not in its first part alone.
    const ages = timeTicks(MIDNIGHT, 0, 8000 * 365 * 86_400 * S, 8);
    expect(ages.length).toBeLessThanOrEqual(9);
    expect(ages[ages.length - 1].share).toBeGreaterThan(0.8);
    expect(timeTicks(MIDNIGHT, 5, 5, 6)).toEqual([]);
  });

  it("are round whatever the origin is", () => {
    const odd = (BigInt(MIDNIGHT) + 12_345_678_901n).toString();
    const ticks = timeTicks(odd, 0, 60 * S, 6);
    expect(ticks.map(({ text }) => text)).toContain("00:00:30");
    for (const { share } of ticks) expect(share).toBeGreaterThanOrEqual(0);
  });

  it("are few and lie on the axis", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), fc.integer({ min: 1e6, max: 1e17 }), (from, span) => {
        const ticks = timeTicks(MIDNIGHT, from, from + span, 8);
        expect(ticks.length).toBeLessThanOrEqual(17);
        for (const { share } of ticks) expect(share >= -1e-9 && share <= 1 + 1e-9).toBe(true);
      }),
    );
  });
});

describe("ticks of values", () => {
  it("are round and end at the largest", () => {
    expect(linearTicks(384, 4, String).map(({ text }) => text)).toEqual(["0", "100", "200", "300"]);
    expect(linearTicks(0, 4, String)).toEqual([{ share: 0, text: "0" }]);
    expect([roundUp(96), roundUp(0.3), roundUp(5), roundUp(1000)]).toEqual([100, 0.5, 5, 1000]);
  });

  it("on a log axis stand at 1, 2 and 5, or at the decades if those are many", () => {
    const texts = (low: number, high: number) => logTicks(low, high, 8).map(({ text }) => plain(text));
    expect(texts(180e6, 1.3e9)).toEqual(["200 ms", "500 ms", "1 s"]);
    expect(texts(1e3, 1e10)).toEqual(["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s"]);
    expect(logTicks(1e6, 1e8, 8).map(({ share }) => share)).toEqual(
      [0, Math.log10(2), Math.log10(5), 1, 1 + Math.log10(2), 1 + Math.log10(5), 2].map((x) =>
        expect.closeTo(x / 2, 9),
      ),
    );
    expect(logTicks(0, 5, 8)).toEqual([]);
  });

  it("write durations without digits that say nothing", () => {
    expect([0, 500, 1.5e9, 2e7, 2e12].map((ns) => plain(roundDuration(ns)))).toEqual([
      "0",
      "500 ns",
      "1.5 s",
      "20 ms",
      "2,000 s",
    ]);
    const long = [60, 5400, 7200, 86_400, 63_072_000].map((s) => plain(roundDuration(s * S)));
    expect(long).toEqual(["1 min", "1.5 h", "2 h", "1 d", "730 d"]);
  });

  it("of long durations stand at minutes, hours and days", () => {
    const texts = (low: number, high: number) => logTicks(low * S, high * S, 7).map(({ text }) => plain(text));
    expect(texts(5, 400)).toEqual(["5 s", "10 s", "20 s", "1 min", "2 min", "5 min"]);
    expect(texts(5, 50)).toEqual(["5 s", "10 s", "20 s", "50 s"]);
    expect(texts(1, 1e7)).toEqual(["1 s", "10 s", "1 min", "10 min", "1 h", "1 d", "10 d", "100 d"]);
    const linear = (largest: number) => durationTicks(largest * S, 3).map(({ text }) => plain(text));
    expect(linear(63_072_000)).toEqual(["0", "500 d"]);
    expect(linear(170)).toEqual(["0", "1 min", "2 min"]);
    expect(linear(9000)).toEqual(["0", "1 h", "2 h"]);
  });

  it("at the ends of a narrow axis differ", () => {
    const texts = (low: number, high: number) => endTicks(low, high).map(({ text }) => plain(text));
    expect(texts(3.1e6, 3.4e6)).toEqual(["3.1 ms", "3.4 ms"]);
    expect(texts(63_072_000.1 * S, 63_072_000.27 * S)).toEqual(["730 d", "+170 ms"]);
    expect(texts(1e9, 1e9 + 3)).toEqual(["1 s", "+3 ns"]);
    expect(texts(1e9, 1e9 + 0.1)).toEqual(["1 s"]);
    expect(texts(1, 1.01)).toEqual(["1 ns"]);
  });
});
