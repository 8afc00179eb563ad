import { Decompress } from "fzstd";

/** Encoders of level 22 use windows of 128 MiB; more is not allocated on the word of a header. */
export const MAX_WINDOW_BYTES = 128 << 20;

/**
 * Decompresses the zstd frames of a page of which the length is known. A frame need not tell its length, and a few bytes
 * may stand for terabytes, so it is ended as soon as it gives more than it should. Throws if it gives more or less.
 */
export function unzstd(bytes: Uint8Array, length: number): Uint8Array {
  if (zstdWindowBytes(bytes) > MAX_WINDOW_BYTES) throw new Error("its window is larger than 128 MiB");
  const page = new Uint8Array(length);
  let filled = 0;
  const stream = new Decompress((chunk) => {
    if (filled + chunk.length > length) throw new Error(`more than ${length} bytes`);
    page.set(chunk, filled);
    filled += chunk.length;
  });
  stream.push(bytes, true);
  if (filled !== length) throw new Error(`${filled} bytes, expected ${length}`);
  return page;
}

/** What a decoder of the first frame would allocate (RFC 8878, 3.1.1.1); 0 if there is no frame. */
export function zstdWindowBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 14 || view.getUint32(0, true) !== 0xfd2fb528) return 0;
  const descriptor = bytes[4];
  const isSingle = (descriptor & 0x20) !== 0;
  if (!isSingle) {
    const base = 2 ** (10 + (bytes[5] >> 3));
    return base + (base / 8) * (bytes[5] & 7);
  }
  const at = 5 + [0, 1, 2, 4][descriptor & 3];
  switch (descriptor >> 6) {
    case 0:
      return bytes[at];
    case 1:
      return view.getUint16(at, true) + 256;
    case 2:
      return view.getUint32(at, true);
    default:
      return at + 8 <= bytes.length ? Number(view.getBigUint64(at, true)) : 0;
  }
}
