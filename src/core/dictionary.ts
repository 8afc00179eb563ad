/**
 * Distinct byte strings in one arena, numbered 0 … n−1.
 *
 *     offsets  0    3      8
 *     bytes    a b c d e f g h      entry 0 = "abc", entry 1 = "defgh"
 */
export interface Dictionary {
  readonly bytes: Uint8Array;
  /** Length n + 1, in bytes. */
  readonly offsets: Uint32Array;
}

export function entryCount(dictionary: Dictionary): number {
  return dictionary.offsets.length - 1;
}

/** Orders entries a and b by their bytes, the shorter first when one is a prefix of the other. */
export function compareEntries(dictionary: Dictionary, a: number, b: number): number {
  return compareRanges(
    dictionary.bytes,
    dictionary.offsets[a],
    dictionary.offsets[a + 1],
    dictionary.bytes,
    dictionary.offsets[b],
    dictionary.offsets[b + 1],
  );
}

export function compareRanges(
  aBytes: Uint8Array,
  aStart: number,
  aEnd: number,
  bBytes: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; i++) {
    const difference = aBytes[aStart + i] - bBytes[bStart + i];
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** Entries by rank of their bytes: `order[rank] = entry`. */
export function byteOrder(dictionary: Dictionary): Int32Array {
  const order = new Int32Array(entryCount(dictionary));
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => compareEntries(dictionary, a, b));
}

/** The same entries in another order: entry i of the result is entry `order[i]`. */
export function reorder(dictionary: Dictionary, order: ArrayLike<number>): Dictionary {
  const offsets = new Uint32Array(order.length + 1);
  let length = 0;
  for (let i = 0; i < order.length; i++) {
    length += dictionary.offsets[order[i] + 1] - dictionary.offsets[order[i]];
    offsets[i + 1] = length;
  }
  const bytes = new Uint8Array(length);
  for (let i = 0; i < order.length; i++) {
    bytes.set(dictionary.bytes.subarray(dictionary.offsets[order[i]], dictionary.offsets[order[i] + 1]), offsets[i]);
  }
  return { bytes, offsets };
}

/** `rank[entry]` for an order: its inverse. */
export function inverse(order: ArrayLike<number>): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]] = i;
  return rank;
}
