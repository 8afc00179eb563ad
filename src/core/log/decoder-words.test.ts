import { expect, test } from "vitest";
import { decoderWords } from "./decoder-words.ts";

test("what a decoder says is told, what it stumbles over is not", () => {
  expect(decoderWords(new Error("invalid distance"))).toBe(" (invalid distance)");
  expect(decoderWords("bad")).toBe(" (bad)");
  expect(decoderWords(new TypeError("Cannot read properties of undefined"))).toBe("");
  expect(decoderWords(new RangeError("offset is out of bounds"))).toBe("");
});
