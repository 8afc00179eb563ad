import { failure, type Outcome, success } from "../../outcome.ts";
import { cleanPath, isSystemFile, MAX_MEMBERS, MAX_TOTAL_BYTES } from "./archive-member.ts";
import { corrupt } from "./archive-trouble.ts";
import { isZeroBlock, type PaxWords, readPax, readTarHeader, readText, TAR_BLOCK } from "./tar-header.ts";

/** A file inside a tar: bytes [offset, offset + size) of the tar. */
export interface TarMember {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Names longer than this are damage. */
const MAX_WORDS_BYTES = 1 << 20;

/** What the walker needs next: `length` bytes of the tar from `offset` on. */
export interface TarWish {
  readonly offset: number;
  readonly length: number;
}

/**
 * Walks from header to header of a tar and collects its files. It says which bytes it wants next, so that whoever has the
 * file may skip what lies between. ustar, pax and GNU names.
 */
export class TarWalker {
  readonly members: TarMember[] = [];
  private at = 0;
  private total = 0;
  private zeros = 0;
  private done = false;
  private words: PaxWords = {};
  /** The type of words about the next member that are wanted, "" while a header is. */
  private wanted = "";
  private wantedLength = TAR_BLOCK;

  /** The bytes wanted next, null when the end of the tar has been seen. */
  get wish(): TarWish | null {
    return this.done ? null : { offset: this.at, length: this.wantedLength };
  }

  /**
   * Takes the bytes wished for; fewer mean that the file ends there. Failures: I_CORRUPT_ARCHIVE, I_ARCHIVE_SIZE.
   */
  take(bytes: Uint8Array): Outcome<null> {
    if (this.wanted !== "") return this.takeWords(bytes);
    if (bytes.length === 0 && (this.members.length > 0 || this.zeros > 0)) {
      // Some writers leave out the two blocks of zeros at the end.
      this.done = true;
      return success(null);
    }
    if (bytes.length < TAR_BLOCK) return this.damaged(`the tar ends inside the header at byte ${this.at}`);
    if (isZeroBlock(bytes)) {
      this.at += TAR_BLOCK;
      this.done = ++this.zeros === 2;
      return success(null);
    }
    this.zeros = 0;
    const header = readTarHeader(bytes);
    if (header === null) return this.damaged(`the header at byte ${this.at} of the tar has a wrong checksum`);
    this.at += TAR_BLOCK;
    if (header.type === "x" || header.type === "L" || header.type === "g" || header.type === "K") {
      if (header.size > MAX_WORDS_BYTES) return this.damaged(`a name of ${header.size} bytes at byte ${this.at}`);
      this.wanted = header.type;
      this.wantedLength = header.size;
      if (header.size === 0) this.expectHeader(0);
      return success(null);
    }
    return this.takeMember(
      header.type,
      this.words.path ?? header.path,
      this.words.size ?? header.size,
      header.modifiedMs,
    );
  }

  private takeMember(type: string, name: string, size: number, modifiedMs: number): Outcome<null> {
    const path = cleanPath(name);
    const isFile = type === "0" && path !== "" && !isSystemFile(path);
    if (isFile) {
      this.members.push({ path, offset: this.at, size, modifiedMs: this.words.modifiedMs ?? modifiedMs });
      this.total += size;
      if (this.members.length > MAX_MEMBERS) {
        return failure("I_ARCHIVE_SIZE", `more than ${MAX_MEMBERS} files are in the archive: unpack those you need`);
      }
      if (this.total > MAX_TOTAL_BYTES) {
        return failure("I_ARCHIVE_SIZE", "the files in the archive are more than 64 GiB: unpack those you need");
      }
    }
    this.words = {};
    // Links have a size in their header now and then, and nothing behind it.
    this.expectHeader(type === "1" || type === "2" || type === "5" ? 0 : size);
    return Number.isSafeInteger(this.at) ? success(null) : this.damaged("a size that cannot be");
  }

  private takeWords(bytes: Uint8Array): Outcome<null> {
    if (bytes.length < this.wantedLength) return this.damaged(`the tar ends inside the name at byte ${this.at}`);
    if (this.wanted === "L") this.words.path = readText(bytes, 0, bytes.length);
    if (this.wanted === "x") {
      const words = readPax(bytes);
      if (words === undefined) return this.damaged(`the words about a file at byte ${this.at} of the tar are none`);
      this.words = { ...this.words, ...words };
    }
    this.expectHeader(this.wantedLength);
    return success(null);
  }

  private expectHeader(skipped: number): void {
    this.at += Math.ceil(skipped / TAR_BLOCK) * TAR_BLOCK;
    this.wanted = "";
    this.wantedLength = TAR_BLOCK;
  }

  private damaged(what: string): Outcome<never> {
    const { code, message } = corrupt(what);
    return failure(code, message);
  }
}

/** Whether the first bytes of a file are those of a tar. */
export function looksLikeTar(head: Uint8Array): boolean {
  return readTarHeader(head.subarray(0, TAR_BLOCK)) !== null;
}
