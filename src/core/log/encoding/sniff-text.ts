import { skipNuls } from "../nul-bytes.ts";
import type { LineEnds, TextEncoding } from "../source-plan.ts";

/** What the first bytes of a file say of its text. */
export interface SniffedText {
  readonly encoding?: TextEncoding;
  readonly lineEnds?: LineEnds;
  /** Share of the lines with bytes that are no UTF-8. */
  readonly invalidShare: number;
  readonly invalidLines: number;
}

const LOOK_BYTES = 1 << 16;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** Of the bytes of one parity that are zero in UTF-16 of mostly Western text, and of the other parity. */
const MANY_ZEROS = 0.3;
const FEW_ZEROS = 0.01;
const LEAST_BYTES = 8;

/**
 * Tells encoding and line ends from the first bytes of a file (inflated) that are no NULs, as copytruncate leaves them. One
 * pass over at most 64 KiB.
 */
export function sniffText(head: Uint8Array): SniffedText {
  const nuls = skipNuls(head, 0, head.length);
  // Units of UTF-16 are not cut in half.
  return sniffBytes(head.subarray(nuls - (nuls % 2)));
}

function sniffBytes(head: Uint8Array): SniffedText {
  const bytes = head.subarray(0, LOOK_BYTES);
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) return { encoding, ...lineEndsOf(bytes, 2), invalidShare: 0, invalidLines: 0 };
  return { ...lineEndsOf(bytes, 1), ...invalidLinesOf(bytes, head.length > bytes.length) };
}

function utf16Of(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length < LEAST_BYTES) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at & 1]++;
  const [even, odd] = zeros.map((count) => count / (bytes.length / 2));
  if (odd >= MANY_ZEROS && even <= FEW_ZEROS) return "utf-16le";
  return even >= MANY_ZEROS && odd <= FEW_ZEROS ? "utf-16be" : undefined;
}

/** Lone carriage returns end lines where there is no line feed at all. */
function lineEndsOf(bytes: Uint8Array, width: number): { lineEnds?: LineEnds } {
  let returns = 0;
  for (let at = 0; at < bytes.length; at++) {
    const isUnit = width === 1 || bytes[at ^ 1] === 0;
    if (bytes[at] === LINE_FEED && isUnit) return {};
    if (bytes[at] === CARRIAGE_RETURN && isUnit) returns++;
  }
  return returns >= 2 ? { lineEnds: "cr" } : {};
}

function invalidLinesOf(bytes: Uint8Array, isCut: boolean): { invalidShare: number; invalidLines: number } {
  let lines = 0;
  let invalidLines = 0;
  let isInvalid = false;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    // The last character may go on behind the cut.
    if (length === 0 && !(isCut && at + 4 > bytes.length)) isInvalid = true;
    if (bytes[at] === LINE_FEED) {
      lines++;
      if (isInvalid) invalidLines++;
      isInvalid = false;
    }
    at += Math.max(1, length);
  }
  lines++;
  if (isInvalid) invalidLines++;
  return { invalidShare: invalidLines / lines, invalidLines };
}

/** Bytes of the well-formed UTF-8 character at `at`, 0 if there is none. Overlong forms of three bytes and more pass. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  return at + length <= bytes.length ? length : 0;
}
