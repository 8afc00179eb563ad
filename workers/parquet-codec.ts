import { type FileMetaData, type LogicalType, parquetMetadata, type SchemaElement } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { compressors } from "hyparquet-compressors";
import type {
  Footer,
  FooterChunk,
  FooterElement,
  PageHeader,
  ParquetCodec,
} from "../src/core/log/parquet/parquet-codec.ts";
import { unzstd } from "./zstd-page.ts";

/** Footers, page headers and compression of Parquet by hyparquet; the layout of pages is core's. */
export const parquetCodec: ParquetCodec = {
  footer(bytes) {
    // Geometries would be decoded to objects.
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    return { schema: metadata.schema.map(elementOf), groups: groupsOf(metadata) };
  },
  pageHeader: headerOf,
  codecs: ["SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4", "LZ4_RAW"],
  decompress(codec, bytes, length) {
    const page = codec === "ZSTD" ? unzstd(bytes, length) : inflate(codec, bytes, length);
    if (page.length !== length) throw new Error(`${page.length} bytes, expected ${length}`);
    return page;
  },
};

function inflate(codec: string, bytes: Uint8Array, length: number): Uint8Array {
  // Its decoder would take what it lacks from the page before.
  const told = codec === "SNAPPY" ? snappyLength(bytes) : length;
  if (told !== length) throw new Error(`it tells a length of ${told ?? "more than 32 bits"}, expected ${length}`);
  const decompress = new Map(Object.entries(compressors)).get(codec);
  if (decompress === undefined) throw new Error(`no codec ${codec}`);
  return decompress(bytes, length);
}

/** The length that a Snappy block says it has when decompressed: a varint in front; undefined if that is none. */
function snappyLength(bytes: Uint8Array): number | undefined {
  let length = 0;
  for (let at = 0, scale = 1; at < Math.min(5, bytes.length); at++, scale *= 128) {
    length += (bytes[at] & 0x7f) * scale;
    if (bytes[at] < 0x80) return length;
  }
  return undefined;
}

/** The library gives fields as they are written, whatever its types say: damaged ones are of any kind. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error(`${seen(value)} where a text is expected`);
}

function whole(value: unknown): number {
  const found = typeof value === "bigint" ? Number(value) : value;
  if (typeof found === "number" && Number.isSafeInteger(found)) return found;
  throw new Error(`${seen(value)} where a whole number is expected`);
}

function seen(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "object" ? "a structure" : String(value);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function elementOf(element: SchemaElement): FooterElement {
  const logical: LogicalType | undefined = element.logical_type;
  const isTime = logical?.type === "TIMESTAMP" || logical?.type === "TIME";
  return {
    name: text(element.name),
    type: element.type,
    typeLength: optional(element.type_length, whole),
    repetition: element.repetition_type,
    childCount: whole(element.num_children ?? 0),
    converted: element.converted_type,
    logical: optional(logical?.type, text),
    unit: isTime ? logical.unit : undefined,
    isUtc: isTime ? logical.isAdjustedToUTC === true : undefined,
    isSigned: logical?.type === "INTEGER" ? logical.isSigned === true : undefined,
    scale: whole(element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0)),
  };
}

function groupsOf(metadata: FileMetaData): Footer["groups"] {
  return metadata.row_groups.map(({ num_rows, columns }) => ({ rows: whole(num_rows), chunks: columns.map(chunkOf) }));
}

function chunkOf(chunk: FileMetaData["row_groups"][number]["columns"][number]): FooterChunk {
  const { meta_data: meta, crypto_metadata, encrypted_column_metadata, file_path } = chunk;
  const isEncrypted = crypto_metadata !== undefined || encrypted_column_metadata !== undefined;
  if (meta === undefined) {
    if (!isEncrypted) throw new Error("a column is not described");
    return { path: [], codec: "", offset: 0, bytes: 0, uncompressedBytes: 0, isEncrypted, isElsewhere: false };
  }
  const { dictionary_page_offset: dictionary, data_page_offset: data } = meta;
  return {
    path: meta.path_in_schema.map(text),
    codec: optional(meta.codec, text) ?? "an unknown codec",
    // Some writers say 0 where there is no dictionary.
    offset: whole(dictionary !== undefined && dictionary > 0n && dictionary < data ? dictionary : data),
    bytes: whole(meta.total_compressed_size),
    uncompressedBytes: whole(meta.total_uncompressed_size),
    isEncrypted,
    isElsewhere: file_path !== undefined && file_path !== "",
  };
}

function headerOf(bytes: Uint8Array): PageHeader {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const header = parquetHeader(reader);
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  const page = { DATA_PAGE: first, DATA_PAGE_V2: second, DICTIONARY_PAGE: dictionary, INDEX_PAGE: undefined }[
    header.type
  ];
  if (page === undefined && header.type !== "INDEX_PAGE" && header.type !== undefined) {
    throw new Error(`a page of type ${header.type} is not described`);
  }
  return {
    type: header.type ?? "unknown",
    headerBytes: reader.offset,
    compressedBytes: whole(header.compressed_page_size),
    uncompressedBytes: whole(header.uncompressed_page_size),
    valueCount: whole(page?.num_values ?? 0),
    encoding: page?.encoding ?? "unknown",
    definitionEncoding: first?.definition_level_encoding ?? "RLE",
    repetitionEncoding: first?.repetition_level_encoding ?? "RLE",
    definitionBytes: header.type === "DATA_PAGE_V2" ? whole(second?.definition_levels_byte_length ?? 0) : 0,
    repetitionBytes: header.type === "DATA_PAGE_V2" ? whole(second?.repetition_levels_byte_length ?? 0) : 0,
    isCompressed: second?.is_compressed !== false,
  };
}
