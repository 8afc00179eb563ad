import fc from "fast-check";
import { expect, test } from "vitest";
import { int64FromFloat64, microsFromFloat64 } from "./int64-columns.ts";

const ns = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const origin = fc.bigInt({ min: -(2n ** 61n), max: 2n ** 61n });

test("agrees with BigInt arithmetic", () => {
  fc.assert(
    fc.property(fc.array(ns), origin, (values, originNs) => {
      const expected = values.map((value) => BigInt(value) + originNs);
      expect([...int64FromFloat64(Float64Array.from(values), originNs)]).toEqual(expected);
    }),
  );
});

test("epoch µs are the floor of epoch ns / 1000", () => {
  const floor = (a: bigint) => a / 1000n - (a % 1000n < 0n ? 1n : 0n);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e15, max: 1e15 })), origin, (values, originNs) => {
      const expected = values.map((value) => floor(BigInt(value) + originNs));
      expect([...microsFromFloat64(Float64Array.from(values), originNs)]).toEqual(expected);
    }),
  );
});

test("carries and borrows at 2^32", () => {
  expect([...int64FromFloat64(Float64Array.of(1, -1, 0, 2 ** 32, -(2 ** 32)), 0xffff_ffffn)]).toEqual([
    0x1_0000_0000n,
    0xffff_fffen,
    0xffff_ffffn,
    0x1_ffff_ffffn,
    -1n,
  ]);
});
