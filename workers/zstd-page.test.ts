import { expect, test } from "vitest";
import { unzstd } from "./zstd-page.ts";

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A frame that does not tell its length, with a window of 1 KiB: "abc" as it is, then "z" five times. */
const FRAME = Uint8Array.of(...MAGIC, 0, 0, 0x18, 0, 0, 0x61, 0x62, 0x63, 0x2b, 0, 0, 0x7a);

test("a frame of unknown length gives what it holds, no more and no less", () => {
  expect(new TextDecoder().decode(unzstd(FRAME, 8))).toBe("abczzzzz");
  expect(() => unzstd(FRAME, 7)).toThrow("more than 7 bytes");
  expect(() => unzstd(FRAME, 9)).toThrow("8 bytes, expected 9");
  expect(() => unzstd(FRAME.subarray(0, 14), 8)).toThrow();
});

test("frames one after the other are one page", () => {
  expect(new TextDecoder().decode(unzstd(Uint8Array.of(...FRAME, ...FRAME), 16))).toBe("abczzzzzabczzzzz");
});

test("a window of gigabytes is not allocated", () => {
  const frame = FRAME.slice();
  frame[5] = 0xa0;
  expect(() => unzstd(frame, 8)).toThrow("window");
  const single = Uint8Array.of(...MAGIC, 0xa0, 0xff, 0xff, 0xff, 0x7f, ...FRAME.subarray(6));
  expect(() => unzstd(single, 8)).toThrow("window");
});
