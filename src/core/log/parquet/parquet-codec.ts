/** What core needs of a Parquet library. Core has no packages: a worker brings an implementation, loaded when needed. */

export type PhysicalType =
  | "BOOLEAN"
  | "INT32"
  | "INT64"
  | "INT96"
  | "FLOAT"
  | "DOUBLE"
  | "BYTE_ARRAY"
  | "FIXED_LEN_BYTE_ARRAY";

export type Repetition = "REQUIRED" | "OPTIONAL" | "REPEATED";

/** One entry of the schema, in preorder. */
export interface FooterElement {
  readonly name: string;
  /** Absent for groups. */
  readonly type: PhysicalType | undefined;
  readonly typeLength: number | undefined;
  readonly repetition: Repetition | undefined;
  readonly childCount: number;
  /** "UTF8", "TIMESTAMP_MICROS", … */
  readonly converted: string | undefined;
  /** "STRING", "TIMESTAMP", "UUID", … */
  readonly logical: string | undefined;
  /** Of a logical time or timestamp. */
  readonly unit: "MILLIS" | "MICROS" | "NANOS" | undefined;
  readonly isUtc: boolean | undefined;
  /** Of a logical integer. */
  readonly isSigned: boolean | undefined;
  /** Of a decimal. */
  readonly scale: number;
}

/** One column of one row group. Sizes and offsets are bytes of the file. */
export interface FooterChunk {
  readonly path: readonly string[];
  readonly codec: string;
  /** Of its first page. */
  readonly offset: number;
  readonly bytes: number;
  readonly uncompressedBytes: number;
  readonly isEncrypted: boolean;
  /** The column lies in another file. */
  readonly isElsewhere: boolean;
}

export interface FooterGroup {
  readonly rows: number;
  readonly chunks: readonly FooterChunk[];
}

export interface Footer {
  readonly schema: readonly FooterElement[];
  readonly groups: readonly FooterGroup[];
}

export interface PageHeader {
  /** "DATA_PAGE", "DATA_PAGE_V2", "DICTIONARY_PAGE", "INDEX_PAGE". */
  readonly type: string;
  /** Length of the header itself. */
  readonly headerBytes: number;
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  /** Values with nulls; of a dictionary its entries. */
  readonly valueCount: number;
  readonly encoding: string;
  /** How definition and repetition levels of a first-version page are written. */
  readonly definitionEncoding: string;
  readonly repetitionEncoding: string;
  /** Of a second-version page. */
  readonly definitionBytes: number;
  readonly repetitionBytes: number;
  readonly isCompressed: boolean;
}

export interface ParquetCodec {
  /** The footer: its thrift bytes, then eight bytes of length and magic. Throws if it makes no sense. */
  footer(bytes: Uint8Array): Footer;
  /** The page header that `bytes` begin with. Throws if it makes no sense. */
  pageHeader(bytes: Uint8Array): PageHeader;
  /** The codecs of `decompress`, beside "UNCOMPRESSED". */
  readonly codecs: readonly string[];
  /** Exactly `length` bytes. Never allocates much more than that. Throws if the data do not decompress to that length. */
  decompress(codec: string, bytes: Uint8Array, length: number): Uint8Array;
}
