import type { MemberPlace } from "../src/core/log/archive/archive-member.ts";
import { ArchiveTrouble, corrupt } from "../src/core/log/archive/archive-trouble.ts";
import { Crc32 } from "../src/core/log/archive/crc32.ts";
import { LOCAL_HEADER_BYTES, localHeaderBytes } from "../src/core/log/archive/zip-directory.ts";
import { bytesOf, decoded } from "./file-chunks.ts";
import { CursorPool } from "./stream-cursor.ts";

const cursors = new CursorPool();
/** What is wrong with an archive that is shorter than it says. */
export const ENDS_INSIDE = "the archive ends inside one of its files";

/** The bytes of a member, unpacked as they are read. Damage is thrown as `ArchiveTrouble`. */
export async function* memberBytes(archive: File, place: MemberPlace): AsyncGenerator<Uint8Array> {
  const { start, length, codec, skip, size, crc32 } = place;
  const range = await memberRange(archive, place);
  if (range.size < length) throw new ArchiveTrouble(corrupt(ENDS_INSIDE));
  const open = () =>
    decoded(
      bytesOf(range, () => {}),
      codec,
    );
  const isPart = codec !== "none" && crc32 === undefined;
  const key = `${archive.name}/${archive.size}/${archive.lastModified}/${start}`;
  const crc = crc32 === undefined ? null : new Crc32();
  let given = 0;
  for await (const bytes of isPart ? cursors.stretch(key, open, skip, size) : open()) {
    given += bytes.length;
    if (given > size) break;
    crc?.update(bytes);
    yield bytes;
  }
  if (given !== size) throw new ArchiveTrouble(corrupt(`a file of the archive is not ${size} bytes long, as it says`));
  if (crc !== null && crc.value !== crc32)
    throw new ArchiveTrouble(corrupt("the checksum of a file of the archive is wrong"));
}

/** The packed bytes of a member as a part of its archive. */
export async function memberRange(archive: File, { start, length, hasLocalHeader }: MemberPlace): Promise<Blob> {
  if (hasLocalHeader !== true) return archive.slice(start, start + length);
  const header = new Uint8Array(await archive.slice(start, start + LOCAL_HEADER_BYTES).arrayBuffer());
  const headerBytes = localHeaderBytes(header);
  if (!headerBytes.ok) throw new ArchiveTrouble(headerBytes.failure);
  return archive.slice(start + headerBytes.value, start + headerBytes.value + length);
}
