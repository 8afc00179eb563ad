import { expect, test } from "vitest";
import { chunksOf } from "./file-chunks.ts";

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A frame that does not tell its length, with a window of 1 KiB: "abc" as it is, then "z" five times. */
const FRAME = Uint8Array.of(...MAGIC, 0, 0, 0x18, 0, 0, 0x61, 0x62, 0x63, 0x2b, 0, 0, 0x7a);

async function read(bytes: Uint8Array, parts = 1): Promise<string> {
  const pieces = Array.from({ length: parts }, (_, i) => {
    const from = Math.floor((i * bytes.length) / parts);
    return bytes.slice(from, Math.floor(((i + 1) * bytes.length) / parts));
  });
  const stream = () =>
    new ReadableStream({
      start: (to) => {
        for (const piece of pieces) to.enqueue(piece);
        to.close();
      },
    });
  const file = { stream };
  let text = "";
  for await (const chunk of chunksOf(file as unknown as Blob, "zstd", () => {}))
    text += new TextDecoder().decode(chunk);
  return text;
}

test("a zstd stream is read however it arrives", async () => {
  for (const parts of [1, 2, 5, FRAME.length]) expect(await read(FRAME, parts)).toBe("abczzzzz");
  expect(await read(Uint8Array.of(...FRAME, ...FRAME), 7)).toBe("abczzzzzabczzzzz");
});

test("a window of gigabytes is not allocated on the word of a header", async () => {
  const frame = FRAME.slice();
  frame[5] = 0xa0;
  for (const parts of [1, 3, FRAME.length]) {
    await expect(read(frame, parts)).rejects.toMatchObject({ failure: { code: "I_UNSUPPORTED" } });
  }
});

test("what a decoder stumbles over is told as damage", async () => {
  await expect(read(FRAME.subarray(0, 12))).rejects.toMatchObject({ failure: { code: "I_CORRUPT_ARCHIVE" } });
});
