/** Bits [bit, bit + count) of the bytes as an unsigned number, least significant first; count ≤ 32. */
export function readBits(bytes: Uint8Array, bit: number, count: number): number {
  let value = 0;
  let scale = 1;
  let at = Math.floor(bit / 8);
  let shift = bit & 7;
  for (let left = count; left > 0; at++) {
    const take = Math.min(8 - shift, left);
    value += ((bytes[at] >>> shift) & ((1 << take) - 1)) * scale;
    scale *= 1 << take;
    left -= take;
    shift = 0;
  }
  return value;
}

/**
 * Decodes runs of the RLE / bit-packed hybrid encoding in bytes[start, end) into target[0 … target.length). A run that
 * claims more values than are wanted gives only those. False if the bytes end too soon: a page is damaged.
 */
export function readHybridRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  target: Int32Array | Uint8Array,
): boolean {
  const wanted = target.length;
  if (width === 0) {
    target.fill(0);
    return true;
  }
  if (width > 32) return false;
  const valueBytes = (width + 7) >> 3;
  let at = start;
  let filled = 0;
  while (filled < wanted) {
    let header = 0;
    let scale = 1;
    for (; ; at++, scale *= 128) {
      if (at >= end || scale > 2 ** 28) return false;
      header += (bytes[at] & 0x7f) * scale;
      if (bytes[at] < 0x80) break;
    }
    at++;
    const isPacked = header % 2 === 1;
    const run = Math.floor(header / 2);
    if (!isPacked) {
      if (at + valueBytes > end) return false;
      let value = 0;
      for (let i = 0; i < valueBytes; i++) value |= bytes[at + i] << (8 * i);
      const count = Math.min(run, wanted - filled);
      target.fill(value, filled, filled + count);
      filled += count;
      at += valueBytes;
      continue;
    }
    const count = Math.min(run * 8, wanted - filled);
    if (at + Math.ceil((count * width) / 8) > end) return false;
    unpack(bytes, at, width, target, filled, count);
    filled += count;
    at += run * width;
  }
  return true;
}

function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  target: Int32Array | Uint8Array,
  from: number,
  count: number,
): void {
  if (width > 24) {
    for (let i = 0; i < count; i++) target[from + i] = readBits(bytes, start * 8 + i * width, width);
    return;
  }
  const mask = (1 << width) - 1;
  let at = start;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < count; i++) {
    // At most 7 bits are left over, so a value and they fit into 32.
    while (bits < width) {
      held |= bytes[at++] << bits;
      bits += 8;
    }
    target[from + i] = held & mask;
    held >>>= width;
    bits -= width;
  }
}
