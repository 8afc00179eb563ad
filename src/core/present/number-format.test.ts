import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  columnUnit,
  formatBytes,
  formatCount,
  formatCountOf,
  formatDuration,
  formatInUnit,
  formatRate,
  formatShare,
  shortId,
} from "./number-format.ts";

/** Tests read better with plain blanks; that the blank does not break is a test of its own. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("durations", () => {
  test.each([
    [0, "0"],
    [842, "842 ns"],
    [3450, "3.45 µs"],
    [840_000, "840 µs"],
    [9_500_000, "9.50 ms"],
    [61_270_000, "61.3 ms"],
    [999_400_000, "999 ms"],
    [999_700_000, "1.00 s"],
    [1e9, "1.00 s"],
    [59.94e9, "59.9 s"],
    [59.96e9, "1 min 0 s"],
    [200e9, "3 min 20 s"],
    [3599.7e9, "1 h 0 min"],
    [8100e9, "2 h 15 min"],
    [273_600e9, "3 d 4 h"],
    [-44_700_000, "\u221244.7 ms"],
    [0.5, "0.50 ns"],
    [Number.NaN, "unknown"],
  ])("%d ns is %s", (ns, text) => {
    expect(plain(formatDuration(ns))).toBe(text);
  });

  test("number and unit stay on one line", () => {
    expect(formatDuration(61_300_000)).toBe("61.3\u00a0ms");
    expect(formatDuration(200e9)).not.toContain(" ");
  });

  test("below a minute what is printed is within half a unit of the third digit", () => {
    const sizes: Record<string, number> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };
    fc.assert(
      fc.property(fc.double({ min: 1, max: 59.9e9, noNaN: true }), (ns) => {
        const [number, unit] = formatDuration(ns).split("\u00a0");
        const printed = Number(number) * sizes[unit];
        expect(Math.abs(printed - ns)).toBeLessThanOrEqual(ns * 0.00501);
        expect(Number(number)).toBeGreaterThanOrEqual(1);
        expect(Number(number)).toBeLessThan(1000);
      }),
    );
  });
});

describe("columns of durations", () => {
  test("one unit for all, chosen by the largest", () => {
    expect(columnUnit([5_200_000_000, 300_000_000])).toBe("ms");
    expect(columnUnit([12e9, 1])).toBe("s");
    expect(columnUnit([4_000, 20_000])).toBe("µs");
    expect([599e9, 600e9, 7_199e9, 7_200e9, 172_800e9].map((ns) => columnUnit([ns]))).toEqual([
      "s",
      "min",
      "min",
      "h",
      "d",
    ]);
    expect(columnUnit([])).toBe("ns");
    expect(columnUnit([Number.NaN, 5e6])).toBe("µs");
  });

  test.each([
    [5_200_000_000, "5,200"],
    [61_270_000, "61.3"],
    [9_500_000, "9.50"],
    [41_000, "0.041"],
    [10, "<0.001"],
    [0, "0"],
    [-2_000_000, "\u22122.00"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("%d ns in ms is %s", (ns, text) => {
    expect(formatInUnit(ns, "ms")).toBe(text);
  });
});

describe("shares", () => {
  test.each([
    [0, "0 %"],
    [0.71, "71 %"],
    [0.0524, "5.24 %"],
    [0.0057, "0.57 %"],
    [0.000072, "0.0072 %"],
    [1, "100 %"],
    [0.996, "99.6 %"],
    [0.9971, "99.7 %"],
    [0.9999, "99.99 %"],
    [0.999_999, ">99.99 %"],
    [1e-12, "<0.000001 %"],
    [Number.NaN, "–"],
  ])("%d is %s", (share, text) => {
    expect(plain(formatShare(share))).toBe(text);
  });

  test("what occurred is never zero, what failed once is never all", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }), (share) => {
        expect(plain(formatShare(share))).not.toMatch(/^(0(\.0+)?|100) %$/);
      }),
    );
  });
});

test("counts have commas and true minus signs", () => {
  expect(formatCount(0)).toBe("0");
  expect(formatCount(999)).toBe("999");
  expect(formatCount(41_877)).toBe("41,877");
  expect(formatCount(12_000_000)).toBe("12,000,000");
  expect(formatCount(-2741)).toBe("\u22122,741");
  expect(formatCountOf(1, "request")).toBe("1 request");
  expect(formatCountOf(2, "class", "classes")).toBe("2 classes");
});

test("long hexadecimal ids are quoted by eight digits", () => {
  expect(shortId("3607e5736b176fd8c4c85c0e70cdc5cc")).toBe("3607e573");
  expect(shortId("c6b01cf1f15ff5c7")).toBe("c6b01cf1");
  expect(shortId("checkout-2026-03-12-000017")).toBe("checkout-2026-03-12-000017");
  expect(shortId("h0067")).toBe("h0067");
});

test("bytes and rates", () => {
  expect(plain(formatBytes(512))).toBe("512 B");
  expect(plain(formatBytes(1000))).toBe("1.00 kB");
  expect(plain(formatBytes(71_204_992))).toBe("71.2 MB");
  expect(plain(formatBytes(999_999))).toBe("1.00 MB");
  expect(plain(formatBytes(2.9e9))).toBe("2.90 GB");
  expect(formatBytes(-1)).toBe("unknown");
  expect(plain(formatRate(61e6, 1000))).toBe("61 MB/s");
  expect(plain(formatRate(2_340_000, 1000))).toBe("2.3 MB/s");
  expect(formatRate(0, 1000)).toBe("");
  expect(formatRate(10, 0)).toBe("");
});
