/** Classes of bytes, as bits: a run of bytes is judged by the classes it has. */

/** Blanks and control characters. */
export const BLANK = 1;
export const DIGIT = 2;
/** a … f in either case. */
export const HEX_LETTER = 4;
/** All other letters, every byte of a character beyond ASCII among them. */
export const OTHER_LETTER = 8;
/** Brackets, quotes, comma, semicolon, bar, equals sign: they end a word wherever they stand. */
export const DELIMITER = 16;
/** Marks inside a word that may be a host, an address, a path. */
export const DOT_MARK = 32;
export const COLON_MARK = 64;
/** `/` and `\` */
export const SLASH_MARK = 128;
export const AT_MARK = 256;
export const STRUCTURE = DOT_MARK | COLON_MARK | SLASH_MARK | AT_MARK;

export const LETTER = HEX_LETTER | OTHER_LETTER;
export const ALPHANUMERIC = DIGIT | LETTER;
export const HEX_DIGIT = DIGIT | HEX_LETTER;

/** Class of every byte; 0 for the punctuation that stays inside a word: `-` `_` `#` `%` `+` … */
export const CLASS_OF: Uint16Array = classes();

function classes(): Uint16Array {
  const of = new Uint16Array(256).fill(OTHER_LETTER, 0x80);
  of.fill(BLANK, 0, 0x21);
  of[0x7f] = BLANK;
  for (let byte = 0x30; byte <= 0x39; byte++) of[byte] = DIGIT;
  for (const first of [0x41, 0x61]) {
    of.fill(HEX_LETTER, first, first + 6);
    of.fill(OTHER_LETTER, first + 6, first + 26);
  }
  for (const mark of ",;=|()[]{}<>\"'`") of[mark.charCodeAt(0)] = DELIMITER;
  of[0x2e] = DOT_MARK;
  of[0x3a] = COLON_MARK;
  of[0x2f] = SLASH_MARK;
  of[0x5c] = SLASH_MARK;
  of[0x40] = AT_MARK;
  return of;
}

/** Whether the byte at `at` is a letter or digit; false at and behind `end`. */
export function isAlphanumeric(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end && (CLASS_OF[bytes[at]] & ALPHANUMERIC) !== 0;
}

/** End of the run of digits at `at`, at most `most` long. */
export function digitsEnd(bytes: Uint8Array, at: number, end: number, most: number): number {
  const limit = Math.min(end, at + most);
  let to = at;
  while (to < limit && CLASS_OF[bytes[to]] === DIGIT) to++;
  return to;
}

/** End of the run of hexadecimal digits at `at`. */
export function hexEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && (CLASS_OF[bytes[to]] & HEX_DIGIT) !== 0) to++;
  return to;
}
