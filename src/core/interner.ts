import type { Dictionary } from "./dictionary.ts";
import { NONE } from "./units.ts";

/**
 * Numbers distinct byte strings 0, 1, 2, … in order of first appearance, without a string per value.
 *
 *     arena    a b c d e f g h         bytes of all entries
 *     offsets  0     3         8       entry i = arena[offsets[i], offsets[i + 1])
 *     table    -1 1 -1 0               open addressing, a power of two, at most half full
 *
 * `intern` is one hash and one comparison; a repeat of the last value is one comparison.
 */
export class Interner {
  private arena: Uint8Array;
  private offsets: Uint32Array;
  private hashes: Int32Array;
  private table: Int32Array;
  private mask: number;
  private count = 0;
  private last = NONE;

  constructor(expectedEntries = 64) {
    let slots = 128;
    while (slots < expectedEntries * 2) slots *= 2;
    this.table = new Int32Array(slots).fill(NONE);
    this.mask = slots - 1;
    this.offsets = new Uint32Array(slots / 2 + 1);
    this.hashes = new Int32Array(slots / 2);
    this.arena = new Uint8Array(slots * 8);
  }

  /** Number of distinct values so far. */
  get size(): number {
    return this.count;
  }

  /** The number of bytes[start, end), a new one if it was never seen. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const last = this.last;
    if (last !== NONE && this.matches(last, bytes, start, end)) return last;
    const hash = hashBytes(bytes, start, end);
    const mask = this.mask;
    const table = this.table;
    let slot = hash & mask;
    for (let entry = table[slot]; entry !== NONE; slot = (slot + 1) & mask, entry = table[slot]) {
      if (this.hashes[entry] === hash && this.matches(entry, bytes, start, end)) {
        this.last = entry;
        return entry;
      }
    }
    return this.insert(bytes, start, end, hash, slot);
  }

  /** The number of bytes[start, end), NONE if it was never interned. */
  lookup(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    let slot = hash & this.mask;
    for (let entry = this.table[slot]; entry !== NONE; entry = this.table[slot]) {
      if (this.hashes[entry] === hash && this.matches(entry, bytes, start, end)) return entry;
      slot = (slot + 1) & this.mask;
    }
    return NONE;
  }

  /** A copy of the bytes of one entry. */
  entry(id: number): Uint8Array {
    return this.arena.slice(this.offsets[id], this.offsets[id + 1]);
  }

  /** The values in order of their numbers, in buffers of exactly their size. The interner stays usable. */
  finish(): Dictionary {
    return {
      bytes: this.arena.slice(0, this.offsets[this.count]),
      offsets: this.offsets.slice(0, this.count + 1),
    };
  }

  private matches(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = this.offsets[entry];
    if (this.offsets[entry + 1] - at !== end - start) return false;
    const arena = this.arena;
    // The tails of ids differ more often than their heads: compare the last byte first.
    if (end > start && arena[at + end - start - 1] !== bytes[end - 1]) return false;
    for (let i = start; i < end; i++, at++) if (arena[at] !== bytes[i]) return false;
    return true;
  }

  private insert(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const entry = this.count;
    const from = this.offsets[entry];
    const to = from + (end - start);
    if (to > this.arena.length) {
      const arena = new Uint8Array(Math.max(to, this.arena.length * 2));
      arena.set(this.arena.subarray(0, from));
      this.arena = arena;
    }
    const arena = this.arena;
    for (let i = start, at = from; i < end; i++, at++) arena[at] = bytes[i];
    this.offsets[entry + 1] = to;
    this.hashes[entry] = hash;
    this.table[slot] = entry;
    this.count = entry + 1;
    this.last = entry;
    if (this.count === this.hashes.length) this.grow();
    return entry;
  }

  private grow(): void {
    const capacity = this.hashes.length * 2;
    const offsets = new Uint32Array(capacity + 1);
    offsets.set(this.offsets);
    this.offsets = offsets;
    const hashes = new Int32Array(capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    const table = new Int32Array(capacity * 2).fill(NONE);
    const mask = table.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      let slot = hashes[entry] & mask;
      while (table[slot] !== NONE) slot = (slot + 1) & mask;
      table[slot] = entry;
    }
    this.table = table;
    this.mask = mask;
  }
}

/** Multiplicative hash, four bytes a step, with the finaliser of MurmurHash3 (public domain) so that low bits are good. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = (end - start) | 0;
  let at = start;
  for (const whole = end - 3; at < whole; at += 4) {
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
