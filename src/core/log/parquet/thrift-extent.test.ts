import fc from "fast-check";
import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";
import { expect, test } from "vitest";
import { thriftEnd } from "./thrift-extent.ts";

/** Fields 1 … n of a struct: a number, a text, a list of numbers, a struct, a boolean. */
const STRUCT: fc.Arbitrary<number[]> = fc.letrec<{ struct: number[]; field: number[] }>((tie) => ({
  struct: fc.array(tie("field"), { maxLength: 5 }).map((fields) => [...fields.flat(), 0]),
  field: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.nat(120).map((value) => [0x15, value]),
    fc.uint8Array({ maxLength: 20 }).map((text) => [0x18, text.length, ...text]),
    fc.array(fc.nat(127), { maxLength: 14 }).map((list) => [0x19, (list.length << 4) | 5, ...list]),
    fc.boolean().map((value) => [value ? 0x11 : 0x12]),
    tie("struct").map((struct) => [0x1c, ...struct]),
  ),
})).struct;

test("a struct ends where a reader says it does, and nowhere if it is cut", () => {
  fc.assert(
    fc.property(STRUCT, fc.nat(), fc.uint8Array({ maxLength: 5 }), (struct, cut, rest) => {
      const bytes = Uint8Array.from([...struct, ...rest]);
      const reader = { view: new DataView(bytes.buffer), offset: 0 };
      deserializeTCompactProtocol(reader);
      expect(thriftEnd(bytes, 0, bytes.length)).toBe(reader.offset);
      expect(thriftEnd(bytes, 0, cut % struct.length)).toBe(-1);
    }),
  );
});

test("lists and texts that claim more than there is are none, however long", () => {
  const size = [0xff, 0xff, 0xff, 0xff, 0x0f];
  expect(thriftEnd(Uint8Array.of(0x19, 0xf5, ...size, 1, 1, 0), 0, 10)).toBe(-1);
  expect(thriftEnd(Uint8Array.of(0x18, ...size, 1, 1, 0), 0, 9)).toBe(-1);
  expect(thriftEnd(new Uint8Array(1000).fill(0x1c), 0, 1000)).toBe(-1);
  expect(thriftEnd(new Uint8Array(1000).fill(0x19), 0, 1000)).toBe(-1);
});

test("what has an end can be read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const end = thriftEnd(bytes, 0, bytes.length);
      if (end < 0) return;
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
      deserializeTCompactProtocol(reader);
      expect(reader.offset).toBe(end);
    }),
    { numRuns: 2000 },
  );
});
