import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import type { LeafType } from "./parquet-schema.ts";
import { TextArena } from "./text-arena.ts";
import { valueWriter } from "./value-text.ts";

const LEAF: LeafType = {
  physical: "BYTE_ARRAY",
  kind: "text",
  width: undefined,
  digits: 0,
  isUtc: false,
  isJson: false,
};

/** The text of a value, undefined if it stands for none. */
function textOf(leaf: Partial<LeafType>, bytes: Uint8Array): string | undefined {
  const arena = new TextArena();
  // Values stand among others.
  const place = Uint8Array.from([1, ...bytes, 2, 3, 4, 5, 6, 7, 8, 9]);
  const isThere = valueWriter({ ...LEAF, ...leaf })(arena, place, 1, 1 + bytes.length);
  return isThere ? decodeUtf8(arena.bytes, 0, arena.length) : undefined;
}

function littleEndian(...values: [size: 4 | 8, value: bigint][]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 4) view.setInt32(at, Number(value), true);
    else view.setBigInt64(at, BigInt.asIntN(64, value), true);
    at += size;
  }
  return bytes;
}

const int32 = (value: number) => littleEndian([4, BigInt(value)]);
const int64 = (value: bigint) => littleEndian([8, value]);

function float(value: number, size: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return bytes;
}

test("stamps keep every digit of their unit, and their zone", () => {
  const stamp = { physical: "INT64", kind: "timestamp", width: 8 } as const;
  const ns = 1_700_000_000_123_456_789n;
  expect(textOf({ ...stamp, digits: 9, isUtc: true }, int64(ns))).toBe("2023-11-14T22:13:20.123456789Z");
  expect(textOf({ ...stamp, digits: 6 }, int64(ns / 1000n))).toBe("2023-11-14T22:13:20.123456");
  expect(textOf({ ...stamp, digits: 3 }, int64(ns / 1_000_000n))).toBe("2023-11-14T22:13:20.123");
  expect(textOf({ ...stamp, digits: 9 }, int64(-1n))).toBe("1969-12-31T23:59:59.999999999");
  expect(textOf({ ...stamp, digits: 3 }, int64(2n ** 62n))).toBe(String(2n ** 62n));
  fc.assert(
    fc.property(fc.date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true }), (date) => {
      const text = textOf({ ...stamp, digits: 3, isUtc: true }, int64(BigInt(date.getTime())));
      expect(text).toBe(date.toISOString());
    }),
  );
});

test("INT96 is a Julian day and nanoseconds, without a zone", () => {
  const leaf = { physical: "INT96", kind: "int96", width: 12, digits: 9 } as const;
  const noon = littleEndian([8, 43_200_000_000_001n], [4, 2_440_588n]);
  expect(textOf(leaf, noon)).toBe("1970-01-01T12:00:00.000000001");
  expect(textOf(leaf, littleEndian([8, -1n], [4, 0n]))).toBe("ffffffffffffffff00000000");
});

test("a date is no stamp, and a time of day neither", () => {
  expect(textOf({ physical: "INT32", kind: "date", width: 4 }, int32(19_782))).toBe("2024-02-29");
  expect(textOf({ physical: "INT32", kind: "date", width: 4 }, int32(-(2 ** 31)))).toBe("-2147483648");
  expect(textOf({ physical: "INT32", kind: "time", width: 4, digits: 3 }, int32(45_296_789))).toBe("12:34:56.789");
  expect(textOf({ physical: "INT64", kind: "time", width: 8, digits: 9 }, int64(1n))).toBe("00:00:00.000000001");
  expect(textOf({ physical: "INT64", kind: "time", width: 8, digits: 9 }, int64(-1n))).toBe("-1");
});

test("integers keep their digits, signed or not", () => {
  expect(textOf({ physical: "INT32", kind: "signed", width: 4 }, int32(-7))).toBe("-7");
  expect(textOf({ physical: "INT32", kind: "unsigned", width: 4 }, int32(-7))).toBe("4294967289");
  expect(textOf({ physical: "INT64", kind: "signed", width: 8 }, int64(-(2n ** 63n)))).toBe("-9223372036854775808");
  expect(textOf({ physical: "INT64", kind: "unsigned", width: 8 }, int64(-1n))).toBe("18446744073709551615");
});

test("floating-point numbers are written as short as they can be; a NaN is nothing", () => {
  expect(textOf({ physical: "FLOAT", kind: "float", width: 4 }, float(0.1, 4))).toBe("0.1");
  expect(textOf({ physical: "DOUBLE", kind: "double", width: 8 }, float(0.1, 8))).toBe("0.1");
  expect(textOf({ physical: "DOUBLE", kind: "double", width: 8 }, float(Number.NaN, 8))).toBeUndefined();
  expect(textOf({ physical: "DOUBLE", kind: "double", width: 8 }, float(-1 / 0, 8))).toBe("-Infinity");
  expect(textOf({ physical: "FIXED_LEN_BYTE_ARRAY", kind: "float16", width: 2 }, Uint8Array.of(0, 0xc2))).toBe("-3");
  fc.assert(
    fc.property(fc.float({ noNaN: true }), (value) => {
      expect(Math.fround(Number(textOf({ physical: "FLOAT", kind: "float", width: 4 }, float(value, 4))))).toBe(
        value + 0,
      );
    }),
  );
});

test("decimals are exact", () => {
  const leaf = { kind: "decimal", digits: 2 } as const;
  expect(textOf({ ...leaf, physical: "INT32", width: 4 }, int32(-5))).toBe("-0.05");
  expect(textOf({ ...leaf, physical: "INT64", width: 8 }, int64(10n ** 18n))).toBe("10000000000000000.00");
  expect(textOf({ ...leaf, physical: "FIXED_LEN_BYTE_ARRAY", width: 3 }, Uint8Array.of(255, 255, 0))).toBe("-2.56");
  expect(textOf({ ...leaf, digits: 0 }, Uint8Array.of(1, 0))).toBe("256");
});

test("bytes are text if they may be, ids of bytes are hexadecimal", () => {
  expect(textOf({ kind: "bytes" }, encodeUtf8("größe"))).toBe("größe");
  expect(textOf({ kind: "bytes" }, Uint8Array.of(0x61, 0xff))).toBe("61ff");
  expect(textOf({ kind: "bytes" }, Uint8Array.of(0x61, 0))).toBe("6100");
  const id = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
  const fixed = { physical: "FIXED_LEN_BYTE_ARRAY", width: 16 } as const;
  expect(textOf({ ...fixed, kind: "hex" }, id)).toBe("00112233445566778899aabbccddeeff");
  expect(textOf({ ...fixed, kind: "uuid" }, id)).toBe("00112233-4455-6677-8899-aabbccddeeff");
  expect(textOf({ physical: "BOOLEAN", kind: "boolean" }, Uint8Array.of(1))).toBe("true");
});
