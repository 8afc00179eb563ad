import { expect, test } from "vitest";
import { epochText, timestampText } from "./timestamp-text.ts";

test.each([
  [1_661_130_000_000, "2022-08-22 01:00:00"],
  [1_661_130_000_000.001, "2022-08-22 01:00:00.000001"],
  [1_661_130_000_999.999, "2022-08-22 01:00:00.999999"],
  [1_661_130_000_500, "2022-08-22 01:00:00.500000"],
  [-0.001, "1969-12-31 23:59:59.999999"],
  [0, "1970-01-01 00:00:00"],
  [9_223_372_036_854_776, "infinity"],
  [-9_223_372_036_854_776, "-infinity"],
  [Number.NaN, "infinity"],
])("%d ms is %s", (ms, text) => expect(timestampText(ms)).toBe(text));

test("instants keep their nanoseconds", () => {
  expect(epochText(1_661_130_000_000_000_123n)).toBe("2022-08-22 01:00:00.000000123");
  expect(epochText(-1n)).toBe("1969-12-31 23:59:59.999999999");
  expect(epochText(10n ** 30n)).toBeNull();
});
