/**
 * Seeded random numbers: chance is an argument in this project, so that a seed reproduces every byte.
 * The generator is sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, public domain; 128 bits of state,
 * passes PractRand), its state filled from the seeds by splitmix32 steps.
 */
export class Rng {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;
  /** The second normal deviate of the last polar pair; NaN = none. */
  #spare = Number.NaN;

  /** Any numbers work as seeds; the same list gives the same stream. Different lists give unrelated streams. */
  constructor(...seeds: readonly number[]) {
    this.reseed(...seeds);
  }

  /** Restarts the stream as if newly constructed, without allocating. */
  reseed(...seeds: readonly number[]): void {
    let state = 0x9e3779b9;
    for (const seed of seeds) {
      state = mix32(state ^ (seed >>> 0));
      // The part above 32 bits counts too, so that seeds 1 and 2^32 + 1 differ.
      state = mix32(state ^ (Math.floor(seed / 4294967296) >>> 0));
    }
    this.#a = mix32((state + 0x9e3779b9) | 0);
    this.#b = mix32((state + 0x3c6ef372) | 0);
    this.#c = mix32((state + 0xdaa66d2b) | 0);
    this.#counter = 1;
    this.#spare = Number.NaN;
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 random bits, 0 … 2^32 − 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number {
    return this.bits() / 4294967296;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Uniform integer, low ≤ n ≤ high, both included; high − low < 2^32. */
  integer(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Normal deviate (Marsaglia's polar method). */
  normal(mean = 0, deviation = 1): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return mean + deviation * spare;
    }
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spare = y * factor;
        return mean + deviation * x * factor;
      }
    }
  }

  /** Lognormal deviate: its median, and the deviation of its natural logarithm (0.3 ≈ ± 30 %). */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Exponential deviate with this mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** One element; throws on an empty list. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("pick: the list is empty");
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** Fisher–Yates shuffle in place; every permutation is equally likely. Returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      const kept = items[last];
      items[last] = items[other];
      items[other] = kept;
    }
    return items;
  }
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix32(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
