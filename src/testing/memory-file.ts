import type { OpenFile } from "../core/log/open-file.ts";

/** A file that lies in memory; tells which bytes of it were read. */
export interface MemoryFile extends OpenFile {
  /** [start, end) of every read. */
  readonly reads: (readonly [start: number, end: number])[];
}

/** A file of these bytes, uncompressed. Reads beyond its end give what is there, as those of a browser do. */
export function memoryFile(name: string, bytes: Uint8Array): MemoryFile {
  const reads: [number, number][] = [];
  return {
    name,
    size: bytes.length,
    reads,
    read: async (start, end) => {
      reads.push([start, end]);
      return bytes.slice(start, end);
    },
    async *stream() {
      yield bytes;
    },
  };
}

/** As `memoryFile`, given in chunks as a stream. */
export function chunkedFile(name: string, bytes: Uint8Array, chunkBytes: number): MemoryFile {
  return {
    ...memoryFile(name, bytes),
    async *stream() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
    },
  };
}
