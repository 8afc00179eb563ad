import { emailEnd, hostEnd, ipEnd, macEnd, urlEnd, uuidEnd } from "./address-span.ts";
import {
  ALPHANUMERIC,
  BLANK,
  CLASS_OF,
  DELIMITER,
  DIGIT,
  digitsEnd,
  HEX_LETTER,
  hexEnd,
  isAlphanumeric,
  LETTER,
  STRUCTURE,
} from "./byte-class.ts";
import { collapseLists } from "./list-collapse.ts";
import {
  AMOUNT,
  EMAIL,
  HEX,
  HOST,
  ID,
  IP,
  LIST,
  MAC,
  MAX_MASK_NAME,
  NUM,
  PATH,
  PLACEHOLDERS,
  STAMP,
  URL,
  UUID,
} from "./mask-kinds.ts";
import { amountEnd, numberEnd } from "./number-span.ts";
import { pathEnd } from "./path-span.ts";
import { stampEndAtDigit, stampEndAtLetter } from "./stamp-span.ts";

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const DASH = 0x2d;
const UNDERSCORE = 0x5f;
const DOT = 0x2e;
const AT = 0x40;
const NOT_FOUND = -1;
/** What lies further back in a message says no more about its statement. */
export const MAX_MESSAGE_BYTES = 4096;
export const MAX_TOKENS = 64;
const MAX_WORD_BYTES = 256;
/** Zeros behind the message, so that looking a few bytes ahead needs no check. */
const PADDING = 48;
const OPEN_BRACKET = 0x5b;
/** "…", the last token of a text that was cut. */
const ELLIPSIS = Uint8Array.of(0xe2, 0x80, 0xa6);
/** A hexadecimal word of this length is an id if it has both digits and letters. */
const HEX_LENGTH = 8;
const JUMBLED_LENGTH = 12;
const JUMBLED_SHARE = 0.4;
/** Commits and other shortened hashes. */
const SHORT_HEX_LENGTH = 6;
/** Java writes objects as Name@1b2c3d. */
const HASH_LENGTH = 5;

/** Is told of each value that is masked: its bytes in the message, and the number of its kind. */
export type SpanListener = (start: number, end: number, kind: number) => void;

/**
 * Replaces in a message what varies from one execution of a statement to the next: "read 12 ms from /a/b" becomes
 * "read <amount> from <path>". A pure function of the bytes; one pass; the buffers are reused. Runs of blanks become one
 * blank; only the first line counts, at most 64 words of it.
 *
 *     input   0 | m e s s a g e | 0 0 0 …      a zero before, zeros behind: no look-around leaves the message
 *     output  m a s k e d   t e x t            `bytes`, `length`
 */
export class MessageMasker {
  /** The masked text is bytes[0, length). */
  readonly bytes: Uint8Array;
  length = 0;

  private readonly input = new Uint8Array(1 + MAX_MESSAGE_BYTES + PADDING);
  private end = 0;
  private tokens = 0;
  private placeholders = 0;
  private hasBracket = false;
  private isCut = false;

  /**
   * @param off kinds that are left as they are, by number of kind
   * @param onSpan positions in the message as given
   */
  constructor(
    private readonly off: ReadonlySet<number> = new Set(),
    private readonly onSpan: SpanListener | null = null,
  ) {
    // Two bytes at least become one placeholder and a blank; a digit becomes five bytes.
    this.bytes = new Uint8Array((MAX_MASK_NAME + 2) * (MAX_MESSAGE_BYTES + 1));
  }

  /** Masks the message in source[start, end). `source` may be any array but `bytes`. */
  mask(source: Uint8Array, start: number, end: number): void {
    this.begin(source, start, end);
    this.run(1, this.end);
    this.finish();
  }

