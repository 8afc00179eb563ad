/** More distinct values than this are not told apart; which ones are kept does not depend on the order of arrival. */
export const MOST_DISTINCT = 4096;

/** Requests by value (an id, or a minute). At most `MOST_DISTINCT` values: those of smallest hash, counted in full. */
export interface DistinctCounts {
  /** Ascending. */
  readonly values: Int32Array;
  readonly requests: Float64Array;
  /** There were more values; those kept are a sample that their hashes chose. */
  readonly isCut: boolean;
}

/**
 * Counts values in bounded memory. Law: commutative and associative, without values as identity: a value whose hash is
 * among the smallest of all is among the smallest of every part that has it, so its count is complete.
 */
export class DistinctTally {
  private counts = new Map<number, number>();
  private limit = 0xffffffff;
  private isCut = false;

  /** @param value a 32-bit integer */
  add(value: number, requests = 1): void {
    const known = this.counts.get(value);
    if (known !== undefined) {
      this.counts.set(value, known + requests);
      return;
    }
    if (hashOf(value) > this.limit) return;
    this.counts.set(value, requests);
    if (this.counts.size > 2 * MOST_DISTINCT) this.cut();
  }

  merge(part: DistinctCounts): void {
    part.values.forEach((value, at) => {
      this.add(value, part.requests[at]);
    });
    this.isCut ||= part.isCut;
  }

  finish(): DistinctCounts {
    if (this.counts.size > MOST_DISTINCT) this.cut();
    const values = Int32Array.from(this.counts.keys()).sort();
    const requests = Float64Array.from(values, (value) => this.counts.get(value) ?? 0);
    return { values, requests, isCut: this.isCut };
  }

  /** Keeps the values of smallest hash. Hashes of distinct values are distinct. */
  private cut(): void {
    const hashes = Uint32Array.from(this.counts.keys(), hashOf).sort();
    this.limit = hashes[MOST_DISTINCT - 1];
    this.isCut = true;
    for (const value of [...this.counts.keys()]) if (hashOf(value) > this.limit) this.counts.delete(value);
  }
}

/** A bijection of 32-bit integers that scatters them. */
function hashOf(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
