import { NONE } from "../units.ts";
import { FieldTable, JSON_ESCAPES, RAW } from "./field-table.ts";
import { compilePaths, type PathNode } from "./json-path.ts";
import { unescapeJson } from "./json-string.ts";

/** Deeper nesting is refused as no log record; it also bounds the recursion. */
export const MAX_JSON_DEPTH = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Walks one JSON value in bytes (RFC 8259, strictly), checks it, and finds the wanted paths on the way.
 * Values are spans: strings without their quotes, numbers and literals as written (an epoch in ns keeps its digits),
 * objects and arrays as their text; null counts as absent. Of repeated keys the last one wins.
 */
export class JsonScanner {
  /** One slot per path. */
  readonly fields: FieldTable;
  /** Of the last value that failed: where, and what was expected there. */
  problemOffset = 0;
  problem = "";
  /** Of the last value: where it ends, NONE if it is none; what follows may still have failed the scan. */
  valueEnd = NONE;

  private readonly root: PathNode;
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  private escaped = false;

  constructor(paths: readonly string[]) {
    this.fields = new FieldTable(paths.length);
    this.root = compilePaths(paths);
  }

  /** Whether bytes[start, end) is exactly one JSON value; `fields` holds what was found. One pass, no allocation. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    this.bytes = bytes;
    this.end = end;
    this.fields.clear();
    const after = this.value(this.blank(start), this.root, 0);
    this.valueEnd = after;
    if (after < 0) return false;
    const rest = this.blank(after);
    return rest === end || this.fail(rest, "the end of the record") === 0;
  }

  private fail(at: number, expected: string): number {
    this.problemOffset = at;
    this.problem = expected;
    return NONE;
  }

  private blank(start: number): number {
    const bytes = this.bytes;
    let at = start;
    for (; at < this.end; at++) {
      const byte = bytes[at];
      if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    }
    return at;
  }

  /** Walks the value at `at`; the offset after it, or NONE. */
  private value(at: number, node: PathNode | undefined, depth: number): number {
    if (at >= this.end) return this.fail(at, "a value");
    const first = this.bytes[at];
    let after: number;
    if (first === QUOTE) {
      after = this.string(at);
      if (after >= 0 && node !== undefined && node.slot >= 0) {
        this.fields.set(node.slot, at + 1, after - 1, this.escaped ? JSON_ESCAPES : RAW);
      }
      return after;
    }
    if (first === 0x7b) after = depth < MAX_JSON_DEPTH ? this.object(at + 1, node, depth + 1) : this.tooDeep(at);
    else if (first === 0x5b) after = depth < MAX_JSON_DEPTH ? this.array(at + 1, node, depth + 1) : this.tooDeep(at);
    else if (first === 0x74) after = this.literal(at, "true");
    else if (first === 0x66) after = this.literal(at, "false");
    else if (first === 0x6e) after = this.literal(at, "null");
    else after = this.number(at);
    if (after >= 0 && node !== undefined && node.slot >= 0) {
      if (first === 0x6e) this.fields.starts[node.slot] = NONE;
      else this.fields.set(node.slot, at, after, RAW);
    }
    return after;
  }

  private tooDeep(at: number): number {
    return this.fail(at, `at most ${MAX_JSON_DEPTH} levels`);
  }

  private object(start: number, node: PathNode | undefined, depth: number): number {
    const wanted = node !== undefined && node.keys.length > 0 ? node : undefined;
    let at = this.blank(start);
    if (this.bytes[at] === 0x7d && at < this.end) return at + 1;
    for (;;) {
      if (at >= this.end || this.bytes[at] !== QUOTE) return this.fail(at, "a key in quotes");
      const keyEnd = this.string(at);
      if (keyEnd < 0) return NONE;
      const child = wanted === undefined ? undefined : this.childOf(wanted, at + 1, keyEnd - 1);
      at = this.blank(keyEnd);
      if (at >= this.end || this.bytes[at] !== 0x3a) return this.fail(at, '":"');
      at = this.value(this.blank(at + 1), child, depth);
      if (at < 0) return NONE;
      at = this.blank(at);
      const byte = at < this.end ? this.bytes[at] : 0;
      if (byte === 0x7d) return at + 1;
      if (byte !== 0x2c) return this.fail(at, '"," or "}"');
      at = this.blank(at + 1);
    }
  }