  /** Takes a message in; `run` and `put` then write the masked text piece by piece, `finish` ends it. */
  begin(source: Uint8Array, start: number, end: number): void {
    const { input } = this;
    let from = start;
    const limit = Math.min(end, start + MAX_MESSAGE_BYTES);
    while (from < limit && source[from] <= SPACE) from++;
    let at = 1 + from - start;
    input.fill(0, 0, at);
    for (; from < limit && source[from] !== LINE_FEED; from++) input[at++] = source[from];
    this.isCut = from === limit && limit < end;
    // A word that is cut says something else than the word.
    if (this.isCut) while (at > 1 && CLASS_OF[input[at - 1]] !== BLANK && from - --at < MAX_WORD_BYTES);
    while (at > 1 && CLASS_OF[input[at - 1]] === BLANK) at--;
    input.fill(0, at, at + PADDING);
    this.end = at;
    this.length = 0;
    this.tokens = 0;
    this.placeholders = 0;
    this.hasBracket = false;
  }

  /** Position behind the message: positions count from 1, the first byte of the message as given. */
  get inputEnd(): number {
    return this.end;
  }

  /** Writes a placeholder for a part of the message that `run` is not given. */
  put(placeholder: Uint8Array): void {
    if (this.tokens === MAX_TOKENS) return;
    this.placeholders++;
    this.length = write(placeholder, this.bytes, this.length);
  }

  /** Masks input [from, to). */
  run(from: number, to: number): void {
    const { input, bytes } = this;
    let at = from;
    while (at < to && this.tokens < MAX_TOKENS) {
      const byte = input[at];
      const kind = CLASS_OF[byte];
      if (kind === BLANK) {
        at++;
        if (this.length > 0 && bytes[this.length - 1] !== SPACE) {
          if (++this.tokens === MAX_TOKENS) this.isCut = true;
          else bytes[this.length++] = SPACE;
        }
        continue;
      }
      if (kind === DELIMITER) {
        if (byte === OPEN_BRACKET) this.hasBracket = true;
        bytes[this.length++] = byte;
        at++;
        continue;
      }
      let kinds = kind;
      let next = at + 1;
      for (; next < to; next++) {
        const other = CLASS_OF[input[next]];
        if ((other & (BLANK | DELIMITER)) !== 0) break;
        kinds |= other;
      }
      if ((kinds & (DIGIT | STRUCTURE)) !== 0) at = this.word(at, next, to);
      else if (next - at === 3) at = this.shortWord(at, next, to);
      else {
        for (; at < next; at++) bytes[this.length++] = input[at];
      }
    }
  }

  finish(): void {
    const { bytes } = this;
    while (this.length > 0 && bytes[this.length - 1] === SPACE) this.length--;
    if ((this.hasBracket || this.placeholders > 1) && this.masks(LIST)) this.length = collapseLists(bytes, this.length);
    if (!this.isCut) return;
    if (this.length > 0) bytes[this.length++] = SPACE;
    this.length = write(ELLIPSIS, bytes, this.length);
  }

  private masks(kind: number): boolean {
    return !this.off.has(kind);
  }

  /** Three letters may begin a date. */
  private shortWord(at: number, next: number, to: number): number {
    if (this.masks(STAMP)) {
      const stamp = stampEndAtLetter(this.input, at, to);
      if (stamp !== NOT_FOUND) return this.emit(STAMP, at, stamp);
    }
    for (let i = at; i < next; i++) this.bytes[this.length++] = this.input[i];
    return next;
  }

  /** The word in [at, next), which has digits or structure; what begins in it may end behind it, before `to`. */
  private word(at: number, next: number, to: number): number {
    const { input, bytes } = this;
    let from = at;
    while (from < next) {
      const masked = this.value(from, to);
      if (masked !== from) {
        from = masked;
        continue;
      }
      if ((CLASS_OF[input[from]] & ALPHANUMERIC) === 0) bytes[this.length++] = input[from++];
      else from = this.alphanumeric(from, next);
    }
    return from;
  }

