import { encodeUtf8 } from "./bytes.ts";
import type { Dictionary } from "./dictionary.ts";
import { entryCount } from "./dictionary.ts";
import { NONE } from "./units.ts";

/**
 * Numbers distinct byte strings 0, 1, 2, … in order of first appearance, without a string per value.
 *
 *     arena    a b c d e f g h         bytes of all entries
 *     offsets  0     3         8       entry i = arena[offsets[i], offsets[i + 1])
 *     table    h1 1  –– −1  h0 0       (hash, entry) by open addressing, a power of two, at most half full
 *
 * Hashing and comparing go four bytes a step: a DataView reads unaligned words as fast as the machine does. Asking first
 * whether a value repeats the last one costs more (a branch that cannot be predicted) than the hash it saves.
 */
export class Interner {
  private arena: Uint8Array;
  private arenaView: DataView;
  private offsets: Uint32Array;
  private table: Int32Array;
  private mask: number;
  private count = 0;
  /** The array seen last and a view of it: a reader passes the same one for a whole slice. */
  private viewed: Uint8Array;
  private view: DataView;

  constructor(expectedEntries = 16) {
    // Small at first: a short slice has many of these and few values.
    let slots = 32;
    while (slots < expectedEntries * 2) slots *= 2;
    this.table = new Int32Array(slots * 2).fill(NONE);
    this.mask = slots - 1;
    this.offsets = new Uint32Array(slots / 2 + 1);
    this.arena = new Uint8Array(slots * 8);
    this.arenaView = viewOf(this.arena);
    this.viewed = this.arena;
    this.view = this.arenaView;
  }

  /** Number of distinct values so far. */
  get size(): number {
    return this.count;
  }

  /** The number of bytes[start, end), a new one if it was never seen. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const view = this.look(bytes);
    const hash = hashBytes(view, start, end);
    const table = this.table;
    const mask = this.mask;
    let slot = hash & mask;
    for (let entry = table[2 * slot + 1]; entry !== NONE; entry = table[2 * slot + 1]) {
      if (table[2 * slot] === hash && this.matches(entry, view, start, end)) return entry;
      slot = (slot + 1) & mask;
    }
    return this.insert(bytes, start, end, hash, slot);
  }

  /** The number of the UTF-8 bytes of a text. */
  internText(text: string): number {
    const bytes = encodeUtf8(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** The number of one entry of a dictionary. */
  internEntry(dictionary: Dictionary, entry: number): number {
    return this.intern(dictionary.bytes, dictionary.offsets[entry], dictionary.offsets[entry + 1]);
  }

  /** The numbers of all entries of a dictionary, indexed by entry. */
  internAll(dictionary: Dictionary): Int32Array {
    const ids = new Int32Array(entryCount(dictionary));
    for (let entry = 0; entry < ids.length; entry++) ids[entry] = this.internEntry(dictionary, entry);
    return ids;
  }

  /** The number of bytes[start, end), NONE if it was never interned. */
  lookup(bytes: Uint8Array, start: number, end: number): number {
    const view = this.look(bytes);
    const hash = hashBytes(view, start, end);
    let slot = hash & this.mask;
    for (let entry = this.table[2 * slot + 1]; entry !== NONE; entry = this.table[2 * slot + 1]) {
      if (this.table[2 * slot] === hash && this.matches(entry, view, start, end)) return entry;
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

  private look(bytes: Uint8Array): DataView {
    if (bytes !== this.viewed) {
      this.viewed = bytes;
      this.view = viewOf(bytes);
    }
    return this.view;
  }

  private matches(entry: number, view: DataView, start: number, end: number): boolean {
    const from = this.offsets[entry];
    const length = end - start;
    if (this.offsets[entry + 1] - from !== length) return false;
    const arena = this.arenaView;
    if (length < 4) {
      for (let i = 0; i < length; i++) if (arena.getUint8(from + i) !== view.getUint8(start + i)) return false;
      return true;
    }
    // The tails of ids differ more often than their heads: the last word (which may overlap) goes first.
    const tail = length - 4;
    if (arena.getInt32(from + tail, true) !== view.getInt32(start + tail, true)) return false;
    for (let i = 0; i < tail; i += 4) {
      if (arena.getInt32(from + i, true) !== view.getInt32(start + i, true)) return false;
    }
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
      this.arenaView = viewOf(arena);
    }
    const arena = this.arena;
    for (let i = start, at = from; i < end; i++, at++) arena[at] = bytes[i];
    this.offsets[entry + 1] = to;
    this.table[2 * slot] = hash;
    this.table[2 * slot + 1] = entry;
    this.count = entry + 1;
    if (this.count * 2 > this.mask) this.grow();
    return entry;
  }

  private grow(): void {
    const old = this.table;
    const slots = old.length;
    const offsets = new Uint32Array(slots / 2 + 1);
    offsets.set(this.offsets);
    this.offsets = offsets;
    const table = new Int32Array(slots * 2).fill(NONE);
    const mask = slots - 1;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === NONE) continue;
      let slot = old[i] & mask;
      while (table[2 * slot + 1] !== NONE) slot = (slot + 1) & mask;
      table[2 * slot] = old[i];
      table[2 * slot + 1] = old[i + 1];
    }
    this.table = table;
    this.mask = mask;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Multiplicative hash, a word a step (the last may overlap), finished by a round of MurmurHash3 (public domain). */
function hashBytes(view: DataView, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  if (length < 4) {
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x9e3779b1);
  } else {
    const tail = end - 4;
    for (let at = start; at < tail; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ view.getInt32(tail, true), 0x9e3779b1);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
