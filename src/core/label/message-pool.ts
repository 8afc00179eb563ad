import { decodeUtf8 } from "../bytes.ts";
import { byteOrder, type Dictionary } from "../dictionary.ts";
import { Interner } from "../interner.ts";
import { NONE } from "../units.ts";

/** Divides the component from the masked message in a key of the pool; no masked message contains it. */
export const POOL_SEPARATOR = 0x1f;
/** More distinct masked texts than this are prose, not statements. */
export const MAX_TEXTS = 200_000;
const MAX_TEXT_BYTES = 64 << 20;

/** Of a label whose text is beyond the limits. */
export const FREE_TEXT = -2;

/**
 * Distinct masked texts of all slices, numbered; over the limits those that come first by their bytes are kept, as many
 * as fit. That choice does not depend on the order of arrival: what is among the first of all texts is among the first of
 * any part of them. Needs twice the limits at most.
 */
export class MessagePool {
  private interner = new Interner();
  private bytes = 0;
  /** The first text that did not fit. */
  private bound: Uint8Array | null = null;
  private readonly columns: Int32Array[] = [];

  constructor(
    private readonly maxTexts = MAX_TEXTS,
    private readonly maxBytes = MAX_TEXT_BYTES,
  ) {}

  /** The number of bytes[start, end); FREE_TEXT if it is beyond the limits. */
  add(bytes: Uint8Array, start: number, end: number): number {
    if (this.bound !== null && compareBytes(bytes, start, end, this.bound) >= 0) return FREE_TEXT;
    const { size } = this.interner;
    const id = this.interner.intern(bytes, start, end);
    if (id === size) this.bytes += end - start;
    return id;
  }

  /** Keeps a column of numbers (NONE and FREE_TEXT among them) up to date when texts are given up. */
  register(column: Int32Array): void {
    this.columns.push(column);
    if (this.interner.size > 2 * this.maxTexts || this.bytes > 2 * this.maxBytes) this.prune();
  }

  /** All texts that fit, by number; registered columns refer to them. No text is added afterwards. */
  finish(): Dictionary {
    if (this.interner.size > this.maxTexts || this.bytes > this.maxBytes) this.prune();
    return this.interner.finish();
  }

  private prune(): void {
    const all = this.interner.finish();
    const order = byteOrder(all);
    const numberOf = new Int32Array(order.length).fill(FREE_TEXT);
    const kept = new Interner(this.maxTexts);
    let bytes = 0;
    for (const text of order) {
      const length = all.offsets[text + 1] - all.offsets[text];
      if (kept.size === this.maxTexts || bytes + length > this.maxBytes) {
        this.bound = this.interner.entry(text);
        break;
      }
      bytes += length;
      numberOf[text] = kept.internEntry(all, text);
    }
    this.interner = kept;
    this.bytes = bytes;
    for (const column of this.columns) {
      for (let i = 0; i < column.length; i++) if (column[i] > NONE) column[i] = numberOf[column[i]];
    }
  }
}

/** Component and masked message of an entry of the pool. */
export function textOfPool({ bytes, offsets }: Dictionary, entry: number): { component: string; text: string } {
  const end = offsets[entry + 1];
  const mark = bytes.lastIndexOf(POOL_SEPARATOR, end - 1);
  return {
    component: decodeUtf8(bytes, offsets[entry], mark),
    text: decodeUtf8(bytes, mark + 1, end),
  };
}

function compareBytes(bytes: Uint8Array, start: number, end: number, other: Uint8Array): number {
  const shared = Math.min(end - start, other.length);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[start + i] - other[i];
    if (difference !== 0) return difference;
  }
  return end - start - other.length;
}
