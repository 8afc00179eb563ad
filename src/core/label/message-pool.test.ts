import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { textsOf } from "../dictionary-text.ts";
import { FREE_TEXT, MessagePool, textOfPool } from "./message-pool.ts";

/** Adds the texts part by part; returns what each became: its text, or null beyond the limits. */
function pooled(parts: readonly (readonly string[])[], maxTexts: number, maxBytes: number): (string | null)[][] {
  const pool = new MessagePool(maxTexts, maxBytes);
  const columns = parts.map((texts) => {
    const column = Int32Array.from(texts, (text) => {
      const bytes = encodeUtf8(text);
      return pool.add(bytes, 0, bytes.length);
    });
    pool.register(column);
    return column;
  });
  const all = textsOf(pool.finish());
  return columns.map((column) => Array.from(column, (id) => (id === FREE_TEXT ? null : all[id])));
}

test("over the limits the first texts by bytes stay, whatever comes when", () => {
  const words = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 1, maxLength: 3 });
  const anyParts = fc.array(fc.array(words, { maxLength: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(anyParts, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }), (parts, most, bytes) => {
      const kept = new Set<string>();
      let left = bytes;
      for (const text of [...new Set(parts.flat())].sort()) {
        left -= text.length;
        if (left < 0 || kept.size === most) break;
        kept.add(text);
      }
      const expected = parts.map((texts) => texts.map((text) => (kept.has(text) ? text : null)));
      expect(pooled(parts, most, bytes)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("a text of the pool has a component and a message", () => {
  const pool = new MessagePool();
  const bytes = encodeUtf8("shop\u001fcart <num>");
  pool.add(bytes, 0, bytes.length);
  expect(textOfPool(pool.finish(), 0)).toEqual({ component: "shop", text: "cart <num>" });
});
