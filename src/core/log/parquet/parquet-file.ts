import { decoderWords } from "../decoder-words.ts";
import type { ByteSource } from "../file-reading.ts";
import type { ChunkPlace } from "./chunk-window.ts";
import type { Footer, FooterChunk, FooterGroup, ParquetCodec } from "./parquet-codec.ts";
import { corrupt, ParquetProblem, unsupported } from "./parquet-problem.ts";
import { leavesOf, type SchemaNode, schemaTree } from "./parquet-schema.ts";
import { thriftEnd } from "./thrift-extent.ts";

/** What a Parquet file says about itself. */
export interface ParquetFile {
  readonly root: SchemaNode;
  readonly rows: number;
  readonly groups: readonly RowGroup[];
}

/** A row group. Of each leaf in the order of the schema: where its pages are. */
export interface RowGroup {
  /** Row of the file. */
  readonly firstRow: number;
  readonly rows: number;
  readonly places: readonly ChunkPlace[];
  readonly uncompressedBytes: readonly number[];
  /** Of its last page. */
  readonly endOffset: number;
}

const MAGIC = 0x31524150;
const MAGIC_ENCRYPTED = 0x45524150;
const TRAILER_BYTES = 8;
/** Footers of tables with ten thousand row groups have some tens of MiB. */
const MAX_FOOTER_BYTES = 1 << 28;
/** Rows are numbered in 32 bits. */
const MAX_ROWS = 2 ** 32 - 1;

/** Whether the first bytes of a file are those of Parquet, encrypted or not. */
export function isParquet(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const magic = wordAt(head, 0);
  return magic === MAGIC || magic === MAGIC_ENCRYPTED;
}

/** Reads what the end of a file says about it. Throws `ParquetProblem`. */
export async function readFooter(source: ByteSource, codec: ParquetCodec): Promise<ParquetFile> {
  const { size } = source;
  if (size < 4 + TRAILER_BYTES) throw corrupt(`it has ${size} bytes only`);
  const trailer = await exactly(source, size - TRAILER_BYTES, size);
  const magic = wordAt(trailer, 4);
  if (magic === MAGIC_ENCRYPTED) {
    throw unsupported("the footer of this Parquet file is encrypted: write the file without encryption");
  }
  if (magic !== MAGIC) throw corrupt(`it ends with bytes ${hex(trailer.subarray(4))} where "PAR1" is expected`);
  const length = wordAt(trailer, 0) >>> 0;
  if (length > size - 4 - TRAILER_BYTES) throw corrupt(`its footer is said to have ${length} of its ${size} bytes`);
  if (length > MAX_FOOTER_BYTES) throw unsupported(`the footer of this Parquet file has ${length} bytes: too many`);
  const bytes = await exactly(source, size - TRAILER_BYTES - length, size);
  if (thriftEnd(bytes, 0, length) < 0) throw corrupt(`its footer of ${length} bytes is none`);
  return checked(footerOf(codec, bytes), size);
}

function footerOf(codec: ParquetCodec, bytes: Uint8Array): Footer {
  try {
    return codec.footer(bytes);
  } catch (error) {
    throw corrupt(`its footer makes no sense${decoderWords(error)}`);
  }
}

function checked(footer: Footer, size: number): ParquetFile {
  const root = schemaTree(footer.schema);
  const leaves = leavesOf(root);
  let rows = 0;
  const groups: RowGroup[] = [];
  for (const group of footer.groups) {
    if (!(Number.isSafeInteger(group.rows) && group.rows >= 0)) throw corrupt(`a row group has ${group.rows} rows`);
    if (rows + group.rows > MAX_ROWS) throw unsupported(`this Parquet file has more than ${MAX_ROWS} rows`);
    if (group.rows > 0) groups.push(checkedGroup(group, leaves, rows, size));
    rows += group.rows;
  }
  return { root, rows, groups };
}

function checkedGroup(group: FooterGroup, leaves: readonly SchemaNode[], firstRow: number, size: number): RowGroup {
  const byPath = new Map(group.chunks.map((chunk) => [chunk.path.join("\0"), chunk]));
  const chunks = leaves.map(({ path }) => {
    const chunk = byPath.get(path.join("\0"));
    if (chunk === undefined) throw corrupt(`a row group lacks column "${path.join(".")}"`);
    checkChunk(chunk, size);
    return chunk;
  });
  return {
    firstRow,
    rows: group.rows,
    places: chunks.map(({ offset, bytes, codec }) => ({ offset, bytes, codec })),
    uncompressedBytes: chunks.map(({ uncompressedBytes }) => uncompressedBytes),
    endOffset: chunks.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0),
  };
}

function checkChunk(chunk: FooterChunk, size: number): void {
  const { offset, bytes, path } = chunk;
  const name = path.join(".");
  if (chunk.isEncrypted) throw unsupported(`column "${name}" of this Parquet file is encrypted: write it without`);
  if (chunk.isElsewhere) throw unsupported(`column "${name}" of this Parquet file lies in another file`);
  const isInside = Number.isSafeInteger(offset) && Number.isSafeInteger(bytes) && offset >= 4 && bytes >= 0;
  if (!isInside || offset + bytes > size) {
    throw corrupt(`column "${name}" is said to have ${bytes} bytes at ${offset}, the file has ${size}`);
  }
}

async function exactly(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  const bytes = await source.read(start, end);
  if (bytes.length !== end - start) {
    throw new ParquetProblem(
      "I_READ",
      `expected ${end - start} bytes at ${start}, got ${bytes.length}: has it changed?`,
    );
  }
  return bytes;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
