import { decodeUtf8 } from "../../bytes.ts";

export const TAR_BLOCK = 512;

export interface TarHeader {
  /** Name as it stands here; a longer one may have come before. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** "0" a file, "5" a folder, "x" "g" "L" "K" words about what follows, others links and devices. */
  readonly type: string;
}

/**
 * The header in block[0, 512); null if its checksum is wrong: then it is no tar. A block of zeros has none either.
 */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < TAR_BLOCK || readOctal(block, 148, 8) !== checksum(block)) return null;
  const size = readSize(block, 124, 12);
  if (size < 0) return null;
  const isUstar = decodeUtf8(block, 257, 262) === "ustar";
  const prefix = isUstar && block[262] === 0 ? readText(block, 345, 155) : "";
  const name = readText(block, 0, 100);
  const type = block[156] === 0 ? "0" : String.fromCharCode(block[156]);
  const path = prefix === "" ? name : `${prefix}/${name}`;
  // Before there was a type for folders their names ended in a slash.
  return {
    path,
    size,
    modifiedMs: Math.max(0, readSize(block, 136, 12)) * 1000,
    type: type === "0" && name.endsWith("/") ? "5" : type === "7" ? "0" : type,
  };
}

/** Sum of all bytes, its own field read as blanks. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : block[at];
  return sum;
}

export function isZeroBlock(block: Uint8Array): boolean {
  for (let at = 0; at < TAR_BLOCK; at++) if (block[at] !== 0) return false;
  return true;
}

/** What a pax record says of the next member: its path, size and time, where they do not fit a header. */
export interface PaxWords {
  path?: string;
  size?: number;
  modifiedMs?: number;
}

/** Records "length key=value\n"; undefined if they are none. */
export function readPax(bytes: Uint8Array): PaxWords | undefined {
  const words: PaxWords = {};
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    if (blank < 0 || blank - at > 10) return undefined;
    const digits = decodeUtf8(bytes, at, blank);
    const length = /^\d+$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (end <= blank + 1 || end > bytes.length) return undefined;
    const equals = bytes.indexOf(0x3d, blank);
    if (equals < 0 || equals >= end) return undefined;
    const key = decodeUtf8(bytes, blank + 1, equals);
    const value = decodeUtf8(bytes, equals + 1, end - 1);
    if (key === "path") words.path = value;
    else if (key === "size" && /^\d{1,15}$/.test(value)) words.size = Number(value);
    else if (key === "mtime" && /^\d{1,12}(\.\d*)?$/.test(value)) words.modifiedMs = Math.floor(Number(value) * 1000);
    at = end;
  }
  return words;
}

/** Text up to the first zero. */
export function readText(bytes: Uint8Array, start: number, length: number): string {
  let end = start;
  while (end < start + length && bytes[end] !== 0) end++;
  return decodeUtf8(bytes, start, end);
}

/** Octal digits, or big-endian binary behind a first bit that is set; −1 if it is neither or too large to be a size. */
function readSize(block: Uint8Array, start: number, length: number): number {
  if ((block[start] & 0x80) === 0) return readOctal(block, start, length);
  if (block[start] !== 0x80) return -1;
  let value = 0;
  for (let at = start + 1; at < start + length; at++) value = value * 256 + block[at];
  return Number.isSafeInteger(value) ? value : -1;
}

function readOctal(block: Uint8Array, start: number, length: number): number {
  let at = start;
  const end = start + length;
  while (at < end && block[at] === 0x20) at++;
  let value = 0;
  let digits = 0;
  for (; at < end && block[at] >= 0x30 && block[at] <= 0x37; at++, digits++) value = value * 8 + (block[at] - 0x30);
  for (; at < end; at++) if (block[at] !== 0 && block[at] !== 0x20) return -1;
  return digits === 0 ? (length === 8 ? -1 : 0) : value;
}
