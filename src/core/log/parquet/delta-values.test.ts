import fc from "fast-check";
import { ByteWriter } from "hyparquet-writer";
import { deltaBinaryPack, deltaByteArray, deltaLengthByteArray } from "hyparquet-writer/src/delta.js";
import { expect, test } from "vitest";
import { unpackDeltas, unpackLengths, unpackPrefixes, unsplitStreams } from "./delta-values.ts";
import { ParquetProblem } from "./parquet-problem.ts";

const TEXTS = fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 300 });

function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  write(writer);
  return writer.getBytes().slice();
}

/** Byte arrays as PLAIN writes them. */
function plain(values: readonly Uint8Array[]): number[] {
  return values.flatMap((value) => [value.length & 255, value.length >> 8, 0, 0, ...value]);
}

test("numbers of 32 and 64 bits come back as another writer packed them, with the place behind them", () => {
  const ints = fc.array(fc.integer(), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(ints, fc.nat(9), (values, after) => {
      const bytes = written((writer) => deltaBinaryPack(writer, Int32Array.from(values), "INT32"));
      const found = unpackDeltas(
        Uint8Array.from([...bytes, ...new Array<number>(after).fill(255)]),
        0,
        bytes.length + after,
        values.length,
        4,
      );
      expect([...new Int32Array(found.plain.buffer)]).toEqual(values);
      expect(found.next).toBe(bytes.length);
    }),
  );
  const wide = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const stamps = fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_000_900_000_000n });
  fc.assert(
    fc.property(fc.array(fc.oneof(stamps, wide), { minLength: 1, maxLength: 400 }), (values) => {
      const bytes = written((writer) => deltaBinaryPack(writer, BigInt64Array.from(values), "INT64"));
      const found = unpackDeltas(bytes, 0, bytes.length, values.length, 8);
      expect([...new BigInt64Array(found.plain.buffer)]).toEqual(values);
      expect(found.next).toBe(bytes.length);
    }),
  );
});

test("texts with lengths in front, and with shared beginnings, come back", () => {
  fc.assert(
    fc.property(TEXTS, (values) => {
      const bytes = written((writer) => deltaLengthByteArray(writer, values));
      expect([...unpackLengths(bytes, 0, bytes.length, values.length)]).toEqual(plain(values));
    }),
  );
  const alike = TEXTS.map((values) =>
    values.map((value, i) => Uint8Array.of(...new Array<number>(i % 9).fill(1), ...value)),
  );
  fc.assert(
    fc.property(alike, (values) => {
      const bytes = written((writer) => deltaByteArray(writer, values));
      expect([...unpackPrefixes(bytes, 0, bytes.length, values.length, undefined)]).toEqual(plain(values));
    }),
  );
  const fixed = fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fixed, (values) => {
      const bytes = written((writer) => deltaByteArray(writer, values));
      const joined = values.flatMap((value) => [...value]);
      expect([...unpackPrefixes(bytes, 0, bytes.length, values.length, 4)]).toEqual(joined);
      expect(() => unpackPrefixes(bytes, 0, bytes.length, values.length, 5)).toThrow(ParquetProblem);
    }),
  );
});

test("split streams are put together", () => {
  expect([...unsplitStreams(Uint8Array.of(9, 1, 2, 3, 11, 12, 13), 1, 7, 3, 2)]).toEqual([1, 11, 2, 12, 3, 13]);
  expect(() => unsplitStreams(new Uint8Array(5), 0, 5, 3, 2)).toThrow(ParquetProblem);
});

test("whatever the bytes, there is a result or a problem", () => {
  const texts = [1, 2, 3, 400].map((n) => Uint8Array.from({ length: n % 7 }, (_, i) => i + n));
  const seeds = [
    written((writer) =>
      deltaBinaryPack(
        writer,
        Int32Array.from({ length: 300 }, (_, i) => i * i),
        "INT32",
      ),
    ),
    written((writer) => deltaByteArray(writer, texts)),
    written((writer) => deltaLengthByteArray(writer, texts)),
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }))
    .map(([seed, changes]) => {
      const bytes = seed.slice();
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes;
    });
  const count = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated), count, (bytes, values) => {
      const prefixed = () => {
        const found = unpackPrefixes(bytes, 0, bytes.length, values, undefined);
        expect(found.length).toBeGreaterThanOrEqual(4 * values);
      };
      for (const read of [
        () => expect(unpackDeltas(bytes, 0, bytes.length, values, 4).plain).toHaveLength(4 * values),
        () => expect(unpackDeltas(bytes, 0, bytes.length, values, 8).plain).toHaveLength(8 * values),
        () => expect(unpackLengths(bytes, 0, bytes.length, values).length).toBeGreaterThanOrEqual(4 * values),
        prefixed,
      ]) {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(ParquetProblem);
        }
      }
    }),
    { numRuns: 400 },
  );
});
