import { decodeUtf8, encodeUtf8 } from "./bytes.ts";
import type { Dictionary } from "./dictionary.ts";
import { entryCount } from "./dictionary.ts";

/** One entry as text. */
export function textOf(dictionary: Dictionary, entry: number): string {
  return decodeUtf8(dictionary.bytes, dictionary.offsets[entry], dictionary.offsets[entry + 1]);
}

/** Every entry as text. */
export function textsOf(dictionary: Dictionary): string[] {
  return Array.from({ length: entryCount(dictionary) }, (_, entry) => textOf(dictionary, entry));
}

/** A dictionary of the texts, in their order. */
export function dictionaryOf(texts: readonly string[]): Dictionary {
  const entries = texts.map(encodeUtf8);
  const offsets = new Uint32Array(texts.length + 1);
  entries.forEach((entry, at) => {
    offsets[at + 1] = offsets[at] + entry.length;
  });
  const bytes = new Uint8Array(offsets[texts.length]);
  entries.forEach((entry, at) => {
    bytes.set(entry, offsets[at]);
  });
  return { bytes, offsets };
}