  /** Masks the value that begins at `at`, where no letter or digit stands before; `at` if none begins. */
  private value(at: number, to: number): number {
    const { input } = this;
    const kind = CLASS_OF[input[at]];
    const isDigit = kind === DIGIT;
    if (isDigit || (kind & LETTER) !== 0) {
      const isHex = (kind & (DIGIT | HEX_LETTER)) !== 0;
      const stamp = isDigit ? stampEndAtDigit(input, at, to) : stampEndAtLetter(input, at, to);
      if (stamp !== NOT_FOUND && this.masks(STAMP)) return this.emit(STAMP, at, stamp);
      if (isHex) {
        const uuid = uuidEnd(input, at, to);
        if (uuid !== NOT_FOUND && this.masks(UUID)) return this.emit(UUID, at, uuid);
      }
      return this.addressOrNumber(at, to, isDigit, isHex);
    }
    if (input[at] === 0x3a) {
      // "::1"
      const ip = input[at + 1] === 0x3a ? ipEnd(input, at, to) : NOT_FOUND;
      return ip !== NOT_FOUND && this.masks(IP) ? this.emit(IP, at, ip) : at;
    }
    if (input[at] === 0x2f) {
      // Java writes addresses as "/10.0.0.1:80".
      const ip = CLASS_OF[input[at + 1]] === DIGIT ? ipEnd(input, at + 1, to) : NOT_FOUND;
      if (ip !== NOT_FOUND && this.masks(IP)) return this.emit(IP, at, ip);
    }
    const mayBePath = input[at] === 0x2f || input[at] === DOT || input[at] === 0x7e;
    if (mayBePath && this.masks(PATH) && !this.isInside(at)) {
      const path = pathEnd(input, at, to);
      if (path !== NOT_FOUND) return this.emit(PATH, at, path);
    }
    return this.signed(at, to);
  }

  private addressOrNumber(at: number, to: number, isDigit: boolean, isHex: boolean): number {
    const { input } = this;
    const url = isDigit ? NOT_FOUND : urlEnd(input, at, to);
    if (url !== NOT_FOUND && this.masks(URL)) return this.emit(URL, at, url);
    const email = emailEnd(input, at, to);
    if (email !== NOT_FOUND && this.masks(EMAIL)) return this.emit(EMAIL, at, email);
    if (isHex) {
      const mac = macEnd(input, at, to);
      if (mac !== NOT_FOUND && this.masks(MAC)) return this.emit(MAC, at, mac);
      const ip = ipEnd(input, at, to);
      if (ip !== NOT_FOUND && this.masks(IP)) return this.emit(IP, at, ip);
    }
    const host = hostEnd(input, at, to);
    if (host !== NOT_FOUND && this.masks(HOST)) {
      // "registry.example.com/image:v1" is a URL without its scheme; "web.example.com/10.0.0.1" is a host and an address.
      const isUrl = input[host] === 0x2f && CLASS_OF[input[host + 1]] !== DIGIT && this.masks(URL);
      const path = isUrl ? pathEnd(input, host, to) : NOT_FOUND;
      return path === NOT_FOUND ? this.emit(HOST, at, host) : this.emit(URL, at, path);
    }
    if (this.masks(PATH) && !this.isInside(at)) {
      const path = pathEnd(input, at, to);
      if (path !== NOT_FOUND) return this.emit(PATH, at, path);
    }
    return isDigit ? this.number(at, at, to) : at;
  }

  /** "-5", "+3.2": a sign counts unless it stands between two words. "blk_-5" has a sign. */
  private signed(at: number, to: number): number {
    const { input } = this;
    if ((input[at] !== DASH && input[at] !== 0x2b) || CLASS_OF[input[at + 1]] !== DIGIT) return at;
    const before = input[at - 1];
    if ((CLASS_OF[before] & ALPHANUMERIC) !== 0 || before === DASH || before === DOT) return at;
    return this.number(at, at + 1, to);
  }

