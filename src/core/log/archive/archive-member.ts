/** What turns the bytes of a range into those it was made of. */
export type Codec = "none" | "deflate" | "gzip" | "zstd";

/**
 * Where the bytes of a member are: decode archive[start, start + length) and take [skip, skip + size) of it.
 *
 *     zip, deflated   archive  |…… header [start …… length ……) ……|   deflate, skip 0
 *     tar.gz          archive  [start ………………… length …………………)    gzip, skip = offset in the tar
 *     tar, stored     archive  |…… header [start …… length ……) ……|   none: any part can be read by itself
 */
export interface MemberPlace {
  readonly start: number;
  readonly length: number;
  readonly codec: Codec;
  readonly skip: number;
  readonly size: number;
  /** Of the member's bytes, if the archive tells it. */
  readonly crc32?: number;
  /** At `start` stands a local header of zip, behind which the bytes begin: how long it is, only itself tells. */
  readonly hasLocalHeader?: boolean;
}

/** A file inside an archive. Plain data. */
export interface ArchiveMember {
  /** Inside the archive, with "/". */
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** ms since 1970, if the archive tells it. */
  readonly modifiedMs?: number;
  readonly place: MemberPlace;
}

/** More is no folder of logs. */
export const MAX_MEMBERS = 100_000;
/** Of all members together, unpacked. */
export const MAX_TOTAL_BYTES = 64 * 2 ** 30;

/** Between an archive and the path of a member. */
export const MEMBER_SEPARATOR = " › ";

/** "archive.zip › logs/app.log": how a member is called everywhere. */
export function memberName(archive: string, path: string): string {
  return `${archive}${MEMBER_SEPARATOR}${path}`;
}

/** A path as people write it: no "./", no backslashes, no leading "/". */
export function cleanPath(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "")
    .replaceAll("\0", "");
}

/** Whether a path is one of the files that systems add to archives by themselves. */
export function isSystemFile(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|PaxHeaders?[./])/.test(path);
}
