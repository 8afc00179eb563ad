import { expect, test } from "vitest";
import { transferables } from "./transferables.ts";

test("every buffer once, wherever it hangs", () => {
  const shared = new ArrayBuffer(16);
  const own = new Float64Array(2);
  const value = { a: new Uint8Array(shared, 0, 4), list: [{ b: new Uint8Array(shared, 8) }, own, null, "text", 1n] };
  expect(transferables(value)).toEqual([shared, own.buffer]);
});

test("empty buffers stay: a detached one of no bytes cannot be sent twice", () => {
  expect(transferables({ none: new Int32Array(0) })).toEqual([]);
});
