import { readBits } from "./hybrid-runs.ts";
import { corrupt, unsupported } from "./parquet-problem.ts";

/** Real writers use 128 to 2,048 values a block. */
const MAX_BLOCK = 1 << 24;
/** Values of one page that are made of prefixes and suffixes may grow far beyond the page. */
const MAX_JOINED_BYTES = 1 << 28;

/**
 * Decoders of the delta encodings. Each gives values as PLAIN would have them, so that one reader of values serves all.
 * Numbers wrap around as the format demands.
 */

/** `count` integers of `width` bytes (4 or 8), little endian, and the offset behind them. */
export function unpackDeltas(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  width: 4 | 8,
): { readonly plain: Uint8Array; readonly next: number } {
  // A page of nulls only need not even have the header.
  if (count === 0) return { plain: new Uint8Array(0), next: start };
  const reader = new DeltaReader(bytes, start, end);
  const blockValues = reader.varint();
  const miniblocks = reader.varint();
  const total = reader.varint();
  const perMiniblock = blockValues / miniblocks;
  if (!(blockValues <= MAX_BLOCK && miniblocks >= 1 && perMiniblock >= 8 && perMiniblock % 8 === 0)) {
    throw corrupt(`a delta page has ${miniblocks} miniblocks for ${blockValues} values`);
  }
  if (total < count) throw corrupt(`a delta page holds ${total} values, expected ${count}`);
  const words = new Int32Array(count * (width / 4));
  reader.wide();
  let low = reader.low;
  let high = reader.high;
  let filled = 0;
  const put = () => {
    if (width === 4) words[filled++] = low;
    else {
      words[2 * filled] = low;
      words[2 * filled++ + 1] = high;
    }
  };
  put();
  while (filled < count) {
    reader.wide();
    const minLow = reader.low >>> 0;
    const minHigh = reader.high;
    const widthsAt = reader.at;
    reader.skip(miniblocks);
    for (let mini = 0; mini < miniblocks && filled < count; mini++) {
      const bits = bytes[widthsAt + mini];
      if (bits > 64) throw corrupt(`a delta of ${bits} bits`);
      const body = reader.at;
      reader.skip((perMiniblock * bits) / 8);
      for (let i = 0; i < perMiniblock && filled < count; i++) {
        const bit = body * 8 + i * bits;
        const packedLow = readBits(bytes, bit, Math.min(bits, 32));
        const packedHigh = bits > 32 ? readBits(bytes, bit + 32, bits - 32) : 0;
        const first = (low >>> 0) + minLow;
        const sum = first + packedLow;
        low = sum | 0;
        high = (high + minHigh + packedHigh + Math.floor(sum / 2 ** 32)) | 0;
        put();
      }
    }
  }
  return { plain: new Uint8Array(words.buffer), next: reader.at };
}

/** Byte arrays whose lengths stand in front as deltas: as length and bytes, one after the other. */
export function unpackLengths(bytes: Uint8Array, start: number, end: number, count: number): Uint8Array {
  const { plain, next } = unpackDeltas(bytes, start, end, count, 4);
  const lengths = new Int32Array(plain.buffer);
  const total = sumOf(lengths);
  if (next + total > end) throw corrupt("the texts of a page are longer than the page");
  const joined = new Uint8Array(count * 4 + total);
  const view = new DataView(joined.buffer);
  let from = next;
  let at = 0;
  for (const length of lengths) {
    view.setUint32(at, length, true);
    joined.set(bytes.subarray(from, from + length), at + 4);
    from += length;
    at += 4 + length;
  }
  return joined;
}

/** Byte arrays that share a beginning with the one before. `fixedLength`: they are of that length, and have none in front. */
export function unpackPrefixes(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  fixedLength: number | undefined,
): Uint8Array {
  const { plain, next } = unpackDeltas(bytes, start, end, count, 4);
  const prefixes = new Int32Array(plain.buffer);
  const suffixes = unpackLengths(bytes, next, end, count);
  const total = sumOf(prefixes) + suffixes.length - 4 * count;
  if (total > MAX_JOINED_BYTES) {
    throw unsupported(`a page of this Parquet file holds ${total} bytes of texts: write it with smaller pages`);
  }
  const head = fixedLength === undefined ? 4 : 0;
  const joined = new Uint8Array(total + count * head);
  const view = new DataView(joined.buffer);
  const suffixView = new DataView(suffixes.buffer);
  let from = 0;
  let at = 0;
  let before = 0;
  let beforeLength = 0;
  for (const prefix of prefixes) {
    const suffix = suffixView.getUint32(from, true);
    const length = prefix + suffix;
    if (prefix > beforeLength) throw corrupt(`a text shares ${prefix} bytes with one of ${beforeLength}`);
    if (fixedLength !== undefined && length !== fixedLength) {
      throw corrupt(`a value of ${length} bytes, expected ${fixedLength}`);
    }
    if (head > 0) view.setUint32(at, length, true);
    joined.copyWithin(at + head, before, before + prefix);
    joined.set(suffixes.subarray(from + 4, from + 4 + suffix), at + head + prefix);
    before = at + head;
    beforeLength = length;
    from += 4 + suffix;
    at = before + length;
  }
  return joined;
}

/** Bytes of the values one by one: all first bytes of `count` values of `width` bytes stand first. */
export function unsplitStreams(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  width: number,
): Uint8Array {
  if (start + count * width > end) throw corrupt("a page ends before its values do");
  const plain = new Uint8Array(count * width);
  for (let stream = 0, from = start; stream < width; stream++) {
    for (let at = stream; at < plain.length; at += width) plain[at] = bytes[from++];
  }
  return plain;
}

function sumOf(lengths: Int32Array): number {
  let sum = 0;
  for (const length of lengths) {
    if (length < 0) throw corrupt("a text of negative length");
    sum += length;
  }
  return sum;
}

/** Reads the headers between packed deltas. */
class DeltaReader {
  /** Of the last `wide`: its two's complement words. */
  low = 0;
  high = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly end: number,
  ) {}

  skip(count: number): void {
    this.at += count;
    if (this.at > this.end) throw corrupt("a delta page ends before its values do");
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      const byte = this.next();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw corrupt("a number of a delta page does not end");
  }

  /** Reads a zigzag number of up to 64 bits. */
  wide(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.next();
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >> 4;
      } else high |= bits << (shift - 32);
      if (byte >= 0x80) continue;
      const sign = -(low & 1);
      this.low = ((low >>> 1) | (high << 31)) ^ sign;
      this.high = (high >>> 1) ^ sign;
      return;
    }
    throw corrupt("a number of a delta page does not end");
  }

  private next(): number {
    this.skip(1);
    return this.bytes[this.at - 1];
  }
}
