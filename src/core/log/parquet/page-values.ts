import { unpackDeltas, unpackLengths, unpackPrefixes, unsplitStreams } from "./delta-values.ts";
import { readHybridRuns } from "./hybrid-runs.ts";
import { corrupt, unsupported } from "./parquet-problem.ts";
import type { LeafType } from "./parquet-schema.ts";
import type { TextArena } from "./text-arena.ts";
import type { ValueWriter } from "./value-text.ts";

/** Texts of values in an arena, by number of the value: −1 in `starts` for a value that stands for none. */
export interface TextSpans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** One page's values without its nulls: numbers of dictionary entries, or written as PLAIN writes them. */
export type PageValues =
  | { readonly form: "entries"; readonly entries: Int32Array }
  | { readonly form: "plain"; readonly bytes: Uint8Array; readonly start: number; readonly end: number };

/** The `count` values in bytes[start, end) of a data page. Throws `ParquetProblem`. */
export function pageValues(
  leaf: LeafType,
  encoding: string,
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
): PageValues {
  const plain = (made: Uint8Array): PageValues => ({ form: "plain", bytes: made, start: 0, end: made.length });
  const { physical, width } = leaf;
  switch (encoding) {
    case "PLAIN":
      return { form: "plain", bytes, start, end };
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY": {
      const entries = new Int32Array(count);
      if (count === 0) return { form: "entries", entries };
      if (start >= end) throw corrupt("a page ends before its values do");
      if (!readHybridRuns(bytes, start + 1, end, bytes[start], entries)) throw corrupt("a page ends in its values");
      return { form: "entries", entries };
    }
    case "RLE": {
      if (physical !== "BOOLEAN") break;
      // Four bytes of length stand in front.
      const bits = new Uint8Array(count);
      if (count > 0 && !readHybridRuns(bytes, start + 4, end, 1, bits)) throw corrupt("a page ends in its values");
      return plain(packBits(bits));
    }
    case "DELTA_BINARY_PACKED":
      if (physical !== "INT32" && physical !== "INT64") break;
      return plain(unpackDeltas(bytes, start, end, count, physical === "INT32" ? 4 : 8).plain);
    case "DELTA_LENGTH_BYTE_ARRAY":
      if (physical !== "BYTE_ARRAY") break;
      return plain(unpackLengths(bytes, start, end, count));
    case "DELTA_BYTE_ARRAY":
      if (physical !== "BYTE_ARRAY" && physical !== "FIXED_LEN_BYTE_ARRAY") break;
      return plain(unpackPrefixes(bytes, start, end, count, physical === "BYTE_ARRAY" ? undefined : width));
    case "BYTE_STREAM_SPLIT":
      if (width === undefined || physical === "INT96") break;
      return plain(unsplitStreams(bytes, start, end, count, width));
  }
  throw unsupported(`this Parquet file has values of type ${physical} in encoding ${encoding}, which is not read here`);
}

/** Booleans as PLAIN packs them: a bit each, the lowest first. */
function packBits(bits: Uint8Array): Uint8Array {
  const packed = new Uint8Array((bits.length + 7) >> 3);
  for (let i = 0; i < bits.length; i++) packed[i >> 3] |= bits[i] << (i & 7);
  return packed;
}

/** Walks values that are written as PLAIN writes them. */
export class PlainReader {
  private bit = 0;

  constructor(
    private readonly leaf: LeafType,
    private readonly bytes: Uint8Array,
    private at: number,
    private readonly end: number,
  ) {}

  /** Passes over `count` values. */
  skip(count: number): void {
    const { width, physical } = this.leaf;
    if (physical === "BOOLEAN") this.bit += count;
    else if (width !== undefined) this.take(count * width);
    else for (let i = 0; i < count; i++) this.take(this.length());
  }

  /** Appends the texts of the next values to the arena; spans[from … from + count) get their places. */
  write(count: number, write: ValueWriter, arena: TextArena, spans: TextSpans, from: number): void {
    const { bytes } = this;
    const { width, physical } = this.leaf;
    const one = new Uint8Array(1);
    for (let i = from; i < from + count; i++) {
      const start = arena.length;
      let isThere: boolean;
      if (physical === "BOOLEAN") {
        one[0] = this.nextBit();
        isThere = write(arena, one, 0, 1);
      } else {
        const length = width ?? this.length();
        const value = this.take(length);
        isThere = write(arena, bytes, value, value + length);
      }
      spans.starts[i] = isThere ? start : -1;
      spans.ends[i] = arena.length;
    }
  }

  private nextBit(): number {
    const at = this.at + (this.bit >> 3);
    if (at >= this.end) throw corrupt("a page ends before its values do");
    return (this.bytes[at] >> (this.bit++ & 7)) & 1;
  }

  /** The length in front of the next value. */
  private length(): number {
    const at = this.take(4);
    const { bytes } = this;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  }

  /** Passes over `count` bytes; where they begin. */
  private take(count: number): number {
    const { at } = this;
    if (at + count > this.end) throw corrupt("a page ends before its values do");
    this.at = at + count;
    return at;
  }
}
