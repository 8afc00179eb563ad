import { encodeUtf8 } from "../core/bytes.ts";
import type { Rng } from "../core/rng.ts";

/**
 * Damages text as people, shippers and disks do, and as attackers would: it knows fields, delimiters, quotes, brackets,
 * numbers and stamps, so that what comes out still looks like its format. Bytes are kept as one character each.
 */
export function mutatedText(bytes: Uint8Array, rng: Rng, others: readonly Uint8Array[] = []): Uint8Array {
  let text = asCharacters(bytes);
  const count = rng.pick([1, 1, 1, 2, 2, 3, 5, 12]);
  const most = rng.chance(LONG_SHARE) ? LONG_CHARACTERS : MOST_CHARACTERS;
  for (let i = 0; i < count; i++) {
    const mutation = rng.pick(MUTATIONS);
    text = mutation(text, rng, others).slice(0, most);
  }
  return asBytes(text);
}

/** Most documents stay small: many of them tell more than long ones. */
const MOST_CHARACTERS = 8 << 10;
const LONG_CHARACTERS = 64 << 10;
const LONG_SHARE = 0.02;

type Mutation = (text: string, rng: Rng, others: readonly Uint8Array[]) => string;

const utf8 = (text: string) => asCharacters(encodeUtf8(text));

const NUMBERS = [
  ..."0 -0 -1 1 00012 1e999 -1e999 1e-400 NaN nan Infinity -Infinity 0x10 1_000 +5 .5 5. 1.2.3 --1 1e 1e+".split(" "),
  ..."2147483648 4294967296 9007199254740993 -9223372036854775808 18446744073709551616".split(" "),
  ..."1.7976931348623157e308 1674981742.123456789123456 99999999999999999999999999999999 253402300800".split(" "),
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
  utf8("٣٤"),
  "",
];
const STAMPS = [
  ..."2023-13-01T00:00:00Z 2023-02-31T25:61:61Z 2023-01-29T24:00:00Z 2016-12-31T23:59:60Z 0000-00-00T00:00:00".split(
    " ",
  ),
  ..."9999-12-31T23:59:59.999999999Z +275760-09-13T00:00:00Z -000001-01-01T00:00:00Z 1969-12-31T23:59:59Z".split(" "),
  ..."2023-01-29T10:00:00+99:99 2023-01-29T10:00:00.Z 2023-01-29T10:00:00,123456789012 2023-01-29T10 2023-01-29".split(
    " ",
  ),
  ..."29/Feb/2023:00:00:00 29/Jan/2023:99:99:99 Feb Jan 1677-09-21T00:12:43Z 2262-04-11T23:47:17Z".split(" "),
  "2023-01-29 10:00:00 Europe/Nowhere",
  "Feb 30 10:00:00",
];
const NAMES =
  "__proto__ constructor prototype toString hasOwnProperty valueOf length then 0 -1 $& $1 # . * [0] a.b".split(" ");
