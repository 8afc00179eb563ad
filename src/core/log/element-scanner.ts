import { ElementWrapper } from "./element-wrapper.ts";
import { MAX_ELEMENT_DEPTH } from "./json-value.ts";

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Finds the elements of the arrays of a JSON document, or of several, byte by byte and resumable at any of them.
 *
 *     {"data":[ {…} , {…} ],"total":0}                        elements of "data"
 *     [ {…} , {…} ]                                           elements of a bare array
 *     {"traceID":…,"spans":[…]}                               the document itself
 *     {"resourceSpans":[{"resource":{…},                      a context, then elements of "spans" …
 *       "scopeSpans":[{"spans":[ {…} , {…} ]}]},              … until the object with the context ends
 *      {"scopeSpans":[…],"resource":{…}}]}                    the context comes last: the object is one element
 *
 * It tracks depth and strings only, with counters, so damage inside an element stays inside as long as its brackets and
 * quotes match, and no depth overflows anything.
 */
export class ElementScanner extends ElementWrapper {
  /**
   * Reads bytes[from, limit) up to the end of the next element. The position after it (see `elementStart`,
   * `elementEnd`), or −1 when all bytes are used up; then call again with more, from the old limit.
   */
  next(bytes: Uint8Array, from: number, limit: number): number {
    for (let at = from; at < limit; at++) {
      const byte = bytes[at];
      if (this.inString) {
        at = this.string(bytes, at, limit);
      } else if (this.place === "element" || this.place === "context") {
        at = this.nested(bytes, at, limit);
        if (this.inner === 0 && at < limit) {
          if (this.place === "element") return this.found(at + 1);
          this.keepContext(bytes, at + 1);
        } else if (this.inner < 0) {
          // A line begins a new document: the one before was cut short.
          const lineStart = at;
          const isElement = this.place === "element";
          if (isElement) this.interrupt(lineStart);
          this.restart();
          this.remember();
          if (isElement) return lineStart;
          at = lineStart - 1;
        }
      } else if (this.place === "between") {
        if (this.between(byte, at)) {
          // The comma that ends a scalar goes with it: without it nobody could tell that the scalar is complete.
          this.found(at);
          return at + 1;
        }
      } else if (this.place === "wrapper") this.wrapper(bytes, byte, at);
    }
    return -1;
  }

  /** Walks a string to its end; the position of its last byte seen. */
  private string(bytes: Uint8Array, from: number, limit: number): number {
    const endsLines = this.lines.areDocuments;
    let escaped = this.escaped;
    let at = from;
    for (; at < limit; at++) {
      const byte = bytes[at];
      if (endsLines && byte === LINE_FEED) {
        // No string of JSON holds one: a line was cut inside a string.
        this.inString = false;
        escaped = false;
        break;
      }
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        if (this.place === "wrapper") this.closed = this.keys.meaningOf(bytes, this.stringStart, at);
        break;
      }
    }
    this.escaped = escaped;
    return Math.min(at, limit - 1);
  }

  /**
   * Walks inside an element or a context up to its end (`inner` = 0: the position of its last byte), to a line that
   * begins a document (`inner` = −1: the position of that line), or to the limit.
   */
  private nested(bytes: Uint8Array, from: number, limit: number): number {
    const endsLines = this.lines.areDocuments;
    let depth = this.inner;
    let deepest = this.deepest;
    let at = from;
    for (; at < limit; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        // As `string`, in place: most bytes of an element are inside of texts.
        for (at++; at < limit; at++) {
          const inside = bytes[at];
          if (inside === QUOTE || (inside === LINE_FEED && endsLines)) break;
          // The end of a line ends a text even behind a backslash.
          if (inside === BACKSLASH && !(endsLines && at + 1 < limit && bytes[at + 1] === LINE_FEED)) at++;
        }
        if (at < limit) continue;
        this.inString = true;
        this.escaped = at > limit;
        at = limit;
        break;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (++depth > deepest) deepest = depth;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--depth === 0) break;
      } else if (byte === COLON && endsLines) {
        const line = this.lines.startBefore(bytes, at);
        if (line >= 0 && line > this.start) {
          this.inner = -1;
          return line;
        }
      }
    }
    this.inner = depth;
    this.deepest = deepest;
    return at;
  }

  /** Ends the pending element at `end`, where something begins that cannot stand inside it. */
  interrupt(end: number): void {
    this.elementStart = this.pendingStart;
    this.elementEnd = end;
    this.lastEnd = end;
    this.isTooDeep = false;
    this.isCut = true;
    this.start = -1;
    this.remember();
  }

  private found(end: number): number {
    this.elementStart = this.start;
    this.elementEnd = end;
    this.lastEnd = end;
    this.isCut = false;
    this.isTooDeep = this.place === "element" && this.deepest > MAX_ELEMENT_DEPTH;
    this.start = -1;
    if (this.place === "element") {
      // An object of the wrapper was one element as a whole.
      if (this.documentStart >= 0) {
        this.documentStart = -1;
        if (!this.places.isMany) this.place = "done";
        else if (this.depth === 0) this.endDocument(end);
        else this.place = "wrapper";
      } else this.place = "between";
    }
    this.remember();
    return end;
  }

  /** Between elements; what is neither object nor array is a scalar element up to its comma. True = a scalar ends here. */
  private between(byte: number, at: number): boolean {
    if (this.start >= 0) {
      if (byte === QUOTE) this.inString = true;
      if (byte !== COMMA && byte !== CLOSE_BRACKET) return false;
      if (byte === CLOSE_BRACKET) this.leaveArray(at);
      return true;
    }
    if (byte <= 0x20 || byte === COMMA) return false;
    if (byte === CLOSE_BRACKET) {
      this.leaveArray(at);
      return false;
    }
    this.start = at;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.enter("element");
    else if (byte === QUOTE) this.inString = true;
    return false;
  }
}
