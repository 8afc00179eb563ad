import { emailEnd, hostEnd, ipEnd, macEnd, urlEnd, uuidEnd } from "./address-span.ts";
import {
  ALPHANUMERIC,
  AT_MARK,
  CLASS_OF,
  COLON_MARK,
  DIGIT,
  DOT_MARK,
  HEX_DIGIT,
  LETTER,
  SLASH_MARK,
} from "./byte-class.ts";
import { isHexId } from "./id-span.ts";
import { AMOUNT, EMAIL, HOST, IP, MAC, MASK_KINDS, NUM, PATH, STAMP, URL, UUID } from "./mask-kinds.ts";
import { amountEnd, numberEnd } from "./number-span.ts";
import { pathEnd } from "./path-span.ts";
import { stampEndAtDigit, stampEndAtLetter } from "./stamp-span.ts";

const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const UNDERSCORE = 0x5f;
const TILDE = 0x7e;
const NOT_FOUND = -1;
const MAC_LENGTH = 17;
const UUID_LENGTH = 36;

/**
 * Tells whether a value begins at a place of a message, of which kind it is and where it ends. Kinds are tried in the
 * order of `MASK_KINDS`; what a word cannot hold (no "@", no e-mail) is not looked for.
 */
export class ValueFinder {
  /** Of the value found last. */
  kind = 0;
  end = 0;
  private readonly on: Uint8Array;

  /** @param off numbers of kinds that are not looked for */
  constructor(off: ReadonlySet<number>) {
    this.on = Uint8Array.from(MASK_KINDS, (_, kind) => (off.has(kind) ? 0 : 1));
  }

  masks(kind: number): boolean {
    return this.on[kind] === 1;
  }

  /**
   * Looks at `at`, where no letter or digit stands before, in a word that ends at `wordEnd` and has bytes of the classes
   * `kinds`; a value may go on behind the word, up to `to`.
   */
  find(bytes: Uint8Array, at: number, wordEnd: number, kinds: number, to: number): boolean {
    const first = CLASS_OF[bytes[at]];
    if ((first & ALPHANUMERIC) === 0) return this.findAtMark(bytes, at, to);
    const isDigit = first === DIGIT;
    const stamp = isDigit ? stampEndAtDigit(bytes, at, to) : stampEndAtLetter(bytes, at, to);
    if (this.take(STAMP, stamp)) return true;
    const length = wordEnd - at;
    if ((first & HEX_DIGIT) !== 0) {
      if (length >= UUID_LENGTH && this.take(UUID, uuidEnd(bytes, at, wordEnd))) return true;
      if (length >= MAC_LENGTH && this.take(MAC, macEnd(bytes, at, wordEnd))) return true;
      if ((kinds & (DOT_MARK | COLON_MARK)) !== 0 && this.take(IP, ipEnd(bytes, at, to))) return true;
    }
    return this.findName(bytes, at, kinds, to) || (isDigit && this.findNumber(bytes, at, at, to));
  }

  private findName(bytes: Uint8Array, at: number, kinds: number, to: number): boolean {
    if ((kinds & AT_MARK) !== 0 && this.take(EMAIL, emailEnd(bytes, at, to))) return true;
    const hasSlash = (kinds & SLASH_MARK) !== 0;
    if (hasSlash && (kinds & COLON_MARK) !== 0 && this.take(URL, urlEnd(bytes, at, to))) return true;
    if ((kinds & (DOT_MARK | COLON_MARK)) !== 0 && this.take(HOST, hostEnd(bytes, at, to))) {
      const { end } = this;
      // "registry.example.com/image:v1" is a URL without its scheme; "web.example.com/10.0.0.1" is a host and an address.
      if (bytes[end] === SLASH && CLASS_OF[bytes[end + 1]] !== DIGIT) this.take(URL, pathEnd(bytes, end, to));
      return true;
    }
    return hasSlash && !isInside(bytes, at) && this.take(PATH, pathEnd(bytes, at, to));
  }

  private findAtMark(bytes: Uint8Array, at: number, to: number): boolean {
    const byte = bytes[at];
    if (byte === COLON) return bytes[at + 1] === COLON && this.take(IP, ipEnd(bytes, at, to));
    if (byte === SLASH || byte === DOT || byte === TILDE) {
      // Java writes addresses as "/10.0.0.1:80".
      const isAddress = byte === SLASH && CLASS_OF[bytes[at + 1]] === DIGIT;
      if (isAddress && this.take(IP, ipEnd(bytes, at + 1, to))) return true;
      return !isInside(bytes, at) && this.take(PATH, pathEnd(bytes, at, to));
    }
    if ((byte !== DASH && byte !== PLUS) || CLASS_OF[bytes[at + 1]] !== DIGIT || at + 1 >= to) return false;
    // A sign counts unless it stands between two words: "blk_-5" has one.
    const before = bytes[at - 1];
    const isSign = (CLASS_OF[before] & ALPHANUMERIC) === 0 && before !== DASH && before !== DOT;
    return isSign && this.findNumber(bytes, at, at + 1, to);
  }

  /** The number whose first digit is at `first`, its sign at `at`, with a unit if there is one; no number if letters follow. */
  private findNumber(bytes: Uint8Array, at: number, first: number, to: number): boolean {
    const number = numberEnd(bytes, first, to);
    if (number < to && isHexId(bytes, first, to)) return false;
    if (this.take(AMOUNT, amountEnd(bytes, number, to))) return true;
    const isWord = number < to && (CLASS_OF[bytes[number]] & LETTER) !== 0;
    return !isWord && number > at && this.take(NUM, number);
  }

  private take(kind: number, end: number): boolean {
    if (end === NOT_FOUND || this.on[kind] === 0) return false;
    this.kind = kind;
    this.end = end;
    return true;
  }
}

/** Whether `at` goes on with a word: no path begins there. */
function isInside(bytes: Uint8Array, at: number): boolean {
  const before = bytes[at - 1];
  return (CLASS_OF[before] & ALPHANUMERIC) !== 0 || before === SLASH || before === DOT || before === UNDERSCORE;
}
