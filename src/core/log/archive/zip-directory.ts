import { decodeUtf8 } from "../../bytes.ts";
import { failure, type Outcome, success } from "../../outcome.ts";
import { cleanPath, isSystemFile, MAX_MEMBERS, MAX_TOTAL_BYTES } from "./archive-member.ts";
import { corrupt } from "./archive-trouble.ts";

/** A file in the directory of a zip. Where its bytes begin, its local header tells. */
export interface ZipEntry {
  readonly path: string;
  readonly method: "none" | "deflate" | "zstd";
  readonly packedBytes: number;
  readonly size: number;
  readonly crc32: number;
  readonly headerOffset: number;
  readonly modifiedMs: number;
}

/** Where the directory of a zip lies. */
export interface ZipDirectoryPlace {
  readonly start: number;
  readonly length: number;
  readonly entries: number;
  /** Bytes before the zip itself (of a program that unpacks it): offsets count from there. */
  readonly shift: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
export const LOCAL_HEADER_BYTES = 30;
const MAX_COMMENT = 0xffff;
/** The end record, its comment, and the records of large zips before it. */
export const ZIP_TAIL_BYTES = END_BYTES + MAX_COMMENT + 20 + 56;
const MAX_DIRECTORY_BYTES = 256 << 20;
const NONE_32 = 0xffffffff;
const NONE_16 = 0xffff;
const METHODS = new Map<number, ZipEntry["method"]>([
  [0, "none"],
  [8, "deflate"],
  [93, "zstd"],
  [20, "zstd"],
]);

/** Finds the directory from the last bytes of a zip (`ZIP_TAIL_BYTES`, or all). Failures: I_CORRUPT_ARCHIVE, I_UNSUPPORTED. */
export function findZipDirectory(tail: Uint8Array, fileBytes: number): Outcome<ZipDirectoryPlace> {
  const view = viewOf(tail);
  const tailStart = fileBytes - tail.length;
  let at = tail.length - END_BYTES;
  while (at >= 0 && (view.getUint32(at, true) !== END || at + END_BYTES + view.getUint16(at + 20, true) > tail.length))
    at--;
  if (at < 0) return damaged("the directory at the end of the zip is missing");
  if (view.getUint16(at + 4, true) !== 0 && view.getUint16(at + 4, true) !== NONE_16) {
    return failure("I_UNSUPPORTED", "this is a part of a zip in several parts: join them first");
  }
  let entries = view.getUint16(at + 10, true);
  let length = view.getUint32(at + 12, true);
  let start = view.getUint32(at + 16, true);
  let endStart = tailStart + at;
  if (entries === NONE_16 || length === NONE_32 || start === NONE_32) {
    const at64 = at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64 ? at - 20 - 56 : -1;
    // The large record stands right before its locator, unless it has a comment of its own.
    if (at64 < 0 || view.getUint32(at64, true) !== END_64) {
      if (at64 !== -1 || entries === NONE_16) return damaged("the directory of the large zip is missing");
    } else {
      entries = readUint64(view, at64 + 32);
      length = readUint64(view, at64 + 40);
      start = readUint64(view, at64 + 48);
      endStart = tailStart + at64;
    }
  }
  if (!(length <= MAX_DIRECTORY_BYTES && start + length <= endStart))
    return damaged("the directory of the zip lies outside of it");
  if (entries > MAX_MEMBERS) {
    return failure(
      "I_ARCHIVE_SIZE",
      `the archive has ${entries} files, more than ${MAX_MEMBERS}: unpack those you need`,
    );
  }
  const shift = endStart - (start + length);
  return success({ start: start + shift, length, entries, shift });
}

/**
 * The files of a zip from its directory; folders and what systems add are left out. Failures: I_CORRUPT_ARCHIVE,
 * I_ENCRYPTED, I_UNSUPPORTED (a method other than stored, deflate and zstd), I_ARCHIVE_SIZE.
 */
export function readZipDirectory(directory: Uint8Array, { entries, shift }: ZipDirectoryPlace): Outcome<ZipEntry[]> {
  const view = viewOf(directory);
  const found: ZipEntry[] = [];
  let total = 0;
  let at = 0;
  for (let i = 0; i < entries; i++) {
    if (at + ENTRY_BYTES > directory.length || view.getUint32(at, true) !== ENTRY) {
      return damaged(`entry ${i + 1} of ${entries} in the directory of the zip is none`);
    }
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > directory.length) return damaged(`entry ${i + 1} of ${entries} of the zip goes beyond its directory`);
    const path = cleanPath(decodeUtf8(directory, at + ENTRY_BYTES, nameEnd));
    const sizes = readSizes(view, at, nameEnd, extraEnd);
    if (!path.endsWith("/") && path !== "" && !isSystemFile(path)) {
      if ((flags & 1) !== 0)
        return failure("I_ENCRYPTED", `"${path}" is encrypted: unpack the archive with its password first`);
      const method = METHODS.get(view.getUint16(at + 10, true));
      if (method === undefined) {
        return failure(
          "I_UNSUPPORTED",
          `"${path}" is packed by a method other than stored, deflate or zstd: unpack it first`,
        );
      }
      if (!Object.values(sizes).every(Number.isSafeInteger)) return damaged(`"${path}" has a size that cannot be`);
      if (method === "none" && sizes.packedBytes !== sizes.size) {
        return damaged(`"${path}" is stored as it is, but has two sizes: ${sizes.packedBytes} and ${sizes.size} bytes`);
      }
      const crc32 = view.getUint32(at + 16, true);
      const headerOffset = sizes.headerOffset + shift;
      found.push({ path, method, ...sizes, headerOffset, crc32, modifiedMs: readDosTime(view, at + 12) });
      total += sizes.size;
      if (total > MAX_TOTAL_BYTES) {
        return failure("I_ARCHIVE_SIZE", "the files in the archive are more than 64 GiB: unpack those you need");
      }
    }
    at = next;
  }
  return success(found);
}

