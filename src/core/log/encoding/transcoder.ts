import { encodePointInto } from "../../bytes.ts";
import type { LineEnds, TextEncoding } from "../source-plan.ts";

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const REPLACEMENT = 0xfffd;
const BYTE_ORDER_MARK = 0xfeff;
/** Characters of windows-1252 for the bytes 80 to 9F (WHATWG encoding standard); the others are those of Unicode. */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
  0x017e, 0x0178,
];

/** Turns text of one encoding, in pieces, into UTF-8 with line feeds. */
export interface TextLayer {
  /** The text of these bytes, less what the next may change. */
  push(bytes: Uint8Array): Uint8Array;
  /** What was held back, at the end of the file. */
  finish(): Uint8Array;
}

/** The layer that a plan needs, undefined if its text is UTF-8 with line feeds already. */
export function textLayer(plan: {
  readonly encoding?: TextEncoding;
  readonly lineEnds?: LineEnds;
}): TextLayer | undefined {
  const decoder = decoderOf(plan.encoding);
  const ends = plan.lineEnds === "cr" ? new CarriageReturns() : undefined;
  if (decoder === undefined || ends === undefined) return decoder ?? ends;
  return {
    push: (bytes) => ends.push(decoder.push(bytes)),
    finish: () => {
      const last = ends.push(decoder.finish());
      const end = ends.finish();
      const all = new Uint8Array(last.length + end.length);
      all.set(last);
      all.set(end, last.length);
      return all;
    },
  };
}

/** All chunks of a stream as text. */
export async function* layered(chunks: AsyncIterable<Uint8Array>, layer: TextLayer): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const text = layer.push(chunk);
    if (text.length > 0) yield text;
  }
  const last = layer.finish();
  if (last.length > 0) yield last;
}

function decoderOf(encoding: TextEncoding | undefined): TextLayer | undefined {
  switch (encoding) {
    case "utf-16le":
      return new Utf16Layer(0, 1);
    case "utf-16be":
      return new Utf16Layer(1, 0);
    case "windows-1252":
      return { push: decodeWindows1252, finish: () => new Uint8Array(0) };
    case undefined:
      return undefined;
  }
}

class Utf16Layer implements TextLayer {
  /** First byte of a unit that the last bytes ended in; −1 for none. */
  private half = -1;
  /** First unit of a pair; 0 for none. */
  private high = 0;
  private isStart = true;

  /** @param low position of the low byte in a unit */
  constructor(
    private readonly low: 0 | 1,
    private readonly up: 0 | 1,
  ) {}

  push(bytes: Uint8Array): Uint8Array {
    // A unit gives three bytes at most, a pair of them four; a lone first half before it three more.
    const text = new Uint8Array(((bytes.length + 1) >> 1) * 3 + 4);
    let at = 0;
    let from = 0;
    if (this.half >= 0 && bytes.length > 0) {
      at = this.unit(this.low === 0 ? this.half | (bytes[0] << 8) : (this.half << 8) | bytes[0], text, at);
      this.half = -1;
      from = 1;
    }
    for (; from + 1 < bytes.length; from += 2)
      at = this.unit(bytes[from + this.low] | (bytes[from + this.up] << 8), text, at);
    if (from < bytes.length) this.half = bytes[from];
    return text.subarray(0, at);
  }

  finish(): Uint8Array {
    const text = new Uint8Array(3);
    const isCut = this.high !== 0 || this.half >= 0;
    this.high = 0;
    this.half = -1;
    return text.subarray(0, isCut ? encodePointInto(REPLACEMENT, text, 0) : 0);
  }

  private unit(unit: number, text: Uint8Array, to: number): number {
    const isFirst = this.isStart;
    this.isStart = false;
    if (isFirst && unit === BYTE_ORDER_MARK) return to;
    let at = to;
    if (this.high !== 0) {
      const high = this.high;
      this.high = 0;
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        return encodePointInto(((high - 0xd800) << 10) + (unit - 0xdc00) + 0x10000, text, at);
      }
      at = encodePointInto(REPLACEMENT, text, at);
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.high = unit;
      return at;
    }
    return encodePointInto(unit >= 0xdc00 && unit <= 0xdfff ? REPLACEMENT : unit, text, at);
  }
}

function decodeWindows1252(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(bytes.length * 3);
  let at = 0;
  for (const byte of bytes) {
    if (byte < 0x80) text[at++] = byte;
    else at = encodePointInto(byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : byte, text, at);
  }
  return text.subarray(0, at);
}

/** Carriage returns that no line feed follows become line feeds. */
class CarriageReturns implements TextLayer {
  private held = false;

  push(bytes: Uint8Array): Uint8Array {
    const text = new Uint8Array(bytes.length + 1);
    let at = 0;
    for (const byte of bytes) {
      if (this.held) text[at++] = byte === LINE_FEED ? CARRIAGE_RETURN : LINE_FEED;
      this.held = byte === CARRIAGE_RETURN;
      if (!this.held) text[at++] = byte;
    }
    return text.subarray(0, at);
  }

  finish(): Uint8Array {
    const text = Uint8Array.from(this.held ? [LINE_FEED] : []);
    this.held = false;
    return text;
  }
}
