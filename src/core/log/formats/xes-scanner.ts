const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const DASH = 0x2d;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const CLOSE_BRACKET = 0x5d;

/** In text; behind "<"; in the name; in the rest of a tag; in markup of its own: comment, CDATA, instruction, other. */
type Place = "text" | "open" | "name" | "rest" | "markup" | "comment" | "cdata" | "instruction";

const TRACE = "trace";
const EVENT = "event";
const LOG = "log";
const LONGEST_NAME = 16;
/** What follows "<!" tells what it is within so many bytes. */
const MARKUP_BYTES = 7;

/**
 * Finds the `<trace>` elements of an XES log, and events outside of traces, byte by byte and resumable at any of them.
 * Traces do not nest, so a trace ends at its own end or where the next begins: damage inside stays inside.
 *
 *     <log …><trace>…<event>…</event>…</trace> <!-- … --> <event>…</event></log>
 *            └────────── element ───────────┘            └── element ──┘
 */
export class XesScanner {
  private place: Place = "text";
  private quote = 0;
  private isClosing = false;
  private name = "";
  private previous = 0;
  private beforePrevious = 0;
  private tagStart = 0;
  /** The element being read, "" between elements. */
  private inside = "";
  private start = -1;
  private hasEnded = false;
  elementStart = 0;
  elementEnd = 0;

  get pendingStart(): number {
    return this.start;
  }

  get isDone(): boolean {
    return this.hasEnded;
  }

  shift(count: number): void {
    this.start -= count;
    this.tagStart -= count;
  }

  /** Ends the pending element at `end`, where the next begins. */
  interrupt(end: number): void {
    this.found(end);
  }

  /** Reads bytes[from, limit) up to the end of the next element: the position after it, or −1 (see `ElementReader.next`). */
  next(bytes: Uint8Array, from: number, limit: number): number {
    for (let at = from; at < limit && !this.hasEnded; at++) {
      const byte = bytes[at];
      switch (this.place) {
        case "text":
          if (byte === LESS) this.open(at);
          break;
        case "open":
          this.afterOpen(byte, at);
          break;
        case "name":
        case "rest": {
          if (byte === LESS) {
            // No value of an attribute holds one: the tag before was cut.
            this.open(at);
            break;
          }
          if (!this.inTag(byte)) break;
          const after = this.tag(at);
          if (after >= 0) return after;
          break;
        }
        default:
          this.inMarkup(byte, at);
      }
      this.beforePrevious = this.previous;
      this.previous = byte;
    }
    return -1;
  }

  private open(at: number): void {
    this.place = "open";
    this.tagStart = at;
    this.quote = 0;
    this.isClosing = false;
    this.name = "";
  }

  private afterOpen(byte: number, at: number): void {
    if (byte === QUESTION) this.place = "instruction";
    else if (byte === BANG) this.place = "markup";
    else if (byte === SLASH) {
      this.isClosing = true;
      this.place = "name";
    } else if (byte === LESS) this.open(at);
    else {
      this.place = "name";
      this.inTag(byte);
    }
  }

  /** Takes a byte of a tag; whether it ends the tag. */
  private inTag(byte: number): boolean {
    if (this.quote !== 0) {
      if (byte === this.quote) this.quote = 0;
      return false;
    }
    if (byte === GREATER) return true;
    if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) this.quote = byte;
    if (this.place !== "name") return false;
    if (byte === COLON) this.name = "";
    else if (byte <= 0x20 || byte === SLASH) this.place = "rest";
    else if (this.name.length < LONGEST_NAME) this.name += String.fromCharCode(byte);
    return false;
  }

  /** Judges the tag that ends at `at`; the position after an element that it ends, −1 if it ends none. */
  private tag(at: number): number {
    this.place = "text";
    const isEmpty = this.previous === SLASH;
    const { name, inside, tagStart } = this;
    if (name === LOG && this.isClosing && inside === "") this.hasEnded = true;
    if (this.isClosing) return name === inside && inside !== "" ? this.found(at + 1) : -1;
    if (name !== TRACE && (name !== EVENT || inside !== "")) return -1;
    if (inside !== "") {
      // The trace before has no end. Its bytes end here, and this tag is read once more.
      this.found(tagStart);
      return tagStart;
    }
    this.start = tagStart;
    this.inside = name;
    return isEmpty ? this.found(at + 1) : -1;
  }

  private found(end: number): number {
    this.elementStart = this.start;
    this.elementEnd = end;
    this.start = -1;
    this.inside = "";
    this.place = "text";
    this.previous = 0;
    this.beforePrevious = 0;
    return end;
  }

  private inMarkup(byte: number, at: number): void {
    const { previous, beforePrevious } = this;
    switch (this.place) {
      case "markup":
        if (byte === GREATER) this.place = "text";
        else if (byte === DASH && previous === DASH && at === this.tagStart + 3) this.place = "comment";
        else if (at === this.tagStart + MARKUP_BYTES + 1 && byte === 0x5b) this.place = "cdata";
        break;
      case "comment":
        if (byte === GREATER && previous === DASH && beforePrevious === DASH && at > this.tagStart + 5) {
          this.place = "text";
        }
        break;
      case "cdata":
        if (byte === GREATER && previous === CLOSE_BRACKET && beforePrevious === CLOSE_BRACKET) this.place = "text";
        break;
      default:
        if (byte === GREATER && previous === QUESTION) this.place = "text";
    }
  }
}
