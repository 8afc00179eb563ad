import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import type { EpochUnit } from "./source-plan.ts";

function read(text: string, unit: EpochUnit): number {
  const bytes = encodeUtf8(text);
  return readDurationNs(bytes, 0, bytes.length, unit);
}

test("durations of all units become ns", () => {
  expect(read("11209", "us")).toBe(11_209_000);
  expect(read(" 1.5 ", "ms")).toBe(1_500_000);
  expect(read("0.000000001", "s")).toBe(1);
  expect(read("1.9", "ns")).toBe(1);
});

test("empty and negative mean that no end was logged; other text is no duration", () => {
  expect(read("", "us")).toBe(DURATION_MISSING);
  expect(read("-1", "us")).toBe(DURATION_MISSING);
  expect(read("-", "ms")).toBe(DURATION_MISSING);
  expect(read("12 apples", "ms")).toBeNaN();
  expect(read("1.5x", "ms")).toBeNaN();
  expect(read("1.", "ms")).toBeNaN();
  expect(read("-x", "ms")).toBeNaN();
});

test("agrees with exact integer arithmetic", () => {
  fc.assert(
    fc.property(fc.nat(8_000_000), fc.nat(999_999_999), (seconds, nanos) => {
      const text = `${seconds}.${String(nanos).padStart(9, "0")}`;
      expect(read(text, "s")).toBe(Number(BigInt(seconds) * 1_000_000_000n + BigInt(nanos)));
    }),
  );
});
