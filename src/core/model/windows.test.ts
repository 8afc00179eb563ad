import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWindows, originMinuteOf, windowOf } from "./windows.ts";

const MINUTE = 60e9;
const ORIGIN = 1_700_006_400_000_000_000n;

describe("chooseWindows", () => {
  it("takes the narrowest width of the list with at most 16 windows", () => {
    const width = (minutes: number) => chooseWindows(ORIGIN, 0, minutes * MINUTE).widthMinutes;
    expect([0, 15, 16, 79, 80, 239, 240, 959, 960].map(width)).toEqual([1, 1, 5, 5, 15, 15, 60, 60, 180]);
    expect([2, 5, 11, 100, 300].map((days) => width(days * 1440))).toEqual([360, 720, 1440, 10_080, 40_320]);
  });

  it("covers every start with at most 16 windows aligned to the epoch", () => {
    const start = fc.integer({ min: 0, max: 200_000 * 60 });
    fc.assert(
      fc.property(start, start, start, (a, b, c) => {
        const [from, middle, to] = [a, b, c].sort((x, y) => x - y).map((seconds) => seconds * 1e9);
        const windows = chooseWindows(ORIGIN, from, to);
        const of = (ns: number) => windowOf(windows, originMinuteOf(ORIGIN), ns);
        expect(windows.count).toBeLessThanOrEqual(16);
        expect(windows.firstMinute % windows.widthMinutes).toBe(0);
        expect([of(from), of(to)]).toEqual([0, windows.count - 1]);
        expect(of(middle)).toBeGreaterThanOrEqual(0);
        expect(of(middle)).toBeLessThan(windows.count);
      }),
    );
  });

  it("has one window where there is no request", () => {
    expect(chooseWindows(ORIGIN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY).count).toBe(1);
  });
});
