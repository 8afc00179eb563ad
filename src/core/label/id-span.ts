import { CLASS_OF, DIGIT, digitsEnd, HEX_LETTER, hexEnd, isAlphanumeric } from "./byte-class.ts";
import { HEX, ID } from "./mask-kinds.ts";

const AT = 0x40;
const ZERO = 0x30;
const NONE = -1;
/** A hexadecimal word of this length is an id if it has both digits and letters. */
const HEX_LENGTH = 8;
/** Java writes objects as Name@1b2c3d. */
const HASH_LENGTH = 5;
/** Commits and other shortened hashes. */
const SHORT_HEX_LENGTH = 6;
const JUMBLED_LENGTH = 12;
const JUMBLED_SHARE = 0.4;

/**
 * Kind of id that the run of letters and digits [at, to) is: HEX, ID, or −1. `kinds` are the classes of its bytes,
 * `turns` is how often it changes between letters and digits.
 */
export function idKind(bytes: Uint8Array, at: number, to: number, kinds: number, turns: number): number {
  if (bytes[at] === ZERO && (bytes[at + 1] | 0x20) === 0x78 && to > at + 2) return HEX;
  const isHex = kinds === (DIGIT | HEX_LETTER);
  if (isHex && isHexId(bytes, at, to)) return HEX;
  if (turns >= 3 || (isHex && to - at >= SHORT_HEX_LENGTH)) return ID;
  return turns > 0 && isJumbled(bytes, at, to) ? ID : NONE;
}

/** Whether the digits and letters at `at` are a hexadecimal id, though a unit may seem to follow its first digits. */
export function isHexId(bytes: Uint8Array, at: number, to: number): boolean {
  const end = hexEnd(bytes, at, to);
  if (end - at < (bytes[at - 1] === AT ? HASH_LENGTH : HEX_LENGTH) || isAlphanumeric(bytes, end, to)) return false;
  const digits = digitsEnd(bytes, at, end, end - at);
  return digits < end && (digits > at || hasDigit(bytes, digits, end));
}

function hasDigit(bytes: Uint8Array, at: number, end: number): boolean {
  for (let i = at; i < end; i++) if (CLASS_OF[bytes[i]] === DIGIT) return true;
  return false;
}

/** Whether digits, small and large letters alternate as they do in random ids, far more often than in names. */
function isJumbled(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < JUMBLED_LENGTH) return false;
  let turns = 0;
  for (let i = at + 1; i < end; i++) if (letterCase(bytes[i]) !== letterCase(bytes[i - 1])) turns++;
  return turns >= (end - at) * JUMBLED_SHARE;
}

/** 1 of digits, 2 of large letters, 3 of small ones: bits 5 and 6 of ASCII. */
function letterCase(byte: number): number {
  return (byte >> 5) & 3;
}
