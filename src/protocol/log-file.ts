import { type ArchiveMember, memberName } from "../core/log/archive/archive-member.ts";

/** A file inside an archive, as far as it differs from a file: reading it takes a worker. Plain data but for the archive. */
export interface MemberFile {
  readonly archive: File;
  readonly member: ArchiveMember;
  /** "archive.zip › logs/app.log" */
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** ms since 1970, the archive's own where it does not tell. */
  readonly lastModified: number;
}

/** What logs are read from. */
export type LogFile = File | MemberFile;

export function memberFile(archive: File, member: ArchiveMember): MemberFile {
  const lastModified = member.modifiedMs ?? archive.lastModified;
  return { archive, member, name: memberName(archive.name, member.path), size: member.size, lastModified };
}

/** A file that is known to lie in no archive. Throws of any other. */
export function plainFile(file: LogFile): File {
  if (isMember(file)) throw new Error(`${file.name} lies in an archive`);
  return file;
}

export function isMember(file: LogFile): file is MemberFile {
  return "member" in file;
}
