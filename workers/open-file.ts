import { ArchiveTrouble, corrupt } from "../src/core/log/archive/archive-trouble.ts";
import type { OpenFile } from "../src/core/log/open-file.ts";
import { isMember, type LogFile, type MemberFile } from "../src/protocol/log-file.ts";
import { chunksOf, codecOf, decoded } from "./file-chunks.ts";
import { ENDS_INSIDE, memberBytes, memberRange } from "./member-bytes.ts";
import { StreamCursor } from "./stream-cursor.ts";

/** Every read asks the browser, which takes about a millisecond: files up to this size are read once. */
const SMALL_BYTES = 64 << 10;

/** A browser's file, or one inside an archive, for the core. */
export function openFile(file: LogFile): OpenFile {
  if (isMember(file)) return openMember(file);
  let whole: Promise<ArrayBuffer> | null = null;
  return {
    name: file.name,
    size: file.size,
    lastModifiedMs: file.lastModified,
    read: async (start, end) => {
      if (file.size > SMALL_BYTES) return new Uint8Array(await file.slice(start, end).arrayBuffer());
      whole ??= file.arrayBuffer();
      return new Uint8Array((await whole).slice(start, end));
    },
    stream: (compression, onRead) => chunksOf(file, compression, onRead ?? (() => {})),
  };
}

function openMember({ archive, member, name, size, lastModified }: MemberFile): OpenFile {
  const { place } = member;
  return {
    name,
    size,
    lastModifiedMs: lastModified,
    isStream: place.codec !== "none",
    read: async (start, end) => {
      if (place.codec !== "none") {
        const cursor = new StreamCursor(memberBytes(archive, place));
        const bytes = await cursor.read(start, end - start);
        await cursor.close();
        return bytes;
      }
      const range = await memberRange(archive, place);
      const bytes = new Uint8Array(await range.slice(start, end).arrayBuffer());
      if (bytes.length < Math.min(end, size) - start) throw new ArchiveTrouble(corrupt(ENDS_INSIDE));
      return bytes;
    },
    stream: (compression, onRead) => decoded(counted(memberBytes(archive, place), onRead), codecOf(compression)),
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onRead?.(chunk.length);
    yield chunk;
  }
}
