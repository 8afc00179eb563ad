import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import {
  ARRAY_KEY,
  CONTEXT_KEY,
  ELEMENT_KEY,
  type ElementPlaces,
  KeyTable,
  NO_KEY,
  WHOLE_KEY,
} from "./element-places.ts";
import { listOf, MAX_ELEMENT_DEPTH, parseJson } from "./json-value.ts";

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Brackets of a wrapper whose positions are kept. */
const TRACKED = 64;
/** A depth for bytes that begin somewhere inside: no wrapper is left so often. */
const UNKNOWN_DEPTH = 32;
const UNKNOWN_CONTEXT = new Uint8Array(0);

/** Where the scanner is: in what stands around arrays, in the context, between elements, inside one, behind the array. */
type Place = "wrapper" | "context" | "between" | "element" | "done";

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
export class ElementScanner {
  private place: Place;
  private readonly keys: KeyTable;
  private readonly lineKeys: readonly Uint8Array[];
  /** Open brackets around the position; of an element or a context: those inside it. */
  private depth = 0;
  private inner = 0;
  private deepest = 0;
  private inString = false;
  private escaped = false;
  private stringStart = 0;
  /** Meaning of the string just closed, then of the key before a colon, until the next byte that is not blank. */
  private closed = NO_KEY;
  private key = NO_KEY;
  /** Per open bracket of the wrapper: its position, and the greatest depth reached inside it. */
  private readonly starts = new Float64Array(TRACKED).fill(-1);
  private readonly peaks = new Float64Array(TRACKED);
  private documentStart = -1;
  private start = -1;
  private lastEnd = 0;
  private contextDepth = 0;
  /** State behind the last cut position. */
  private mark = { isInside: false, depth: 0, contextDepth: 0, context: null as Uint8Array | null };
  /** Bytes of the context of the element found last, null without one. */
  context: Uint8Array | null = null;
  /** Of the element found last, half-open. */
  elementStart = 0;
  elementEnd = 0;
  /** The element found last nests too deep to be parsed. */
  isTooDeep = false;
  /** The element found last has no end: another begins inside it. */
  isCut = false;
  /** Behind the last document that has ended, −1 if no such position is in the buffer. */
  documentEnd = -1;

  /** @param carry of a scanner that read up to here; "" between two elements, of which nothing is known */
  constructor(
    private readonly places: ElementPlaces,
    carry: string | undefined,
  ) {
    this.keys = new KeyTable(places);
    this.lineKeys = places.lineKeys.map((key) => encodeUtf8(`\n{"${key}"`));
    this.place = carry === undefined ? "wrapper" : "between";
    if (carry === undefined) return;
    const [isInside, depth, contextDepth, context] = listOf(parseJson(carry));
    if (typeof depth === "number" && typeof contextDepth === "number") {
      if (isInside !== true) this.place = "wrapper";
      this.depth = depth;
      this.contextDepth = contextDepth;
      this.context = typeof context === "string" ? encodeUtf8(context) : null;
    } else {
      this.depth = places.arrays.length > 0 && places.depth === undefined ? UNKNOWN_DEPTH : 0;
      this.context = UNKNOWN_CONTEXT;
    }
    this.remember();
  }

  /** Start of the element (or of a wrapper without elements so far) being read. −1 = none. */
  get pendingStart(): number {
    return this.place === "wrapper" || this.place === "context" ? this.documentStart : this.start;
  }

  /** Whether the array has been closed behind which nothing of interest follows. */
  get isDone(): boolean {
    return this.place === "done";
  }

  /** What a scanner has to be told to go on behind the last element, or behind `documentEnd` if that came later. */
  carry(): string {
    const { isInside, depth, contextDepth, context } = this.mark;
    return JSON.stringify([isInside, depth, contextDepth, context === null ? null : decodeUtf8(context)]);
  }

  /** Tells that `count` bytes were taken from the front of the buffer. */
  shift(count: number): void {
    this.start -= count;
    this.documentStart -= count;
    this.stringStart -= count;
    this.documentEnd -= count;
    this.lastEnd -= count;
    for (let i = 0; i < TRACKED; i++) this.starts[i] -= count;
  }

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
    const endsLines = this.lineKeys.length > 0;
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
    const endsLines = this.lineKeys.length > 0;
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
        const line = this.lineBefore(bytes, at);
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

