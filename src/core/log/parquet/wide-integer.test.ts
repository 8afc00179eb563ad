import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8 } from "../../bytes.ts";
import { TextArena } from "./text-arena.ts";
import { appendDigits, appendWide, WideDivision } from "./wide-integer.ts";

const WIDE = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -2000n, max: 2000n }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, -(2n ** 32n), 2n ** 32n, -1n, 10n ** 18n, 999_999_999n),
);

function words(value: bigint): [number, number] {
  return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];
}

test("digits are those of a bigint, signed and unsigned", () => {
  fc.assert(
    fc.property(WIDE, (value) => {
      const arena = new TextArena();
      const [low, high] = words(value);
      appendWide(arena, low, high, true);
      arena.appendText(" ");
      appendWide(arena, low, high, false);
      expect(decodeUtf8(arena.bytes, 0, arena.length)).toBe(`${value} ${BigInt.asUintN(64, value)}`);
    }),
  );
});

test("quotients are rounded down and remainders never negative", () => {
  const divisor = fc.oneof(fc.constantFrom(1000, 1_000_000, 1_000_000_000), fc.integer({ min: 1, max: 1_000_000_000 }));
  fc.assert(
    fc.property(WIDE, divisor, (value, by) => {
      const division = new WideDivision();
      const [low, high] = words(value);
      division.divide(low, high, true, by);
      const remainder = ((value % BigInt(by)) + BigInt(by)) % BigInt(by);
      const quotient = (value - remainder) / BigInt(by);
      if (quotient > -(2n ** 53n) && quotient < 2n ** 53n) expect(division.quotient).toBe(Number(quotient));
      expect(division.remainder).toBe(Number(remainder));
    }),
  );
});

test("whole numbers have as many digits as asked for", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 20 }), (value, least) => {
      const arena = new TextArena();
      appendDigits(arena, value, least);
      expect(decodeUtf8(arena.bytes, 0, arena.length)).toBe(String(value).padStart(least, "0"));
    }),
  );
});
