import { tableFromIPC } from "@uwdata/flechette";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DatabaseColumn } from "../core/analysis/database-column.ts";
import { dictionaryOf } from "../core/dictionary-text.ts";
import { arrowBytes } from "./arrow-columns.ts";

function decoded(columns: readonly DatabaseColumn[], from?: number, to?: number): unknown[][] {
  const table = tableFromIPC(arrowBytes(columns, from, to), { useBigInt: true });
  return columns.map((_, i) => [...table.getChildAt(i)]);
}

describe("columns as Arrow", () => {
  test("every kind, with its NULLs", () => {
    const origin = 1_661_130_000_000_000_123n;
    const columns: DatabaseColumn[] = [
      { name: "text", kind: "text", dictionary: dictionaryOf(["α", "", "__proto__"]), ids: Int32Array.of(2, -1, 0) },
      { name: "integer", kind: "integer", values: Int32Array.of(7, -1, 9), missing: -1 },
      { name: "small", kind: "integer", values: Uint8Array.of(1, 2, 255) },
      { name: "time", kind: "bigint", values: Float64Array.of(0, Number.NaN, 877), originNs: origin },
      { name: "count", kind: "bigint", values: Uint32Array.of(0, 1, 4_294_967_295) },
      { name: "stamp", kind: "timestamp", values: Float64Array.of(0, 876, 877), originNs: origin },
      { name: "share", kind: "double", values: Float64Array.of(0.5, Number.NaN, -1) },
      { name: "flag", kind: "boolean", values: Uint8Array.of(1, 255, 0) },
    ];
    expect(decoded(columns)).toEqual([
      ["__proto__", null, "α"],
      [7, null, 9],
      [1, 2, 255],
      [origin, null, origin + 877n],
      [0n, 1n, 4_294_967_295n],
      [1_661_130_000_000, 1_661_130_000_000, 1_661_130_000_000.001],
      [0.5, null, -1],
      [1, null, 0],
    ]);
  });

  test("no rows", () => {
    expect(decoded([{ name: "a", kind: "double", values: new Float64Array(0) }])).toEqual([[]]);
  });

  test("columns of different lengths are refused", () => {
    const a: DatabaseColumn = { name: "a", kind: "double", values: new Float64Array(1) };
    const b: DatabaseColumn = { name: "b", kind: "double", values: new Float64Array(2) };
    expect(() => arrowBytes([a, b])).toThrow("Columns have different lengths: 1, 2.");
  });

  test("cutting the rows anywhere gives the same rows", () => {
    const texts = ["a", "bb", "", "dé", "eeeee", "f", "g", "h"];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: texts.length - 1 }), { minLength: 1, maxLength: 40 }),
        fc.nat(40),
        (ids, at) => {
          const cut = Math.min(at, ids.length);
          const values = Float64Array.from(ids, (id) => (id < 0 ? Number.NaN : id * 1000));
          const columns: DatabaseColumn[] = [
            { name: "text", kind: "text", dictionary: dictionaryOf(texts), ids: Int32Array.from(ids) },
            { name: "ns", kind: "bigint", values },
          ];
          const expected = [ids.map((id) => texts[id] ?? null), ids.map((id) => (id < 0 ? null : BigInt(id) * 1000n))];
          const head = decoded(columns, 0, cut);
          const tail = decoded(columns, cut);
          expect(head.map((column, i) => [...column, ...tail[i]])).toEqual(expected);
        },
      ),
    );
  });
});
