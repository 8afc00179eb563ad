import { decodeUtf8, encodeUtf8 } from "../bytes.ts";

/** How an id is written, as far as others may write it otherwise: bits, so that a whole slice's can be told in one number. */
export const FORM_LOWER_HEX = 1;
export const FORM_UPPER_HEX = 2;
export const FORM_MIXED_HEX = 4;
/** Besides the case of its digits. */
export const FORM_DASHED = 8;
export const FORM_COMPOSED = 64;
export const FORM_DECOMPOSED = 128;

/** Shorter ones are numbers, words or ids in an alphabet of their own, where case may tell two apart. */
const LEAST_DIGITS = 16;
const UUID_LENGTH = 36;
const DASH = 0x2d;

/**
 * What ids of requests are compared by. Libraries write one id in upper or lower case, with the dashes of a uuid or without
 * them, composed or not: ids of at least 16 hexadecimal digits are the same if their digits are, any others if their NFC
 * is. `form` tells how the id was written; for distinct ids only, never per record.
 */
export class RequestKey {
  /** Of the id read last. */
  bytes: Uint8Array = new Uint8Array(64);
  length = 0;
  /** 0: nobody writes it otherwise. */
  form = 0;

  read(id: Uint8Array, start: number, end: number): void {
    if (end - start > this.bytes.length) this.bytes = new Uint8Array((end - start) * 2);
    this.form = 0;
    if (this.readHex(id, start, end)) return;
    this.bytes.set(id.subarray(start, end));
    this.length = end - start;
    if (!id.subarray(start, end).some((byte) => byte >= 0x80)) return;
    const text = decodeUtf8(id, start, end);
    const composed = text.normalize("NFC");
    this.form = text === composed ? FORM_COMPOSED : FORM_DECOMPOSED;
    if (text === composed) return;
    this.bytes = encodeUtf8(composed);
    this.length = this.bytes.length;
  }

  private readHex(id: Uint8Array, start: number, end: number): boolean {
    const isDashed = end - start === UUID_LENGTH && id[start + 8] === DASH;
    if (!isDashed && end - start < LEAST_DIGITS) return false;
    let length = 0;
    let lower = 0;
    let upper = 0;
    for (let at = start; at < end; at++) {
      let byte = id[at];
      if (isDashed && isUuidDash(at - start)) {
        if (byte !== DASH) return false;
        continue;
      }
      if (byte >= 0x61 && byte <= 0x66) lower = FORM_LOWER_HEX;
      else if (byte >= 0x41 && byte <= 0x46) {
        upper = FORM_UPPER_HEX;
        byte |= 0x20;
      } else if (byte < 0x30 || byte > 0x39) return false;
      this.bytes[length++] = byte;
    }
    this.length = length;
    const letters = lower + upper === FORM_LOWER_HEX + FORM_UPPER_HEX ? FORM_MIXED_HEX : lower + upper;
    // Digits alone may be of either case: what tells is whether there are dashes.
    this.form = isDashed ? (letters || FORM_LOWER_HEX) * FORM_DASHED : letters;
    return true;
  }
}

function isUuidDash(at: number): boolean {
  return at === 8 || at === 13 || at === 18 || at === 23;
}

/** The key of an id as text. */
export function requestKeyOf(id: string): string {
  const key = new RequestKey();
  const bytes = encodeUtf8(id);
  key.read(bytes, 0, bytes.length);
  return decodeUtf8(key.bytes, 0, key.length);
}
