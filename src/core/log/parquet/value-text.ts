import { decodeUtf8 } from "../../bytes.ts";
import { SECONDS_PER_DAY } from "../calendar.ts";
import { appendClock, appendDate, IsoWriter, isWritableDay } from "./iso-text.ts";
import type { LeafType } from "./parquet-schema.ts";
import type { TextArena } from "./text-arena.ts";
import { appendDigits, appendWide, WideDivision } from "./wide-integer.ts";

/**
 * Appends the text of the value in bytes[start, end), which is written as PLAIN writes it; false if it stands for none
 * (a NaN). Equal values give equal texts.
 */
export type ValueWriter = (arena: TextArena, bytes: Uint8Array, start: number, end: number) => boolean;

const HEX = "0123456789abcdef";
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
/** 76 digits are the most that writers know. */
const MAX_DECIMAL_BYTES = 64;
const JULIAN_EPOCH_DAY = 2_440_588;

/** Whether the texts of a leaf are tokens of JSON as they stand. */
export function isJsonToken({ kind, physical }: LeafType): boolean {
  if (kind === "decimal" || kind === "boolean") return true;
  return kind === "signed" || kind === "unsigned" || isFloating({ physical, kind });
}

/** Whether values have lost digits that an integer may have had. */
export function isFloating({ kind }: Pick<LeafType, "kind" | "physical">): boolean {
  return kind === "float" || kind === "double" || kind === "float16";
}

/** How values of a leaf become text. A writer keeps what helps with the next value: one per column and stretch. */
export function valueWriter(leaf: LeafType): ValueWriter {
  switch (leaf.kind) {
    case "text":
      return writeBytes;
    case "bytes":
      return (arena, bytes, start, end) =>
        isText(bytes, start, end) ? writeBytes(arena, bytes, start, end) : writeHex(arena, bytes, start, end);
    case "hex":
      return writeHex;
    case "uuid":
      return writeUuid;
    case "signed":
    case "unsigned":
      return integerWriter(leaf.physical === "INT64", leaf.kind === "signed");
    case "float":
      return (arena, bytes, start) => writeNumber(arena, shortestFloat(viewOf(bytes).getFloat32(start, true)));
    case "double":
      return (arena, bytes, start) => writeNumber(arena, viewOf(bytes).getFloat64(start, true));
    case "float16":
      return (arena, bytes, start) => writeNumber(arena, float16(wordOf(bytes, start) & 0xffff));
    case "boolean":
      return (arena, bytes, start) => {
        arena.appendText(bytes[start] === 0 ? "false" : "true");
        return true;
      };
    case "date":
      return writeDate;
    case "timestamp":
      return stampWriter(leaf);
    case "int96":
      return int96Writer();
    case "time":
      return timeWriter(leaf);
    case "decimal":
      return decimalWriter(leaf);
  }
}

function writeBytes(arena: TextArena, bytes: Uint8Array, start: number, end: number): boolean {
  arena.append(bytes, start, end);
  return true;
}

function writeHex(arena: TextArena, bytes: Uint8Array, start: number, end: number): boolean {
  arena.reserve(2 * (end - start));
  for (let at = start; at < end; at++) {
    arena.bytes[arena.length++] = HEX.charCodeAt(bytes[at] >> 4);
    arena.bytes[arena.length++] = HEX.charCodeAt(bytes[at] & 15);
  }
  return true;
}

function writeUuid(arena: TextArena, bytes: Uint8Array, start: number, end: number): boolean {
  arena.reserve(36);
  for (let at = start; at < end; at++) {
    const byte = at - start;
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) arena.bytes[arena.length++] = 0x2d;
    writeHex(arena, bytes, at, at + 1);
  }
  return true;
}

/** Bytes without a declared meaning are text if they could be: UTF-8 without control characters. */
function isText(bytes: Uint8Array, start: number, end: number): boolean {
  let isAscii = true;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte >= 0x7f) isAscii = false;
  }
  return isAscii || !decodeUtf8(bytes, start, end).includes("\ufffd");
}

function integerWriter(isWide: boolean, isSigned: boolean): ValueWriter {
  return (arena, bytes, start) => {
    const low = wordOf(bytes, start);
    appendWide(arena, low, isWide ? wordOf(bytes, start + 4) : isSigned && low < 0 ? -1 : 0, isSigned);
    return true;
  };
}