  /** The number whose first digit is at `first`, its sign at `at`, with a unit if there is one; `at` if letters follow. */
  private number(at: number, first: number, to: number): number {
    const { input } = this;
    const number = numberEnd(input, first, to);
    if (number < to && this.isHexId(first, to)) return at;
    const amount = amountEnd(input, number, to);
    if (amount !== NOT_FOUND && this.masks(AMOUNT)) return this.emit(AMOUNT, at, amount);
    const next = input[number];
    if (number < to && (CLASS_OF[next] & LETTER) !== 0) return at;
    return this.masks(NUM) ? this.emit(NUM, at, number) : at;
  }

  /** Whether the digits and letters at `at` are a hexadecimal id, though a unit may seem to follow its first digits. */
  private isHexId(at: number, to: number): boolean {
    const { input } = this;
    const end = hexEnd(input, at, to);
    if (end - at < (input[at - 1] === AT ? HASH_LENGTH : HEX_LENGTH) || isAlphanumeric(input, end, to)) return false;
    return digitsEnd(input, at, end, end - at) < end;
  }

  /** Whether `at` goes on with a word: no path begins there. */
  private isInside(at: number): boolean {
    const before = this.input[at - 1];
    return (CLASS_OF[before] & ALPHANUMERIC) !== 0 || before === 0x2f || before === DOT || before === UNDERSCORE;
  }

  /** The run of letters and digits at `at`: an id as a whole, or its runs of digits one by one. */
  private alphanumeric(at: number, next: number): number {
    const { input, bytes } = this;
    let to = at;
    let kinds = 0;
    let turns = 0;
    let wasDigit = CLASS_OF[input[at]] === DIGIT;
    for (; to < next; to++) {
      const kind = CLASS_OF[input[to]];
      if ((kind & ALPHANUMERIC) === 0) break;
      kinds |= kind;
      const isDigit = kind === DIGIT;
      if (isDigit !== wasDigit) turns++;
      wasDigit = isDigit;
    }
    if ((kinds & DIGIT) === 0) {
      for (let i = at; i < to; i++) bytes[this.length++] = input[i];
      return to;
    }
    const isHex = kinds === (DIGIT | HEX_LETTER);
    const isPrefixed = input[at] === 0x30 && (input[at + 1] | 0x20) === 0x78 && to > at + 2;
    const isId = isHex && this.isHexId(at, to);
    if ((isPrefixed || isId) && this.masks(HEX)) return this.emit(HEX, at, to);
    const isMixed = turns >= 3 || (isHex && to - at >= SHORT_HEX_LENGTH) || isJumbled(input, at, to);
    if (isMixed && turns > 0 && this.masks(ID)) return this.emit(ID, at, to);
    for (let i = at; i < to; ) {
      if (CLASS_OF[input[i]] !== DIGIT || !this.masks(NUM)) {
        bytes[this.length++] = input[i++];
        continue;
      }
      const run = i;
      while (i < to && CLASS_OF[input[i]] === DIGIT) i++;
      // "v1.2.3" is one number behind its letter.
      if (i === to && input[to] === DOT && to + 1 < next) i = Math.max(to, numberEnd(input, run, next));
      this.emit(NUM, run, i);
      if (i > to) return i;
    }
    return to;
  }

  private emit(kind: number, start: number, end: number): number {
    this.onSpan?.(start - 1, end - 1, kind);
    this.placeholders++;
    this.length = write(PLACEHOLDERS[kind], this.bytes, this.length);
    return end;
  }
}

/** Whether digits, small and large letters alternate as they do in random ids, far more often than in names. */
function isJumbled(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < JUMBLED_LENGTH) return false;
  let turns = 0;
  for (let i = at + 1; i < end; i++) if (letterCase(bytes[i]) !== letterCase(bytes[i - 1])) turns++;
  return turns >= (end - at) * JUMBLED_SHARE;
}

/** 0 of digits, 1 of large letters, 2 of small ones: bits 5 and 6 of ASCII. */
function letterCase(byte: number): number {
  return (byte >> 5) & 3;
}

function write(from: Uint8Array, to: Uint8Array, at: number): number {
  for (let i = 0; i < from.length; i++) to[at + i] = from[i];
  return at + from.length;
}
