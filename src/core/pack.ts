/**
 * Packs typed arrays into one buffer, so that a set of columns is one thing to keep, share and transfer.
 *
 *     magic u32 · version u32 · columns u32 · (type u32 · length u32) per column · data, each column 8-byte aligned
 */
const MAGIC = 0x57444b31;
const VERSION = 1;
const HEADER_WORDS = 3;

export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const TYPES = [Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array] as const;

/** One copy of every column. */
export function packColumns(columns: readonly Column[]): ArrayBuffer {
  let size = align((HEADER_WORDS + 2 * columns.length) * 4);
  for (const column of columns) size += align(column.byteLength);
  const buffer = new ArrayBuffer(size);
  const header = new Uint32Array(buffer, 0, HEADER_WORDS + 2 * columns.length);
  header.set([MAGIC, VERSION, columns.length]);
  let offset = align(header.byteLength);
  columns.forEach((column, at) => {
    header[HEADER_WORDS + 2 * at] = typeOf(column);
    header[HEADER_WORDS + 2 * at + 1] = column.length;
    new Uint8Array(buffer, offset, column.byteLength).set(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
    );
    offset += align(column.byteLength);
  });
  return buffer;
}

/** Views on the buffer, in the order they were packed. Throws if the buffer is no pack of this version. */
export function unpackColumns(buffer: ArrayBuffer): Column[] {
  const start = new Uint32Array(buffer, 0, HEADER_WORDS);
  if (start[0] !== MAGIC || start[1] !== VERSION) throw new Error("not a pack of columns of version 1");
  const count = start[2];
  const header = new Uint32Array(buffer, 0, HEADER_WORDS + 2 * count);
  let offset = align(header.byteLength);
  return Array.from({ length: count }, (_, at) => {
    const type = TYPES[header[HEADER_WORDS + 2 * at]];
    const column = new type(buffer, offset, header[HEADER_WORDS + 2 * at + 1]);
    offset += align(column.byteLength);
    return column;
  });
}

function typeOf(column: Column): number {
  return TYPES.findIndex((type) => column instanceof type);
}

function align(bytes: number): number {
  return (bytes + 7) & ~7;
}
