import { encodeUtf8, equalsBytes } from "../bytes.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const DATA_KEY = encodeUtf8("data");
/** A document with one of these at its top is itself a trace or a span, not a wrapper. */
const ELEMENT_KEYS = ["traceID", "spans", "spanID"].map(encodeUtf8);

/** Where the scanner is: before the array, between elements, inside one, behind the array. */
type Place = "wrapper" | "between" | "element" | "done";

/**
 * Finds the elements of the one large array of a JSON document, byte by byte and resumable at any of them.
 *
 *     {"data":[ {…} , {…} ],"total":0}       elements of "data"
 *     [ {…} , {…} ]                          elements of a bare array
 *     {"traceID":…,"spans":[…]}              the document itself
 *
 * It tracks depth and strings only, so damage inside an element stays inside as long as its brackets and quotes match.
 */
export class ElementScanner {
  private place: Place;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private stringStart = 0;
  private documentStart = -1;
  private key: "none" | "data" | "element" = "none";
  private isKey = false;
  private start = -1;
  /** Of the element found last, half-open. */
  elementStart = 0;
  elementEnd = 0;

  /** `insideArray`: the bytes begin between two elements, as the blocks of a stream do. */
  constructor(insideArray: boolean) {
    this.place = insideArray ? "between" : "wrapper";
  }

  /** Start of the element (or wrapper) being read: bytes before it are needed no more. −1 = none. */
  get pendingStart(): number {
    return this.place === "wrapper" ? this.documentStart : this.start;
  }

  /** Whether the array has been closed. */
  get isDone(): boolean {
    return this.place === "done";
  }

  /** Tells that `count` bytes were taken from the front of the buffer. */
  shift(count: number): void {
    this.start -= count;
    this.documentStart -= count;
    this.stringStart -= count;
  }

  /**
   * Reads bytes[from, limit) up to the end of the next element. The position after it (see `elementStart`,
   * `elementEnd`), or −1 when all bytes are used up; then call again with more, from the old limit.
   */
  next(bytes: Uint8Array, from: number, limit: number): number {
    for (let at = from; at < limit; at++) {
      const byte = bytes[at];
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) {
          this.inString = false;
          if (this.place === "wrapper" && this.depth === 1 && this.isKey) this.readKey(bytes, this.stringStart, at);
        }
      } else if (this.place === "element") {
        if (byte === QUOTE) this.inString = true;
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth++;
        else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --this.depth === 0) return this.found(at + 1);
      } else if (this.place === "between") {
        if (this.between(byte, at)) {
          // The comma that ends a scalar goes with it: without it nobody could tell that the scalar is complete.
          this.found(at);
          return at + 1;
        }
      } else if (this.place === "wrapper") this.wrapper(byte, at);
    }
    return -1;
  }

  private found(end: number): number {
    this.elementStart = this.start;
    this.elementEnd = end;
    this.start = -1;
    if (this.place === "element") this.place = this.documentStart >= 0 && this.key === "element" ? "done" : "between";
    return end;
  }

  /** Between elements; what is neither object nor array is a scalar element up to its comma. True = a scalar ends here. */
  private between(byte: number, at: number): boolean {
    if (this.start >= 0) {
      if (byte === QUOTE) this.inString = true;
      if (byte !== COMMA && byte !== CLOSE_BRACKET) return false;
      if (byte === CLOSE_BRACKET) this.place = "done";
      return true;
    }
    if (byte <= 0x20 || byte === COMMA) return false;
    if (byte === CLOSE_BRACKET) {
      this.place = "done";
      return false;
    }
    this.start = at;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      this.place = "element";
      this.depth = 1;
    } else if (byte === QUOTE) this.inString = true;
    return false;
  }

  private wrapper(byte: number, at: number): void {
    if (byte === QUOTE) {
      this.inString = true;
      this.stringStart = at + 1;
    } else if (byte === COMMA && this.depth === 1) {
      this.isKey = true;
      this.key = "none";
    } else if (byte === COLON) this.isKey = false;
    else if (byte === OPEN_BRACE) {
      if (this.depth === 0) {
        this.documentStart = at;
        this.isKey = true;
      }
      this.depth++;
    } else if (byte === OPEN_BRACKET) {
      if (this.depth === 0 || (this.depth === 1 && this.key === "data")) {
        this.place = "between";
        this.documentStart = -1;
      } else this.depth++;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.depth--;
      if (this.depth <= 0) this.place = "done";
    }
  }

  private readKey(bytes: Uint8Array, start: number, end: number): void {
    if (equalsBytes(bytes, start, end, DATA_KEY)) this.key = "data";
    else if (ELEMENT_KEYS.some((key) => equalsBytes(bytes, start, end, key))) {
      this.key = "element";
      this.place = "element";
      this.start = this.documentStart;
    }
  }
}
