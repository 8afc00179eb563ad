import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { BracketTrail } from "./bracket-trail.ts";
import { DocumentLines } from "./document-lines.ts";
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

const QUOTE = 0x22;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** A depth for bytes that begin somewhere inside: no wrapper is left so often. */
const UNKNOWN_DEPTH = 32;
const UNKNOWN_CONTEXT = new Uint8Array(0);

/** Where the scanner is: in what stands around arrays, in the context, between elements, inside one, behind the array. */
type Place = "wrapper" | "context" | "between" | "element" | "done";

/**
 * Walks what stands around the elements of a document: wrappers, contexts, the ends of arrays and documents. Where
 * elements themselves begin and end is the business of `ElementScanner`.
 */
export abstract class ElementWrapper {
  protected place: Place;
  protected readonly keys: KeyTable;
  protected readonly lines: DocumentLines;
  /** Open brackets around the position; of an element or a context: those inside it. */
  protected depth = 0;
  protected inner = 0;
  protected deepest = 0;
  protected inString = false;
  protected escaped = false;
  protected stringStart = 0;
  /** Meaning of the string just closed, then of the key before a colon, until the next byte that is not blank. */
  protected closed = NO_KEY;
  private key = NO_KEY;
  /** Of the wrapper. */
  private readonly brackets = new BracketTrail();
  protected documentStart = -1;
  protected start = -1;
  protected lastEnd = 0;
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
    protected readonly places: ElementPlaces,
    carry: string | undefined,
  ) {
    this.keys = new KeyTable(places);
    this.lines = new DocumentLines(places.lineKeys);
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
    this.brackets.shift(count);
  }

  protected enter(place: "element" | "context"): void {
    this.place = place;
    this.inner = 1;
    this.deepest = 1;
  }

  protected leaveArray(at: number): void {
    if (!this.places.isMany) this.place = "done";
    else if (this.depth === 0 && this.start < 0) this.endDocument(at + 1);
    else this.place = "wrapper";
    this.closed = NO_KEY;
    this.key = NO_KEY;
  }

  protected wrapper(bytes: Uint8Array, byte: number, at: number): void {
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
    const line = this.lines.areDocuments ? this.lines.startBefore(bytes, at) : -1;
    if (line >= 0 && this.depth !== 1) {
      this.restart();
      this.open(OPEN_BRACE, NO_KEY, line);
    }
    this.key = meaning;
    const isWhole =
      meaning === ELEMENT_KEY ? this.depth === 1 : meaning === WHOLE_KEY && this.context === null && this.depth > 0;
    if (!isWhole) return;
    const start = this.brackets.startOf(this.depth);
    // Of an object with elements that were found before, as damage makes it seem, only the rest is new.
    if (start < Math.max(0, this.lastEnd)) return;
    const levels = this.brackets.levelsIn(this.depth);
    this.depth--;
    this.start = start;
    this.documentStart = start;
    this.enter("element");
    this.deepest = Math.max(1, levels);
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
    this.brackets.open(++this.depth, at);
  }

  private beginArray(): void {
    this.place = "between";
    this.start = -1;
    this.documentStart = -1;
  }

  private close(at: number): void {
    this.brackets.close(this.depth);
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth < this.contextDepth) {
      this.context = null;
      this.contextDepth = -1;
    }
    if (this.depth > 0) return;
    if (this.places.isMany) this.endDocument(at + 1);
    else this.place = "done";
  }

  protected restart(): void {
    this.place = "wrapper";
    this.depth = 0;
    this.context = null;
    this.contextDepth = -1;
    this.start = -1;
    this.documentStart = -1;
    this.closed = NO_KEY;
    this.key = NO_KEY;
  }

  protected remember(): void {
    const { place, depth, contextDepth, context } = this;
    this.mark = { isInside: place === "between", depth, contextDepth, context };
  }

  protected keepContext(bytes: Uint8Array, end: number): void {
    this.context = this.deepest > MAX_ELEMENT_DEPTH ? null : bytes.slice(this.start, end);
    this.contextDepth = this.depth;
    this.start = -1;
    this.place = "wrapper";
  }

  protected endDocument(end: number): void {
    this.restart();
    this.documentEnd = end;
    this.remember();
  }
}
