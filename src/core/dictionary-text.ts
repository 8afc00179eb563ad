import { decodeUtf8 } from "./bytes.ts";
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
