/** Words that loggers write for the severity of a record, lower case; sorted out by their length. */
const WORDS =
  "info warn debug error trace warning fatal err crit critical notice severe alert emerg emergency panic verbose fine finer finest config information log hint statement detail dbg inf wrn ftl trc vrb dpanic audit".split(
    " ",
  );
/** Single letters, in upper case only: those of glog, Android and Go. */
const LETTERS = "IWEFDVTCN";

const LONGEST = Math.max(...WORDS.map((word) => word.length));
const WORDS_OF_LENGTH: readonly (readonly Uint8Array[])[] = Array.from({ length: LONGEST + 1 }, (_, length) =>
  WORDS.filter((word) => word.length === length).map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0))),
);
const IS_LEVEL_LETTER = Uint8Array.from({ length: 128 }, (_, byte) =>
  LETTERS.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** The offset behind a word of severity that begins at `at` and is not followed by a letter; −1 if there is none. */
export function levelEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && to - at <= LONGEST && isLetter(bytes[to])) to++;
  const length = to - at;
  if (length === 1) return bytes[at] < 128 && IS_LEVEL_LETTER[bytes[at]] === 1 ? to : -1;
  if (length === 0 || length > LONGEST) return -1;
  const words = WORDS_OF_LENGTH[length];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    let same = 0;
    while (same < length && (bytes[at + same] | 0x20) === word[same]) same++;
    if (same === length) return to;
  }
  return -1;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 122;
}
