import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockChain } from "./block-chain.ts";
import type { ParsedSlice } from "./parsed-slice.ts";

const block = (sliceIndex: number) => ({ sliceIndex }) as ParsedSlice;

test("blocks parsed in any order are accepted as a beginning of the file", () => {
  const orders = fc.integer({ min: 1, max: 12 }).chain((count) => {
    const all = Array.from({ length: count }, (_, at) => at);
    return fc.shuffledSubarray(all, { minLength: 0, maxLength: count }).map((parsed) => ({ count, parsed }));
  });
  fc.assert(
    fc.property(orders, ({ count, parsed }) => {
      const chain = new BlockChain(count * 10);
      for (let at = 0; at < count; at++) expect(chain.take((at + 1) * 10)).toBe(at);
      const accepted: number[] = [];
      for (const index of parsed) {
        accepted.push(...chain.settle(block(index)).map(({ sliceIndex }) => sliceIndex));
        // Everything before the first block that has not been parsed, and nothing else.
        const seen = parsed.slice(0, parsed.indexOf(index) + 1);
        let whole = 0;
        while (seen.includes(whole)) whole++;
        expect(accepted).toEqual(Array.from({ length: whole }, (_, at) => at));
        expect(chain.acceptedBytes).toBe(Math.min(whole * 10, count * 10 - 1));
      }
      chain.end();
      expect(chain.done).toBe(parsed.length === count);
      expect(chain.acceptedBytes === count * 10).toBe(parsed.length === count);
    }),
  );
});

test("a file read to its end before its last block is parsed is not read whole", () => {
  const chain = new BlockChain(7);
  chain.take(7);
  chain.end();
  expect([chain.done, chain.acceptedBytes]).toEqual([false, 0]);
  chain.settle(block(0));
  expect([chain.done, chain.acceptedBytes]).toEqual([true, 7]);
});