/** How long a local header is, from its first 30 bytes: behind it stand the bytes of the entry. Failure: I_CORRUPT_ARCHIVE. */
export function localHeaderBytes(header: Uint8Array): Outcome<number> {
  const view = viewOf(header);
  if (header.length < LOCAL_HEADER_BYTES || view.getUint32(0, true) !== LOCAL) {
    return damaged("a file is not where the directory of the zip says");
  }
  return success(LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true));
}

interface Sizes {
  readonly packedBytes: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** Sizes of 64 bits stand in an extra field, in this order, those only that do not fit. */
function readSizes(view: DataView, at: number, extraStart: number, extraEnd: number): Sizes {
  let packedBytes = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let headerOffset = view.getUint32(at + 42, true);
  for (let field = extraStart; field + 4 <= extraEnd; ) {
    const end = Math.min(extraEnd, field + 4 + view.getUint16(field + 2, true));
    if (view.getUint16(field, true) === 1) {
      let value = field + 4;
      const take = (): number => {
        if (value + 8 > end) return Number.NaN;
        value += 8;
        return readUint64(view, value - 8);
      };
      if (size === NONE_32) size = take();
      if (packedBytes === NONE_32) packedBytes = take();
      if (headerOffset === NONE_32) headerOffset = take();
    }
    field = end;
  }
  return { packedBytes, size, headerOffset };
}

/** Local time of whoever packed it, taken for UTC: good enough to tell a year. */
function readDosTime(view: DataView, at: number): number {
  const time = view.getUint16(at, true);
  const date = view.getUint16(at + 2, true);
  const year = 1980 + (date >> 9);
  return Date.UTC(year, ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}

function readUint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string): Outcome<never> {
  const { code, message } = corrupt(what);
  return failure(code, message);
}
