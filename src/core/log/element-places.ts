import { encodeUtf8 } from "../bytes.ts";

/** Where a kind of JSON document keeps the elements that it is read by. */
export interface ElementPlaces {
  /** Keys of the arrays of elements. */
  readonly arrays: readonly string[];
  /** How many brackets are open around such a key, and around `context`; any number if absent. */
  readonly depth?: number;
  /** What an array that is a whole document holds. */
  readonly topArray: "elements" | "documents";
  /** A document with one of these keys at its top is itself an element, not a wrapper. */
  readonly elementKeys: readonly string[];
  /** Key of a value that elements behind it need (up to the end of the object that has it). */
  readonly context?: string;
  /** An object that has one of these keys before its context is an element as a whole. */
  readonly wholeKeys: readonly string[];
  /** First keys of documents that stand in a line each: where a line begins like that, what came before is over. */
  readonly lineKeys: readonly string[];
  /** Several documents, or several arrays in one. Otherwise nothing of interest follows the first array. */
  readonly isMany: boolean;
}

export const NO_KEY = 0;
export const ARRAY_KEY = 1;
export const CONTEXT_KEY = 2;
export const WHOLE_KEY = 3;
export const ELEMENT_KEY = 4;

/** Tells keys apart by their bytes. */
export class KeyTable {
  private readonly keys: readonly { readonly bytes: Uint8Array; readonly meaning: number }[];
  private readonly longest: number;

  constructor(places: ElementPlaces) {
    this.keys = [
      ...places.arrays.map((key) => ({ bytes: encodeUtf8(key), meaning: ARRAY_KEY })),
      ...(places.context === undefined ? [] : [{ bytes: encodeUtf8(places.context), meaning: CONTEXT_KEY }]),
      ...places.wholeKeys.map((key) => ({ bytes: encodeUtf8(key), meaning: WHOLE_KEY })),
      ...places.elementKeys.map((key) => ({ bytes: encodeUtf8(key), meaning: ELEMENT_KEY })),
    ];
    this.longest = Math.max(0, ...this.keys.map(({ bytes }) => bytes.length));
  }

  /** What the key in bytes[start, end) means, NO_KEY if nothing. */
  meaningOf(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > this.longest) return NO_KEY;
    search: for (const key of this.keys) {
      if (key.bytes.length !== end - start) continue;
      for (let i = 0; i < key.bytes.length; i++) if (bytes[start + i] !== key.bytes[i]) continue search;
      return key.meaning;
    }
    return NO_KEY;
  }
}
