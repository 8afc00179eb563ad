import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "./pack.ts";
import { packColumns, unpackColumns } from "./pack.ts";

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array({ noNaN: true }),
  fc.float64Array({ noNaN: true }),
);

describe("packing columns", () => {
  test("what is unpacked is what was packed", () => {
    fc.assert(
      fc.property(fc.array(column, { maxLength: 8 }), (columns) => {
        expect(unpackColumns(packColumns(columns))).toEqual(columns);
      }),
    );
  });

  test("a foreign buffer is refused", () => {
    expect(() => unpackColumns(new ArrayBuffer(64))).toThrow(/not a pack/);
  });
});
