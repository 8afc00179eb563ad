import type { OpenFile } from "../src/core/log/parse-service.ts";
import { chunksOf } from "./file-chunks.ts";

/** A browser's file for the core. */
export function openFile(file: File): OpenFile {
  return {
    name: file.name,
    size: file.size,
    lastModifiedMs: file.lastModified,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    stream: (compression, onRead) => chunksOf(file, compression, onRead ?? (() => {})),
  };
}