const VALUES = [
  ...'null true false [] {} "" 0 -1 "a" [[]] [{}] {"a":{"b":[1]}} {"__proto__":{"polluted":1}} undefined'.split(" "),
  '"\\u0000"',
  '"\\ud800"',
  '"\\x"',
  '"{\\"a\\":1}"',
  '{"constructor":{"prototype":{"polluted":1}}}',
];
const INVALID = [
  "\xff",
  "\xc0\x80",
  "\xed\xa0\x80",
  "\xf4\x90\x80\x80",
  "\xe2\x82",
  "\xf0\x9f",
  "\x80",
  "\xef\xbb\xbf",
];
const ODD = [
  ...'\0 \x1b[31m \x1b[ \x1b \x07 \x7f \x0b \x0c \t \\ \\\\ \\n \\u0000 \\ud83d \'\'  """ `` $ % {} {{ }} }{ ][ <!-- --> <![CDATA[ ]]> &amp; &#0; &x;'.split(
    " ",
  ),
  utf8("\u2028"),
  utf8("\u0085"),
  utf8("é😀"),
  "P ",
  "F ",
  "\u0001".repeat(40),
];
const DELIMITERS = /[,;|\t:={}[\]"'\\/ <>()]/g;
const DELIMITER_LIST = [...",;|\t:={}[]\"'\\/ <>()\n\r"];

const MUTATIONS: readonly Mutation[] = [
  // Values by what they look like.
  (text, rng) => swap(text, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, rng, () => rng.pick(NUMBERS)),
  (text, rng) => swap(text, /-?\d+(?:\.\d+)?/g, rng, (found) => digits(found, rng)),
  (text, rng) =>
    swap(text, /\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?|\d+\/\w{3}\/\d{4}[:\d]+/g, rng, () =>
      rng.pick(STAMPS),
    ),
  (text, rng) => swap(text, /"[^"\n]*"\s*:|[A-Za-z_][\w.-]*(?==)/g, rng, (found) => named(found, rng.pick(NAMES))),
  (text, rng) =>
    swap(text, /"[^"\n]*"|[A-Za-z_][\w.-]*/g, rng, (found) =>
      found[0] === '"' ? `"${rng.pick(NAMES)}"` : rng.pick(NAMES),
    ),
  (text, rng) => swap(text, /:\s*("[^"\n]*"|-?[\d.]+|true|false|null)/g, rng, () => `:${rng.pick(VALUES)}`),
  (text, rng) => swap(text, /[^\s,;|"=:]+/g, rng, () => ""),
  // Delimiters, quotes, brackets.
  (text, rng) => swap(text, DELIMITERS, rng, () => ""),
  (text, rng) => swap(text, DELIMITERS, rng, (found) => found + found),
  (text, rng) => swap(text, DELIMITERS, rng, () => rng.pick(DELIMITER_LIST)),
  (text, rng) => insert(text, rng, rng.pick(DELIMITER_LIST)),
  (text, rng) =>
    insert(text, rng, rng.pick(["[", '{"a":', "(", '"', "<a>", "[[{"]).repeat(rng.pick([1, 5, 70, 600, 3000]))),
  (text, rng) => insert(text, rng, rng.pick(["]", "}", ")", "</log>", "]}", "}}"]).repeat(rng.pick([1, 5, 70, 600]))),
  // Pieces of the file.
  (text, rng) => text.slice(0, rng.integer(0, text.length)),
  (text, rng) => text.slice(rng.integer(0, text.length)),
  (text, rng) => {
    const [from, to] = range(text, rng);
    return text.slice(0, from) + text.slice(to);
  },
  (text, rng) => {
    const [from, to] = range(text, rng);
    return text.slice(0, to) + text.slice(from);
  },
  (text, rng, others) => {
    const other = asCharacters(others.length === 0 ? new Uint8Array(0) : rng.pick(others));
    const [from, to] = range(other, rng);
    return insert(text, rng, other.slice(from, to));
  },
  (text, rng) => lines(text, (all) => rng.shuffle(all)),
  (text, rng) => lines(text, (all) => all.flatMap((line) => (rng.chance(0.2) ? [line, line] : [line]))),
  (text, rng) => lines(text, (all) => all.filter(() => rng.chance(0.7))),
  (text, rng) =>
    lines(text, (all) => all.map((line) => (rng.chance(0.2) ? line.slice(0, rng.integer(0, line.length)) : line))),
  (text, rng) =>
    lines(text, (all) =>
      all.flatMap((line) => (rng.chance(0.2) ? [line, rng.pick(["", " ", "\t", "#x", "\r", all[0]])] : [line])),
    ),
  (text, rng) => lines(text, (all) => all.map((line) => (rng.chance(0.1) ? `  ${line}` : line))),
  // Line ends.
  (text) => text.replace(/\r?\n/g, "\r\n"),
  (text) => text.replace(/\r?\n/g, "\r"),
  (text) => text.replace(/\n+$/, ""),
  (text, rng) => text.replace(/\n/g, () => rng.pick(["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n\r", ""])),
  // Bytes.
  (text, rng) => insert(text, rng, rng.pick(INVALID)),
  (text, rng) => text.replace(/[a-z]/g, (letter) => (rng.chance(0.02) ? rng.pick(INVALID) : letter)),
  (text, rng) => insert(text, rng, rng.pick(ODD)),
  (text, rng) => insert(text, rng, "\0".repeat(rng.pick([1, 2, 50]))),
  (text, rng) =>
    insert(
      text,
      rng,
      rng.pick(["A", "a ", "1", "-", "%", '"', "\\", "a,", "a=b ", "\n", " ", "é"]).repeat(rng.pick([30, 300, 5000])),
    ),
  (text, rng) => flipped(text, rng),
  (text) => `\xef\xbb\xbf${text}`,
];

function swap(text: string, pattern: RegExp, rng: Rng, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const chosen = rng.chance(0.1) ? found.filter(() => rng.chance(0.1)) : [rng.pick(found)];
  let changed = "";
  let at = 0;
  for (const match of chosen) {
    changed += text.slice(at, match.index) + by(match[0]);
    at = match.index + match[0].length;
  }
  return changed + text.slice(at);
}

function digits(found: string, rng: Rng): string {
  const at = rng.integer(0, found.length);
  return found.slice(0, at) + rng.pick(["9", "0", ".", "-", "00000", "e5"]) + found.slice(at + rng.integer(0, 1));
}

function named(found: string, name: string): string {
  return found[0] === '"' ? `"${name}":` : name;
}

function insert(text: string, rng: Rng, what: string): string {
  const at = rng.integer(0, text.length);
  return text.slice(0, at) + what + text.slice(at);
}

function range(text: string, rng: Rng): [number, number] {
  const from = rng.integer(0, text.length);
  return [from, Math.min(text.length, from + rng.integer(0, rng.pick([8, 200, text.length])))];
}

function lines(text: string, change: (all: string[]) => string[]): string {
  return change(text.split("\n")).join("\n");
}

function flipped(text: string, rng: Rng): string {
  const bytes = [...text];
  for (let i = rng.integer(1, 6); i > 0 && bytes.length > 0; i--) {
    bytes[rng.integer(0, bytes.length - 1)] = String.fromCharCode(rng.integer(0, 255));
  }
  return bytes.join("");
}

function asCharacters(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

function asBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at) & 0xff;
  return bytes;
}
