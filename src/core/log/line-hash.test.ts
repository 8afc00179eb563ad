import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { LineHash } from "./line-hash.ts";

test("depends on the bytes alone, not on where they stand", () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, bytes, bytes, (line, before, after) => {
      const within = Uint8Array.of(...before, ...line, ...after);
      const hash = new LineHash();
      const found = hash.of(within, before.length, before.length + line.length);
      expect(found).toBe(hash.of(line, 0, line.length));
      expect(Number.isSafeInteger(found) && found > 0).toBe(true);
    }),
  );
});

test("like lines have hashes of their own", () => {
  const hash = new LineHash();
  const lines = Array.from({ length: 50_000 }, (_, i) => `2024-01-02 03:04:05.${i % 1000} INFO order ${i} of ${i * 7}`);
  const hashes = lines.map((line) => hash.of(encodeUtf8(line), 0, line.length));
  expect(new Set(hashes).size).toBe(lines.length);
  // Both halves vary: 50,000 of 2^32 leave hardly a pair alike.
  expect(new Set(hashes.map((value) => value % 2 ** 32)).size).toBeGreaterThan(lines.length - 5);
  expect(new Set(hashes.map((value) => Math.floor(value / 2 ** 32))).size).toBeGreaterThan(48_000);
});
