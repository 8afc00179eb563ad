import { expect, test } from "vitest";
import { timelineAxis } from "./timeline-axis.ts";

const axis = (fromNs: number, toNs: number) => {
  const { ticks, unit } = timelineAxis({ fromNs, toNs }, 6);
  return `${ticks.map(({ text }) => text).join(" ")} ${unit}`;
};

test("numbers are round, of one unit, and as precise as their distance", () => {
  expect(axis(0, 889e6)).toBe("0 200 400 600 800 ms");
  expect(axis(0, 2e6)).toBe("0 0.5 1.0 1.5 2.0 ms");
  expect(axis(0, 12e9)).toBe("0 2 4 6 8 10 12 s");
  expect(axis(5.0001e9, 5.0004e9)).toBe("5.00010 5.00015 5.00020 5.00025 5.00030 5.00035 5.00040 s");
  expect(axis(0, 7)).toBe("0 2 4 6 ns");
  expect(axis(0, 500e9)).toBe("0 100 200 300 400 500 s");
  expect(axis(0, 7_000e9)).toBe("0 20 40 60 80 100 min");
  expect(axis(0, 7_200e9)).toBe("0 0.5 1.0 1.5 2.0 h");
  expect(axis(0, 30 * 86_400e9)).toBe("0 5 10 15 20 25 30 d");
  expect(axis(864_000e9, 867_000e9)).toBe("864,000 864,500 865,000 865,500 866,000 866,500 867,000 s");
  expect(axis(0, 0)).toBe("0 ms");
  expect(timelineAxis({ fromNs: 2e20, toNs: 2e20 + 2 ** 16 }, 6).ticks.length).toBeLessThan(10);
});

test("shares are along the window", () => {
  const { ticks } = timelineAxis({ fromNs: 100, toNs: 300 }, 4);
  expect(ticks.map(({ share }) => share)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