  private array(start: number, node: PathNode | undefined, depth: number): number {
    const wanted = node !== undefined && node.elements.size > 0 ? node.elements : undefined;
    let at = this.blank(start);
    if (this.bytes[at] === 0x5d && at < this.end) return at + 1;
    for (let index = 0; ; index++) {
      at = this.value(at, wanted?.get(index), depth);
      if (at < 0) return NONE;
      at = this.blank(at);
      const byte = at < this.end ? this.bytes[at] : 0;
      if (byte === 0x5d) return at + 1;
      if (byte !== 0x2c) return this.fail(at, '"," or "]"');
      at = this.blank(at + 1);
    }
  }

  private childOf(node: PathNode, start: number, end: number): PathNode | undefined {
    let bytes = this.bytes;
    let from = start;
    let to = end;
    if (this.escaped) {
      // A key with a backslash is rare: unescape it into a buffer of its own.
      bytes = new Uint8Array(end - start);
      to = unescapeJson(this.bytes, start, end, bytes, 0);
      from = 0;
    }
    const keys = node.keys;
    search: for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key.length !== to - from) continue;
      for (let k = 0; k < key.length; k++) if (bytes[from + k] !== key[k]) continue search;
      return node.children[i];
    }
    return undefined;
  }

  /** Walks the string whose opening quote is at `at`; sets `escaped`. */
  private string(start: number): number {
    const bytes = this.bytes;
    const end = this.end;
    this.escaped = false;
    for (let at = start + 1; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte < 0x20) return this.fail(at, "no control character in a string");
      if (byte !== BACKSLASH) continue;
      this.escaped = true;
      at++;
      const letter = at < end ? bytes[at] : 0;
      if (letter === 0x75) {
        for (let digit = 1; digit <= 4; digit++) {
          if (at + digit >= end || !isHex(bytes[at + digit])) return this.fail(at, "four hexadecimal digits");
        }
        at += 4;
      } else if (!isEscape(letter)) return this.fail(at, "an escape of JSON");
    }
    return this.fail(end, "the closing quote");
  }

  private literal(start: number, word: string): number {
    for (let i = 0; i < word.length; i++) {
      if (start + i >= this.end || this.bytes[start + i] !== word.charCodeAt(i)) return this.fail(start, word);
    }
    return start + word.length;
  }

  private number(start: number): number {
    let at = this.bytes[start] === 0x2d ? start + 1 : start;
    const whole = at;
    at = this.digits(at);
    if (at === whole) return this.fail(start, "a value");
    if (this.bytes[whole] === 0x30 && at > whole + 1) return this.fail(whole, "no leading zero");
    if (at < this.end && this.bytes[at] === 0x2e) {
      const fraction = at + 1;
      at = this.digits(fraction);
      if (at === fraction) return this.fail(at, "a digit");
    }
    if (at < this.end && (this.bytes[at] | 0x20) === 0x65) {
      let exponent = at + 1;
      if (exponent < this.end && (this.bytes[exponent] === 0x2b || this.bytes[exponent] === 0x2d)) exponent++;
      at = this.digits(exponent);
      if (at === exponent) return this.fail(at, "a digit");
    }
    return at;
  }

  private digits(start: number): number {
    let at = start;
    while (at < this.end && this.bytes[at] >= 48 && this.bytes[at] <= 57) at++;
    return at;
  }
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 102);
}

/** One of `" \ / b f n r t`. */
function isEscape(letter: number): boolean {
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}
