import { expect, test } from "vitest";
import { clockWithin, formatClock, formatSpan } from "./clock-time.ts";

const ORIGIN = "1773273600000000000";

test("moments are written in UTC with milliseconds", () => {
  expect(formatClock(ORIGIN, 0)).toBe("2026-03-12 00:00:00.000");
  expect(formatClock(ORIGIN, 52_585_314_999_999)).toBe("2026-03-12 14:36:25.314");
  expect(formatClock("0", -1)).toBe("1970-01-01 00:00:00.000");
});

test("what is no moment is said to be unknown", () => {
  expect(formatClock(ORIGIN, Number.POSITIVE_INFINITY)).toBe("unknown");
  expect(formatClock("9000000000000000000000", 1e18)).toBe("unknown");
});

test("a span names its date once", () => {
  expect(formatSpan(ORIGIN, 0, 3_600e9)).toBe("2026-03-12 00:00:00 – 01:00:00");
  expect(formatSpan(ORIGIN, 0, 90_000e9)).toBe("2026-03-12 00:00:00 – 2026-03-13 01:00:00");
  expect(formatSpan(ORIGIN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe("no time");
});

const DAY = 86_400e9;
const AT = 52_585_314_999_999;

test("moments of a stretch are told by what it crosses", () => {
  const written = (toNs: number) => [
    clockWithin(ORIGIN, 0, toNs, "milliseconds")(AT),
    clockWithin(ORIGIN, 0, toNs, "seconds")(AT),
    clockWithin(ORIGIN, 0, toNs, "seconds", "minutes")(AT),
    clockWithin(ORIGIN, 0, toNs, "seconds", "minutes", "days")(AT),
  ];
  expect(written(DAY - 1)).toEqual(["14:36:25.314", "14:36:25", "14:36:25", "14:36:25"]);
  expect(written(DAY)).toEqual(["03-12 14:36:25.314", "03-12 14:36:25", "03-12 14:36", "03-12 14:36"]);
  expect(written(300 * DAY)).toEqual([
    "2026-03-12 14:36:25.314",
    "2026-03-12 14:36:25",
    "2026-03-12 14:36",
    "2026-03-12",
  ]);
  expect(clockWithin(ORIGIN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "seconds")(Number.NaN)).toBe(
    "unknown",
  );
});
