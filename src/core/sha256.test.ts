import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Sha256, sha256Hex } from "./sha256.ts";

describe("SHA-256", () => {
  test("the published example", () => {
    expect(sha256Hex(new TextEncoder().encode("abc"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  test("agrees with another implementation, however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), (parts) => {
        const ours = new Sha256();
        const theirs = createHash("sha256");
        for (const part of parts) {
          ours.update(part);
          theirs.update(part);
        }
        expect(ours.digestHex()).toBe(theirs.digest("hex"));
      }),
    );
  });
});
