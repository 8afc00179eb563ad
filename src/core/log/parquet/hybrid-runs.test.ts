import fc from "fast-check";
import { expect, test } from "vitest";
import { readBits, readHybridRuns } from "./hybrid-runs.ts";

/** Values of `width` bits, least significant bit first. */
function packed(values: readonly number[], width: number): number[] {
  const bytes = new Array<number>(Math.ceil((values.length * width) / 8)).fill(0);
  values.forEach((value, i) => {
    for (let bit = 0; bit < width; bit++) {
      const at = i * width + bit;
      if (Math.floor(value / 2 ** bit) % 2 === 1) bytes[at >> 3] |= 1 << (at & 7);
    }
  });
  return bytes;
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

interface Run {
  readonly isPacked: boolean;
  /** Of a packed run eight values per group, else one that is repeated. */
  readonly values: readonly number[];
}

function encoded(runs: readonly Run[], width: number): Uint8Array {
  return Uint8Array.from(
    runs.flatMap(({ isPacked, values }) => {
      if (isPacked) return [...varint((values.length / 8) * 2 + 1), ...packed(values, width)];
      const bytes = Array.from({ length: (width + 7) >> 3 }, (_, i) => Math.floor(values[0] / 256 ** i) % 256);
      return [...varint(values.length * 2), ...bytes];
    }),
  );
}

const cases = fc.integer({ min: 1, max: 31 }).chain((width) => {
  const value = fc.integer({ min: 0, max: 2 ** width - 1 });
  const groups = fc.integer({ min: 1, max: 5 }).chain((count) => {
    return fc.array(value, { minLength: count * 8, maxLength: count * 8 });
  });
  const run = fc.oneof(
    groups.map((values): Run => ({ isPacked: true, values })),
    fc
      .tuple(value, fc.integer({ min: 1, max: 300 }))
      .map(([one, count]): Run => ({ isPacked: false, values: new Array<number>(count).fill(one) })),
  );
  return fc.record({ width: fc.constant(width), runs: fc.array(run, { minLength: 1, maxLength: 6 }) });
});

test("runs come back as they were written, as many as are wanted", () => {
  fc.assert(
    fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), ({ width, runs }, share) => {
      const values = runs.flatMap((run) => run.values);
      const bytes = encoded(runs, width);
      const target = new Int32Array(Math.ceil(values.length * share));
      expect(readHybridRuns(Uint8Array.of(7, ...bytes, 9), 1, bytes.length + 1, width, target)).toBe(true);
      expect([...target]).toEqual(values.slice(0, target.length));
    }),
  );
});

test("bytes that end too soon are told, whatever they are", () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ width, runs }, at) => {
      const bytes = encoded(runs, width);
      const count = runs.reduce((sum, { values }) => sum + values.length, 0);
      expect(readHybridRuns(bytes, 0, at % bytes.length, width, new Int32Array(count))).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (bytes, width) => {
      expect([true, false]).toContain(readHybridRuns(bytes, 0, bytes.length, width, new Int32Array(1000)));
    }),
  );
});

test("a run that claims two thousand million values gives those that are wanted", () => {
  const target = new Uint8Array(3);
  expect(readHybridRuns(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 1), 0, 6, 1, target)).toBe(true);
  expect([...target]).toEqual([1, 1, 1]);
});

test("bits are read across bytes", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.integer({ min: 0, max: 32 }),
      fc.nat(31),
      (bytes, count, bit) => {
        let whole = 0n;
        bytes.forEach((byte, i) => {
          whole |= BigInt(byte) << BigInt(8 * i);
        });
        expect(readBits(bytes, bit, count)).toBe(Number((whole >> BigInt(bit)) & ((1n << BigInt(count)) - 1n)));
      },
    ),
  );
});