  /** Position of the line that begins with `{"key"` and ends just before `at`; −1 if it does not. */
  private lineBefore(bytes: Uint8Array, at: number): number {
    search: for (const head of this.lineKeys) {
      const from = at - head.length;
      if (from < 0) continue;
      for (let i = head.length - 1; i >= 0; i--) if (bytes[from + i] !== head[i]) continue search;
      return from + 1;
    }
    return -1;
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

  private restart(): void {
    this.place = "wrapper";
    this.depth = 0;
    this.context = null;
    this.contextDepth = -1;
    this.start = -1;
    this.documentStart = -1;
    this.closed = NO_KEY;
    this.key = NO_KEY;
  }

  private remember(): void {
    const { place, depth, contextDepth, context } = this;
    this.mark = { isInside: place === "between", depth, contextDepth, context };
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

  private keepContext(bytes: Uint8Array, end: number): void {
    this.context = this.deepest > MAX_ELEMENT_DEPTH ? null : bytes.slice(this.start, end);
    this.contextDepth = this.depth;
    this.start = -1;
    this.place = "wrapper";
  }

  private endDocument(end: number): void {
    this.restart();
    this.documentEnd = end;
    this.remember();
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

  private enter(place: "element" | "context"): void {
    this.place = place;
    this.inner = 1;
    this.deepest = 1;
  }

  private leaveArray(at: number): void {
    if (!this.places.isMany) this.place = "done";
    else if (this.depth === 0 && this.start < 0) this.endDocument(at + 1);
    else this.place = "wrapper";
    this.closed = NO_KEY;
    this.key = NO_KEY;
  }

  private wrapper(bytes: Uint8Array, byte: number, at: number): void {
    if (byte <= 0x20) return;
    const { key, closed } = this;
    this.key = NO_KEY;
    this.closed = NO_KEY;
    switch (byte) {
      case QUOTE:
        this.inString = true;
        this.stringStart = at + 1;
        break;
      case COLON:
        this.colon(bytes, closed, at);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.open(byte, key, at);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.close(at);
        break;
    }
  }

  private colon(bytes: Uint8Array, meaning: number, at: number): void {
    const line = this.lineKeys.length > 0 ? this.lineBefore(bytes, at) : -1;
    if (line >= 0 && this.depth !== 1) {
      this.restart();
      this.open(OPEN_BRACE, NO_KEY, line);
    }
    this.key = meaning;
    const isWhole =
      meaning === ELEMENT_KEY ? this.depth === 1 : meaning === WHOLE_KEY && this.context === null && this.depth > 0;
    if (!isWhole || this.depth > TRACKED) return;
    const start = this.starts[this.depth - 1];
    // Of an object with elements that were found before, as damage makes it seem, only the rest is new.
    if (start < Math.max(0, this.lastEnd)) return;
    const peak = this.peaks[this.depth - 1] - (this.depth - 1);
    this.depth--;
    this.start = start;
    this.documentStart = start;
    this.enter("element");
    this.deepest = Math.max(1, peak);
  }

  private open(byte: number, key: number, at: number): void {
    if (this.depth === 0) {
      this.documentStart = at;
      if (byte === OPEN_BRACKET && this.places.topArray === "elements") {
        this.beginArray();
        return;
      }
    }
    const isHere = this.places.depth === undefined || this.depth === this.places.depth;
    if (byte === OPEN_BRACKET && key === ARRAY_KEY && isHere) {
      this.beginArray();
      return;
    }
    if (key === CONTEXT_KEY && isHere) {
      this.start = at;
      this.enter("context");
      return;
    }
    this.depth++;
    if (this.depth <= TRACKED) {
      this.starts[this.depth - 1] = at;
      this.peaks[this.depth - 1] = this.depth;
    } else this.peaks[TRACKED - 1] = Math.max(this.peaks[TRACKED - 1], this.depth);
  }

  private beginArray(): void {
    this.place = "between";
    this.start = -1;
    this.documentStart = -1;
  }

  private close(at: number): void {
    const { depth } = this;
    if (depth > 1 && depth <= TRACKED) {
      this.peaks[depth - 2] = Math.max(this.peaks[depth - 2], this.peaks[depth - 1]);
    }
    this.depth = Math.max(0, depth - 1);
    if (this.depth < this.contextDepth) {
      this.context = null;
      this.contextDepth = -1;
    }
    if (this.depth > 0) return;
    if (this.places.isMany) this.endDocument(at + 1);
    else this.place = "done";
  }
}
