import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "./bytes.ts";
import { md5First32, md5Hex } from "./md5.ts";

test("agrees with the RFC's own examples", () => {
  expect(md5Hex(encodeUtf8(""))).toBe("d41d8cd98f00b204e9800998ecf8427e");
  expect(md5Hex(encodeUtf8("abc"))).toBe("900150983cd24fb0d6963f7d28e17f72");
});

test("agrees with OpenSSL on any bytes and any span", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, skip) => {
      const start = Math.min(skip, bytes.length);
      const expected = createHash("md5").update(bytes.subarray(start)).digest("hex");
      expect(md5Hex(bytes, start, bytes.length)).toBe(expected);
      expect(md5First32(bytes, start, bytes.length)).toBe(Number.parseInt(expected.slice(0, 8), 16));
    }),
  );
});
