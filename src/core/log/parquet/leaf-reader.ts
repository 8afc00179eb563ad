import { decoderWords } from "../decoder-words.ts";
import type { ByteSource } from "../file-reading.ts";
import { type ChunkPlace, ChunkWindow } from "./chunk-window.ts";
import { LeafCollector, type LeafValues, type RowRange } from "./leaf-collector.ts";
import type { PageHeader, ParquetCodec } from "./parquet-codec.ts";
import { corrupt, unsupported } from "./parquet-problem.ts";
import type { SchemaNode } from "./parquet-schema.ts";
import type { TextArena } from "./text-arena.ts";
import { thriftEnd } from "./thrift-extent.ts";

/** Real pages are 8 KiB to 1 MiB, those of a few writers a whole column of a row group. */
const MAX_PAGE_BYTES = 1 << 28;
const MAX_PAGE_VALUES = 1 << 24;
/** Headers are some tens of bytes; statistics may hold long values. */
const HEADER_BYTES = [1 << 10, 1 << 16, 1 << 20, 1 << 24];

/**
 * Reads the values of one leaf for a range of rows of one row group: pages before the range are passed over by their
 * headers where they can be. Memory: a window, a page, and the texts of the range. Throws `ParquetProblem`.
 */
export async function readLeaf(
  source: ByteSource,
  codec: ParquetCodec,
  place: ChunkPlace,
  node: SchemaNode,
  range: RowRange,
  arena: TextArena,
): Promise<LeafValues> {
  const { leaf } = node;
  if (leaf === undefined) throw new Error(`${node.path.join(".")} is no leaf`);
  const name = node.path.join(".");
  if (place.codec !== "UNCOMPRESSED" && !codec.codecs.includes(place.codec)) {
    const known = codec.codecs.join(", ");
    throw unsupported(`column "${name}" is compressed with ${place.codec}; known here are ${known}`);
  }
  const window = new ChunkWindow(source, place);
  const collector = new LeafCollector(node, leaf, range, arena);
  for (let at = 0; !collector.isDone && window.left(at) > 0; ) {
    const header = await headerAt(window, codec, at, name);
    // Before anything is passed over: a negative size would lead back.
    checkSizes(header, name);
    const body = at + header.headerBytes;
    at = body + header.compressedBytes;
    const isData = header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2";
    if (!isData && header.type !== "DICTIONARY_PAGE") continue;
    if (isData && collector.passes(header)) continue;
    const bytes = await window.read(body, header.compressedBytes);
    if (header.type === "DICTIONARY_PAGE") collector.dictionary(header, inflated(codec, place, header, bytes, 0, name));
    else collector.page(header, bytes, (from) => inflated(codec, place, header, bytes, from, name));
  }
  return collector.finish();
}

async function headerAt(window: ChunkWindow, codec: ParquetCodec, at: number, name: string): Promise<PageHeader> {
  for (const most of HEADER_BYTES) {
    const length = Math.min(most, window.left(at));
    const bytes = await window.read(at, length);
    if (thriftEnd(bytes, 0, length) < 0) {
      if (length < most) break;
      continue;
    }
    try {
      return codec.pageHeader(bytes);
    } catch {
      break;
    }
  }
  throw corrupt(`no page begins at byte ${at} of column "${name}"`);
}

function checkSizes(header: PageHeader, name: string): void {
  const { compressedBytes, uncompressedBytes, valueCount, definitionBytes, repetitionBytes } = header;
  for (const size of [compressedBytes, uncompressedBytes, valueCount, definitionBytes, repetitionBytes]) {
    if (!(size >= 0)) throw corrupt(`a page of column "${name}" tells a size of ${size}`);
  }
  if (uncompressedBytes > MAX_PAGE_BYTES || valueCount > MAX_PAGE_VALUES) {
    const size = `${uncompressedBytes} bytes and ${valueCount} values`;
    throw unsupported(
      `a page of column "${name}" is said to hold ${size}, at most ${MAX_PAGE_BYTES} and ${MAX_PAGE_VALUES} are read: write the Parquet file with smaller pages`,
    );
  }
  if (definitionBytes + repetitionBytes > Math.min(compressedBytes, uncompressedBytes)) {
    throw corrupt(`the levels of a page of column "${name}" are longer than the page`);
  }
}

/** The bytes of a page from `from` on, decompressed. */
function inflated(
  codec: ParquetCodec,
  place: ChunkPlace,
  header: PageHeader,
  bytes: Uint8Array,
  from: number,
  name: string,
): Uint8Array {
  const body = bytes.subarray(from);
  const length = header.uncompressedBytes - from;
  if (place.codec === "UNCOMPRESSED" || !header.isCompressed) return body;
  // Some writers leave out what is empty.
  if (body.length === 0 && length === 0) return body;
  try {
    return codec.decompress(place.codec, body, length);
  } catch (error) {
    throw corrupt(`a page of column "${name}" does not decompress from ${place.codec}${decoderWords(error)}`);
  }
}
