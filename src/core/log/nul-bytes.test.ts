import fc from "fast-check";
import { expect, test } from "vitest";
import { linesWithNul, skipNuls } from "./nul-bytes.ts";

const BYTE = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 255 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0x0a, 1, 0x80) },
);
const VIEW = fc
  .tuple(fc.array(BYTE, { maxLength: 60 }), fc.nat(5))
  .map(([bytes, offset]) => Uint8Array.from(bytes).subarray(Math.min(offset, bytes.length)));

test("lines with a NUL are counted, and NULs passed over, as the definition says", () => {
  fc.assert(
    fc.property(VIEW, fc.nat(8), (bytes, start) => {
      const lines = [...bytes.subarray(start)].join(",").split(/(?<=(?:^|,)10),/);
      const holds = lines.filter((line) => line.split(",").includes("0")).length;
      expect(linesWithNul(bytes, start, bytes.length)).toBe(holds);
      const rest = bytes.subarray(start).findIndex((byte) => byte !== 0);
      expect(skipNuls(bytes, start, bytes.length)).toBe(rest < 0 ? Math.max(start, bytes.length) : start + rest);
    }),
  );
});
