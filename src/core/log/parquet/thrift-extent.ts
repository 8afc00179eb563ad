import { NONE } from "../../units.ts";

/** Deeper structs are no Parquet metadata; it also bounds the recursion. */
const MAX_DEPTH = 32;

const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/**
 * Where the thrift struct (compact protocol) at `start` ends; NONE if it does not end before `end` or holds a size that
 * the bytes cannot have. A reader that allocates lists by the length they claim is safe behind it.
 */
export function thriftEnd(bytes: Uint8Array, start: number, end: number): number {
  return structEnd(bytes, start, end, 0);
}

function structEnd(bytes: Uint8Array, start: number, end: number, depth: number): number {
  if (depth > MAX_DEPTH) return NONE;
  let at = start;
  while (at >= 0 && at < end) {
    const head = bytes[at++];
    const type = head & 15;
    if (type === 0) return at;
    // A field id that is not told as a distance.
    if (head >> 4 === 0) at = varintEnd(bytes, at, end, 5);
    if (at >= 0) at = valueEnd(bytes, at, end, type, depth);
  }
  return NONE;
}

function valueEnd(bytes: Uint8Array, at: number, end: number, type: number, depth: number): number {
  switch (type) {
    case 1:
    case 2:
      return at;
    case 3:
      return within(at + 1, end);
    case 4:
    case 5:
      return varintEnd(bytes, at, end, 5);
    case 6:
      return varintEnd(bytes, at, end, 10);
    case 7:
      return within(at + 8, end);
    case BINARY: {
      const after = varintEnd(bytes, at, end, 5);
      return after < 0 ? NONE : within(after + varint(bytes, at), end);
    }
    case LIST:
      return listEnd(bytes, at, end, depth);
    case STRUCT:
      return structEnd(bytes, at, end, depth + 1);
    default:
      return NONE;
  }
}

function listEnd(bytes: Uint8Array, start: number, end: number, depth: number): number {
  if (start >= end || depth > MAX_DEPTH) return NONE;
  const type = bytes[start] & 15;
  let count = bytes[start] >> 4;
  let at = start + 1;
  if (count === 15) {
    const after = varintEnd(bytes, at, end, 5);
    if (after < 0) return NONE;
    count = varint(bytes, at);
    at = after;
  }
  // Every element takes a byte at least, booleans too.
  if (count > end - at) return NONE;
  for (let i = 0; i < count && at >= 0; i++)
    at = valueEnd(bytes, at, end, type === 1 || type === 2 ? 3 : type, depth + 1);
  return at;
}

function within(at: number, end: number): number {
  return at <= end ? at : NONE;
}

function varintEnd(bytes: Uint8Array, start: number, end: number, most: number): number {
  const limit = Math.min(end, start + most);
  for (let at = start; at < limit; at++) if (bytes[at] < 0x80) return at + 1;
  return NONE;
}

/** The value of a varint of at most five bytes that is known to end; below 2^35. */
function varint(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start, scale = 1; ; at++, scale *= 128) {
    value += (bytes[at] & 0x7f) * scale;
    if (bytes[at] < 0x80) return value;
  }
}