/** `String` of a double is the shortest text that gives it back. */
function writeNumber(arena: TextArena, value: number): boolean {
  if (Number.isNaN(value)) return false;
  arena.appendText(String(value));
  return true;
}

/** The shortest decimal that names this number of 32 bits: 0.1, not 0.10000000149011612. */
function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

function float16(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return (sign * fraction) / 2 ** 24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

function writeDate(arena: TextArena, bytes: Uint8Array, start: number): boolean {
  const day = wordOf(bytes, start);
  if (isWritableDay(day)) appendDate(arena, day);
  else appendWide(arena, day, day < 0 ? -1 : 0, true);
  return true;
}

/** Stamps as ISO 8601 with the digits of their unit. Beyond the year 9999 there is no such text: the number as it is. */
function stampWriter({ digits, isUtc }: LeafType): ValueWriter {
  const division = new WideDivision();
  const iso = new IsoWriter();
  return (arena, bytes, start) => {
    const low = wordOf(bytes, start);
    const high = wordOf(bytes, start + 4);
    division.divide(low, high, true, POWERS[digits]);
    const { quotient, remainder } = division;
    if (isWritableDay(Math.floor(quotient / SECONDS_PER_DAY))) iso.append(arena, quotient, remainder, digits, isUtc);
    else appendWide(arena, low, high, true);
    return true;
  };
}

/** Nanoseconds of a day (8 bytes) and a Julian day (4 bytes). */
function int96Writer(): ValueWriter {
  const division = new WideDivision();
  const iso = new IsoWriter();
  return (arena, bytes, start, end) => {
    division.divide(wordOf(bytes, start), wordOf(bytes, start + 4), false, POWERS[9]);
    const { quotient, remainder } = division;
    const day = wordOf(bytes, start + 8) - JULIAN_EPOCH_DAY;
    if (quotient < SECONDS_PER_DAY && isWritableDay(day)) {
      iso.append(arena, day * SECONDS_PER_DAY + quotient, remainder, 9, false);
      return true;
    }
    return writeHex(arena, bytes, start, end);
  };
}

function timeWriter({ digits, physical }: LeafType): ValueWriter {
  const division = new WideDivision();
  return (arena, bytes, start) => {
    const low = wordOf(bytes, start);
    const high = physical === "INT64" ? wordOf(bytes, start + 4) : low < 0 ? -1 : 0;
    division.divide(low, high, true, POWERS[digits]);
    const { quotient, remainder } = division;
    if (quotient >= 0 && quotient <= SECONDS_PER_DAY) {
      appendClock(arena, quotient);
      arena.appendText(".");
      appendDigits(arena, remainder, digits);
    } else appendWide(arena, low, high, true);
    return true;
  };
}

/** Decimals: exact digits with a point, from integers or from big-endian two's complement bytes. */
function decimalWriter({ digits, physical }: LeafType): ValueWriter {
  return (arena, bytes, start, end) => {
    let value: bigint;
    if (physical === "INT32") value = BigInt(wordOf(bytes, start));
    else if (physical === "INT64") value = viewOf(bytes).getBigInt64(start, true);
    else if (end - start <= MAX_DECIMAL_BYTES) value = bigEndian(bytes, start, end);
    else return writeHex(arena, bytes, start, end);
    const text = String(value < 0n ? -value : value).padStart(digits + 1, "0");
    const point = text.length - digits;
    arena.appendText(
      `${value < 0n ? "-" : ""}${text.slice(0, point)}${digits > 0 ? "." : ""}${digits > 0 ? text.slice(point) : ""}`,
    );
    return true;
  };
}

function bigEndian(bytes: Uint8Array, start: number, end: number): bigint {
  let text = "";
  for (let at = start; at < end; at++) text += bytes[at].toString(16).padStart(2, "0");
  return text === "" ? 0n : BigInt.asIntN(8 * (end - start), BigInt(`0x${text}`));
}

function wordOf(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

let viewed: Uint8Array = new Uint8Array(0);
let view: DataView = new DataView(viewed.buffer);

/** A view of the bytes, made once per page. */
function viewOf(bytes: Uint8Array): DataView {
  if (bytes !== viewed) {
    viewed = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return view;
}
