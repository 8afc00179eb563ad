import type { ArchiveMember, Codec } from "../src/core/log/archive/archive-member.ts";
import { ArchiveTrouble } from "../src/core/log/archive/archive-trouble.ts";
import { looksLikeTar, TarWalker } from "../src/core/log/archive/tar-walker.ts";
import { findZipDirectory, readZipDirectory, ZIP_TAIL_BYTES } from "../src/core/log/archive/zip-directory.ts";
import { failure, type Outcome, success } from "../src/core/outcome.ts";
import { bytesOf, decoded } from "./file-chunks.ts";
import { StreamCursor } from "./stream-cursor.ts";

/** Headers of a tar are read this much at a time: small files lie close together. */
const WINDOW_BYTES = 64 << 10;

/**
 * The files inside an archive, null if the file is none (a compressed file alone is no archive). A zip and a plain tar are
 * listed by their headers; a compressed tar has to be unpacked once, and is kept nowhere. Failures as in `ParseApi`.
 */
export async function listMembers(file: File): Promise<Outcome<readonly ArchiveMember[] | null>> {
  try {
    const head = await readPart(file, 0, 512);
    if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return await zipMembers(file);
    if (looksLikeTar(head)) return await tarMembers(windowed(file), "none", file.size);
    const codec = codecOfMagic(head);
    if (codec === null) return success(null);
    const cursor = new StreamCursor(
      decoded(
        bytesOf(file, () => {}),
        codec,
      ),
    );
    try {
      // Too little for a tar, or damaged so soon that it is better told when it is read.
      const first = await cursor.read(0, 512).catch(() => new Uint8Array(0));
      if (!looksLikeTar(first)) return success(null);
    } finally {
      await cursor.close();
    }
    const again = new StreamCursor(
      decoded(
        bytesOf(file, () => {}),
        codec,
      ),
    );
    try {
      return await tarMembers((offset, length) => again.read(offset, length), codec, file.size);
    } finally {
      await again.close();
    }
  } catch (error) {
    if (error instanceof ArchiveTrouble) return failure(error.failure.code, `${file.name}: ${error.failure.message}`);
    const what = error instanceof Error ? error.message : String(error);
    return failure("I_READ", `${file.name} could not be read (${what}): was it changed or moved? Drop it again.`);
  }
}

async function zipMembers(file: File): Promise<Outcome<ArchiveMember[]>> {
  const tail = await readPart(file, Math.max(0, file.size - ZIP_TAIL_BYTES), file.size);
  const place = findZipDirectory(tail, file.size);
  if (!place.ok) return place;
  const { start, length } = place.value;
  const entries = readZipDirectory(await readPart(file, start, start + length), place.value);
  if (!entries.ok) return entries;
  return success(
    entries.value.map(({ path, method, packedBytes, size, crc32, headerOffset, modifiedMs }): ArchiveMember => {
      const range = { start: headerOffset, length: packedBytes, codec: method, skip: 0, size };
      return { path, size, modifiedMs, place: { ...range, hasLocalHeader: true, ...(method !== "none" && { crc32 }) } };
    }),
  );
}

async function tarMembers(
  read: (offset: number, length: number) => Promise<Uint8Array>,
  codec: Codec,
  fileBytes: number,
): Promise<Outcome<ArchiveMember[]>> {
  const walker = new TarWalker();
  for (let wish = walker.wish; wish !== null; wish = walker.wish) {
    const taken = walker.take(await read(wish.offset, wish.length));
    if (!taken.ok) return taken;
  }
  return success(
    walker.members.map(({ path, offset, size, modifiedMs }) => {
      const range =
        codec === "none" ? { start: offset, length: size, skip: 0 } : { start: 0, length: fileBytes, skip: offset };
      return { path, size, modifiedMs, place: { ...range, codec, size } };
    }),
  );
}

/** Reads of a file that mostly lie in the window read last. */
function windowed(file: File): (offset: number, length: number) => Promise<Uint8Array> {
  let start = 0;
  let bytes: Uint8Array = new Uint8Array(0);
  return async (offset, length) => {
    if (offset < start || offset + length > start + bytes.length) {
      start = offset;
      bytes = await readPart(file, offset, offset + Math.max(length, WINDOW_BYTES));
    }
    return bytes.subarray(offset - start, offset - start + length);
  };
}

function codecOfMagic(head: Uint8Array): "gzip" | "zstd" | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? "zstd" : null;
}

async function readPart(file: File, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}
