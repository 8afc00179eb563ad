import type { FieldTable } from "../field-table.ts";
import { JSON_ESCAPES, RAW } from "../field-table.ts";
import { JsonScanner } from "../json-scanner.ts";
import { LineUnwrapper } from "./line-unwrapper.ts";

const OPEN_BRACE = 0x7b;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;

/**
 * JSON objects that hold a line as a text, or as an object of its own. One line end behind the text is no part of the line;
 * with `joins` (docker) a text without one goes on in a later object of the same stream.
 */
export class JsonUnwrapper extends LineUnwrapper {
  readonly fields: FieldTable;
  readonly streamSlot: number;
  private readonly scanner: JsonScanner;
  private readonly contentSlot: number;

  constructor(
    names: readonly string[],
    private readonly content: string,
    private readonly joins: boolean,
  ) {
    super("no envelope of JSON");
    this.scanner = new JsonScanner([...names, content]);
    this.fields = this.scanner.fields;
    this.contentSlot = names.length;
    this.streamSlot = joins ? names.indexOf("stream") : -1;
  }

  unwrap(bytes: Uint8Array, start: number, end: number): boolean {
    const { scanner, contentSlot } = this;
    let first = start;
    while (first < end && bytes[first] <= 0x20) first++;
    if (first === end || bytes[first] !== OPEN_BRACE)
      return this.fail(first, false, "a JSON object, which begins with {");
    if (!scanner.scan(bytes, first, end)) {
      return this.fail(scanner.problemOffset, scanner.problemOffset === end, scanner.problem);
    }
    this.start = scanner.fields.starts[contentSlot];
    this.end = scanner.fields.ends[contentSlot];
    this.coding = scanner.fields.codings[contentSlot];
    const isText = this.start > first && bytes[this.start - 1] === QUOTE;
    if (this.start < 0 || !(isText || bytes[this.start] === OPEN_BRACE)) {
      return this.fail(first, false, `a text or an object in "${this.content}"`);
    }
    this.isPartial = false;
    if (isText) this.trim(bytes);
    return true;
  }

  /** Takes the escaped line end off; most texts then need no unescaping. */
  private trim(bytes: Uint8Array): void {
    const { start } = this;
    if (this.coding !== JSON_ESCAPES) {
      this.isPartial = this.joins;
      return;
    }
    const hasLineEnd = isEscapedBy(bytes, start, this.end, LETTER_N);
    this.isPartial = this.joins && !hasLineEnd;
    if (!hasLineEnd) return;
    this.end -= 2;
    if (isEscapedBy(bytes, start, this.end, LETTER_R)) this.end -= 2;
    const backslash = bytes.indexOf(BACKSLASH, start);
    if (backslash < 0 || backslash >= this.end) this.coding = RAW;
  }
}

/** Whether bytes[start, end) ends with a backslash and this letter, the backslash not being escaped itself. */
function isEscapedBy(bytes: Uint8Array, start: number, end: number, letter: number): boolean {
  if (end - start < 2 || bytes[end - 1] !== letter) return false;
  let at = end - 2;
  while (at >= start && bytes[at] === BACKSLASH) at--;
  return (end - 2 - at) % 2 === 1;
}
