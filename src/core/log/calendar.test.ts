import fc from "fast-check";
import { expect, test } from "vitest";
import { readEpochDays, SECONDS_PER_DAY } from "./calendar.ts";

test("agrees with the platform's calendar on every date", () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.integer({ min: 0, max: 14 }), fc.nat(33), (year, month, day) => {
      const date = new Date(0);
      date.setUTCFullYear(year, month - 1, day);
      const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      const expected = exists ? date.getTime() / (SECONDS_PER_DAY * 1000) : Number.NaN;
      expect(readEpochDays(year, month, day)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
