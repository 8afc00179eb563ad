import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { parseStampNs } from "./exact-stamp.ts";
import type { TimeUnit } from "./source-plan.ts";
import { StampReader } from "./time-stamp.ts";

function read(text: string, unit: TimeUnit, originNs = 0n): number | string {
  const reader = new StampReader(unit, originNs);
  const bytes = encodeUtf8(`?${text}?`);
  const ns = reader.read(bytes, 1, bytes.length - 1);
  return Number.isNaN(ns) ? reader.problem : ns;
}

function slow(text: string, unit: TimeUnit, originNs = 0n): number | string {
  const bytes = encodeUtf8(text);
  const outcome = parseStampNs(bytes, 0, bytes.length, unit);
  return outcome.ok ? Number(outcome.value - originNs) : outcome.failure.code;
}

test("an epoch in ns keeps every digit", () => {
  expect(read("1674981742383150913", "ns", 1674981742383150912n)).toBe(1);
  expect(read("1674981742382598940", "ns", 1674981742383150913n)).toBe(-551973);
});

test("epochs of all units, with fractions where a unit leaves room", () => {
  const origin = 1690000000_000000000n;
  expect(read("1690000000", "s", origin)).toBe(0);
  expect(read("1690000000.25", "s", origin)).toBe(250_000_000);
  expect(read("1690000000123", "ms", origin)).toBe(123_000_000);
  expect(read("1690000000123.5", "ms", origin)).toBe(123_500_000);
  expect(read(" 1690000000123456 ", "us", origin)).toBe(123_456_000);
  expect(read("5", "ms")).toBe(5_000_000);
});

test("ISO stamps with and without zone and fraction", () => {
  const origin = 1674981742_000000000n;
  expect(read("2023-01-29T08:42:22.383150913Z", "iso", origin)).toBe(383_150_913);
  expect(read("2023-01-29 16:42:22,382+08:00", "iso", origin)).toBe(382_000_000);
  expect(read("2023-01-29 07:42:22-0100", "iso", origin)).toBe(0);
  expect(read("2023-01-29 08:42:22", "iso", origin)).toBe(0);
});

test("failures say which kind they are", () => {
  expect(read("", "ns")).toBe("T_NONE");
  expect(read("  ", "iso")).toBe("T_NONE");
  expect(read("soon", "ms")).toBe("T_UNPARSED");
  expect(read("1.6e9", "s")).toBe("T_UNPARSED");
  expect(read("1690000000.", "s")).toBe("T_UNPARSED");
  expect(read("-1", "us")).toBe("T_RANGE");
  expect(read("1690000000123456", "s")).toBe("T_RANGE");
  expect(read("2023-02-29T00:00:00Z", "iso")).toBe("T_RANGE");
  expect(read("2023-01-29T24:00:00Z", "iso")).toBe("T_RANGE");
  expect(read("2023-01-29T10:00", "iso")).toBe("T_UNPARSED");
  expect(read("2023-01-29T10:00:00 CET", "iso")).toBe("T_UNPARSED");
});

test("the nanoseconds of the second are those of the absolute stamp", () => {
  const reader = new StampReader("us", 1690000000_999999999n);
  const bytes = encodeUtf8("1690000000123000");
  reader.read(bytes, 0, bytes.length);
  expect(reader.nanos).toBe(123_000_000);
});

/** Within 146 years of the origin the fast reader rounds once, as the slow one does; beyond, twice. */
function expectSame(seen: number | string, expected: number | string): void {
  if (typeof seen === "number" && typeof expected === "number" && Math.abs(expected) > 4.6e18) {
    expect(Math.abs(seen - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -51);
  } else expect(seen).toBe(expected);
}

const origins = fc.bigInt({ min: -1_000_000_000_000_000_000n, max: 2_000_000_000_000_000_000n });

test("fast agrees with slow on epochs", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 22 });
  const tail = fc.oneof(
    fc.constant(""),
    digits.map((text) => `.${text}`),
    fc.constantFrom(".", "x", " ", "e5", "-"),
  );
  const sign = fc.constantFrom("", "", "", "-", "+", " ");
  const unit = fc.constantFrom<TimeUnit>("s", "ms", "us", "ns");
  fc.assert(
    fc.property(sign, digits, tail, unit, origins, (prefix, whole, suffix, by, origin) => {
      const text = prefix + whole + suffix;
      expectSame(read(text, by, origin), slow(text, by, origin));
    }),
    { numRuns: 3000 },
  );
});

test("fast agrees with slow on ISO stamps, damaged ones included", () => {
  const two = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, "0"));
  const stamp = fc
    .tuple(fc.nat(9999), two(13), two(32), fc.constantFrom("T", " ", "t"), two(25), two(61), two(61))
    .map(([y, mo, d, gap, h, mi, s]) => `${String(y).padStart(4, "0")}-${mo}-${d}${gap}${h}:${mi}:${s}`);
  const fraction = fc.constantFrom("", ".5", ",123", ".123456789", ".1234567891", ".", ".000001");
  const zone = fc.constantFrom("", "Z", "z", "+02:00", "-0730", "+2", "+24:00", "+01:60", " ", "X");
  const damage = fc.option(fc.tuple(fc.nat(30), fc.constantFrom("x", "-", ":", "0", "")), { freq: 4 });
  fc.assert(
    fc.property(stamp, fraction, zone, damage, origins, (base, f, z, hit, origin) => {
      let text = base + f + z;
      if (hit) text = text.slice(0, hit[0]) + hit[1] + text.slice(hit[0] + 1);
      expectSame(read(text, "iso", origin), slow(text, "iso", origin));
    }),
    { numRuns: 3000 },
  );
});

test("one reader for many stamps reads each as a fresh one does", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "1690000000",
      "1690000000123",
      "1690000000123456789",
      "1690000000.5",
      "x",
      "",
      "-1",
      "169000000012x",
    ),
    fc.integer({ min: 1_690_000_000, max: 1_690_000_002 }).map((seconds) => `${seconds}000000007`),
  );
  const unit = fc.constantFrom<TimeUnit>("s", "ms", "us", "ns");
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), unit, (texts, by) => {
      const reader = new StampReader(by, 1n);
      const seen = texts.map((one) => reader.read(encodeUtf8(one), 0, one.length));
      expect(seen).toEqual(texts.map((one) => new StampReader(by, 1n).read(encodeUtf8(one), 0, one.length)));
    }),
  );
});
