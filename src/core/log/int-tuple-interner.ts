import { NONE } from "../units.ts";

/** Columns of a tuple: enough for (host, task name, label, phase); narrower combinations pass zeros. */
const WIDTH = 4;

/**
 * Numbers distinct combinations of four integers 0, 1, 2, … in order of first appearance.
 * The same open addressing as `Interner`; `column` gives one component of all tuples.
 */
export class IntTupleInterner {
  private values = new Int32Array(16 * WIDTH);
  private table = new Int32Array(32).fill(NONE);
  private mask = 31;
  private count = 0;
  private last = NONE;

  /** Number of distinct tuples so far. */
  get size(): number {
    return this.count;
  }

  /** The number of (a, b, c, d), a new one if it was never seen. */
  intern(a: number, b: number, c: number, d: number): number {
    if (this.last !== NONE && this.matches(this.last, a, b, c, d)) return this.last;
    let slot = hashTuple(a, b, c, d) & this.mask;
    for (let entry = this.table[slot]; entry !== NONE; entry = this.table[slot]) {
      if (this.matches(entry, a, b, c, d)) {
        this.last = entry;
        return entry;
      }
      slot = (slot + 1) & this.mask;
    }
    const entry = this.count++;
    this.values.set([a, b, c, d], entry * WIDTH);
    this.table[slot] = entry;
    this.last = entry;
    if (this.count * WIDTH === this.values.length) this.grow();
    return entry;
  }

  /** Component `index` (0 … 3) of every tuple, by number. */
  column(index: number): Int32Array {
    return Int32Array.from({ length: this.count }, (_, entry) => this.values[entry * WIDTH + index]);
  }

  private matches(entry: number, a: number, b: number, c: number, d: number): boolean {
    const values = this.values;
    const at = entry * WIDTH;
    return values[at] === a && values[at + 1] === b && values[at + 2] === c && values[at + 3] === d;
  }

  private grow(): void {
    const values = new Int32Array(this.values.length * 2);
    values.set(this.values);
    this.values = values;
    const table = new Int32Array(this.table.length * 2).fill(NONE);
    const mask = table.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      const at = entry * WIDTH;
      let slot = hashTuple(values[at], values[at + 1], values[at + 2], values[at + 3]) & mask;
      while (table[slot] !== NONE) slot = (slot + 1) & mask;
      table[slot] = entry;
    }
    this.table = table;
    this.mask = mask;
  }
}

function hashTuple(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ b;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ c;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) ^ d;
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return hash ^ (hash >>> 15);
}
