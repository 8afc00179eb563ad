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

/** Numbers of the element types in the header. */
export const U8 = 0;
export const U16 = 1;
export const I32 = 2;
export const U32 = 3;
export const F64 = 5;
export type ColumnType = 0 | 1 | 2 | 3 | 4 | 5;

/** One copy of every column. */
export function packColumns(columns: readonly Column[]): ArrayBuffer {
  const { buffer, columns: packed } = emptyPack(columns.map((column) => [typeOf(column), column.length]));
  columns.forEach((column, at) => {
    packed[at].set(column);
  });
  return buffer;
}

/** A pack of columns of the given types and lengths, all zero, and views of them: what fills them saves the copy. */
export function emptyPack(shapes: readonly (readonly [ColumnType, number])[]): {
  buffer: ArrayBuffer;
  columns: Column[];
} {
  let size = align((HEADER_WORDS + 2 * shapes.length) * 4);
  for (const [type, length] of shapes) size += align(TYPES[type].BYTES_PER_ELEMENT * length);
  const buffer = new ArrayBuffer(size);
  const header = new Uint32Array(buffer, 0, HEADER_WORDS + 2 * shapes.length);
  header.set([MAGIC, VERSION, shapes.length, ...shapes.flat()]);
  return { buffer, columns: unpackColumns(buffer) };
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

function typeOf(column: Column): ColumnType {
  return TYPES.findIndex((type) => column instanceof type) as ColumnType;
}

function align(bytes: number): number {
  return (bytes + 7) & ~7;
}
