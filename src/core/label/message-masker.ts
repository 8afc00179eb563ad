import { ALPHANUMERIC, BLANK, CLASS_OF, DELIMITER, DIGIT, STRUCTURE } from "./byte-class.ts";
import { idKind } from "./id-span.ts";
import { collapseLists } from "./list-collapse.ts";
import { LIST, MAX_MASK_NAME, NUM, PLACEHOLDERS, STAMP } from "./mask-kinds.ts";
import { numberEnd } from "./number-span.ts";
import { stampEndAtLetter } from "./stamp-span.ts";
import { ValueFinder } from "./value-finder.ts";

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const DOT = 0x2e;
const OPEN_BRACKET = 0x5b;
/** "…", the last token of a text that was cut. */
const ELLIPSIS = Uint8Array.of(0xe2, 0x80, 0xa6);
/** What lies further back in a message says no more about its statement. */
export const MAX_MESSAGE_BYTES = 4096;
export const MAX_TOKENS = 64;
const MAX_WORD_BYTES = 256;
/** Zeros behind the message, so that looking a few bytes ahead needs no check. */
const PADDING = 48;

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
  private readonly finder: ValueFinder;
  private end = 0;
  private tokens = 0;
  private isCut = false;
  /** Whether there may be a list: a bracket and a comma, or a placeholder close behind another of its kind. */
  private hasBracket = false;
  private hasComma = false;
  private hasRepeat = false;
  private lastPlaceholder: Uint8Array | null = null;
  private lastToken = 0;

  /**
   * @param off kinds that are left as they are, by number of kind
   * @param onSpan positions in the message as given
   */
  constructor(
    off: ReadonlySet<number> = new Set(),
    private readonly onSpan: SpanListener | null = null,
  ) {
    this.finder = new ValueFinder(off);
    // A byte becomes a placeholder of a user's mask at most.
    this.bytes = new Uint8Array((MAX_MASK_NAME + 2) * (MAX_MESSAGE_BYTES + 1));
  }

  /** Masks the message in source[start, end). `source` may be any array but `bytes`. */
  mask(source: Uint8Array, start: number, end: number): void {
    this.begin(source, start, end);
    this.run(0, this.inputEnd);
    this.finish();
  }

  /** Takes a message in; `run` and `put` then write the masked text piece by piece, `finish` ends it. */
  begin(source: Uint8Array, start: number, end: number): void {
    const { input } = this;
    const limit = Math.min(end, start + MAX_MESSAGE_BYTES);
    let from = start;
    while (from < limit && source[from] <= SPACE) from++;
    let at = 1 + from - start;
    input.fill(0, 0, at);
    for (; from < limit && source[from] !== LINE_FEED; from++) input[at++] = source[from];
    this.isCut = from === limit && limit < end;
    // A word that is cut says something else than the word.
    if (this.isCut)
      for (let left = MAX_WORD_BYTES; left > 0 && at > 1 && CLASS_OF[input[at - 1]] !== BLANK; left--) at--;
    while (at > 1 && CLASS_OF[input[at - 1]] === BLANK) at--;
    input.fill(0, at, at + PADDING);
    this.end = at;
    this.length = 0;
    this.tokens = 0;
    this.hasBracket = false;
    this.hasComma = false;
    this.hasRepeat = false;
    this.lastPlaceholder = null;
  }

  /** Bytes of the message that count. */
  get inputEnd(): number {
    return this.end - 1;
  }

  /** Writes a placeholder for a part of the message that `run` is not given. */
  put(placeholder: Uint8Array): void {
    if (this.tokens === MAX_TOKENS) return;
    if (placeholder === this.lastPlaceholder && this.tokens - this.lastToken <= 1) this.hasRepeat = true;
    this.lastPlaceholder = placeholder;
    this.lastToken = this.tokens;
    this.length = write(placeholder, this.bytes, this.length);
  }

  /** Masks the bytes [start, end) of the message. */
  run(start: number, end: number): void {
    const { input, bytes } = this;
    const to = end + 1;
    let at = start + 1;
    while (at < to && this.tokens < MAX_TOKENS) {
      const byte = input[at];
      const kind = CLASS_OF[byte];
      if (kind === BLANK) {
        at++;
        if (this.length === 0 || bytes[this.length - 1] === SPACE) continue;
        if (++this.tokens === MAX_TOKENS) this.isCut = true;
        else bytes[this.length++] = SPACE;
        continue;
      }
      if (kind === DELIMITER) {
        if (byte === OPEN_BRACKET) this.hasBracket = true;
        else if (byte === COMMA) this.hasComma = true;
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
      if ((kinds & (DIGIT | STRUCTURE)) !== 0) at = this.word(at, next, kinds, to);
      else if (next - at === 3) at = this.shortWord(at, next, to);
      else at = this.copy(at, next);
    }
  }

  finish(): void {
    const { bytes } = this;
    while (this.length > 0 && bytes[this.length - 1] === SPACE) this.length--;
    const mayHaveList = this.hasRepeat || (this.hasComma && (this.hasBracket || this.lastPlaceholder !== null));
    if (mayHaveList && this.finder.masks(LIST)) this.length = collapseLists(bytes, this.length);
    if (!this.isCut) return;
    if (this.length > 0) bytes[this.length++] = SPACE;
    this.length = write(ELLIPSIS, bytes, this.length);
  }

  /** Three letters may begin a date. */
  private shortWord(at: number, next: number, to: number): number {
    const stamp = this.finder.masks(STAMP) ? stampEndAtLetter(this.input, at, to) : -1;
    return stamp > 0 ? this.emit(STAMP, at, stamp) : this.copy(at, next);
  }

  /** The word in [at, next), which has digits or structure; what begins in it may end behind it, before `to`. */
  private word(at: number, next: number, kinds: number, to: number): number {
    const { input, bytes, finder } = this;
    let from = at;
    while (from < next) {
      if (finder.find(input, from, next, kinds, to)) from = this.emit(finder.kind, from, finder.end);
      else if ((CLASS_OF[input[from]] & ALPHANUMERIC) === 0) bytes[this.length++] = input[from++];
      else from = this.alphanumeric(from, next);
    }
    return from;
  }

  /** The run of letters and digits at `at`: an id as a whole, or its runs of digits one by one. */
  private alphanumeric(at: number, next: number): number {
    const { input, bytes, finder } = this;
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
    if ((kinds & DIGIT) === 0) return this.copy(at, to);
    const id = idKind(input, at, to, kinds, turns);
    if (id >= 0 && finder.masks(id)) return this.emit(id, at, to);
    if (!finder.masks(NUM)) return this.copy(at, to);
    for (let i = at; i < to; ) {
      if (CLASS_OF[input[i]] !== DIGIT) {
        bytes[this.length++] = input[i++];
        continue;
      }
      const run = i;
      while (i < to && CLASS_OF[input[i]] === DIGIT) i++;
      // "v1.2.3" is one number behind its letter.
      if (i === to && input[to] === DOT && to + 1 < next) i = numberEnd(input, run, next);
      this.emit(NUM, run, i);
      if (i > to) return i;
    }
    return to;
  }

  private copy(at: number, to: number): number {
    const { input, bytes } = this;
    let { length } = this;
    for (let i = at; i < to; i++) bytes[length++] = input[i];
    this.length = length;
    return to;
  }

  private emit(kind: number, start: number, end: number): number {
    this.onSpan?.(start - 1, end - 1, kind);
    this.put(PLACEHOLDERS[kind]);
    return end;
  }
}

function write(from: Uint8Array, to: Uint8Array, at: number): number {
  for (let i = 0; i < from.length; i++) to[at + i] = from[i];
  return at + from.length;
}
