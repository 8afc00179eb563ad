import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { DURATION_MISSING, readDurationNs } from "./duration.ts";
import { readSpelledNs } from "./spelled-duration.ts";

function read(text: string): number {
  const bytes = encodeUtf8(text);
  return readSpelledNs(bytes, 0, bytes.length);
}

test("durations that spell their units are read to the last digit", () => {
  expect(read("0.123s")).toBe(123_000_000);
  expect(read("1.234567ms")).toBe(1_234_567);
  expect(read("250µs")).toBe(250_000);
  expect(read("250\u03bcs")).toBe(250_000);
  expect(read("12us")).toBe(12_000);
  expect(read("7ns")).toBe(7);
  expect(read("1m2.5s")).toBe(62_500_000_000);
  expect(read("1h0.000000001s")).toBe(3_600_000_000_001);
  expect(read("0.5h")).toBe(1_800_000_000_000);
});

test.each(["", "s", "1", "1.s", "1 s", "1x", "1ms2", ".5s", "1sm", "1mss"])("%j is no duration", (text) => {
  expect(read(text)).toBeNaN();
});

test("as a field: whatever the unit of the plan, blanks around, negative = missing", () => {
  const field = (text: string) => readDurationNs(encodeUtf8(text), 0, encodeUtf8(text).length, "ms");
  expect(field(" 0.123s ")).toBe(123_000_000);
  expect(field("3s")).toBe(3_000_000_000);
  expect(field("-3s")).toBe(DURATION_MISSING);
});

const units: ReadonlyMap<string, bigint> = new Map([
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
  ["µs", 1000n],
]);

test("agrees with exact integer arithmetic", () => {
  fc.assert(
    fc.property(fc.constantFrom(...units.keys()), fc.nat(900), fc.nat(999), (unit, whole, thousandths) => {
      const text = `${whole}.${String(thousandths).padStart(3, "0")}${unit}`;
      const exact = ((BigInt(whole) * 1000n + BigInt(thousandths)) * (units.get(unit) ?? 0n)) / 1000n;
      expect(read(text)).toBe(Number(exact));
    }),
  );
});
