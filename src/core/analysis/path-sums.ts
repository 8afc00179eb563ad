import { addLimbs } from "../model/partial-model.ts";

/** Sums over requests of what one charge target (segment kind or hand-off) took of critical paths. */
export interface PathSums {
  /** Requests with the target on their path. */
  readonly requests: Float64Array;
  /** ns, two limbs. */
  readonly nsHigh: Float64Array;
  readonly nsLow: Float64Array;
  /** Parts per million of each request's latency, rounded per request. */
  readonly sharePpm: Float64Array;
}

/** Sums of nothing, for `length` targets. */
export function emptySums(length: number): PathSums {
  return {
    requests: new Float64Array(length),
    nsHigh: new Float64Array(length),
    nsLow: new Float64Array(length),
    sharePpm: new Float64Array(length),
  };
}

/** Adds entry `index` of `from` to entry `at` of `into`. */
export function addSums(into: PathSums, at: number, from: PathSums, index: number): void {
  into.requests[at] += from.requests[index];
  into.nsHigh[at] += from.nsHigh[index];
  addLimbs(into.nsHigh, into.nsLow, at, from.nsLow[index]);
  into.sharePpm[at] += from.sharePpm[index];
}

/**
 * Growable columns of `PathSums`: `touch` adds ns to a target within a request, `settle` closes the request. A target is
 * counted once per request, however many hops it has there.
 */
export class SumColumns {
  private requests: Float64Array;
  private nsHigh: Float64Array;
  private nsLow: Float64Array;
  private sharePpm: Float64Array;
  private pending: Float64Array;
  private pendingSince: Int32Array;
  private touched: number[] = [];
  private generation = 1;

  constructor(public length: number) {
    this.requests = new Float64Array(length);
    this.nsHigh = new Float64Array(length);
    this.nsLow = new Float64Array(length);
    this.sharePpm = new Float64Array(length);
    this.pending = new Float64Array(length);
    this.pendingSince = new Int32Array(length);
  }

  touch(at: number, ns: number): void {
    if (at >= this.requests.length) this.widen(at + 1);
    if (at >= this.length) this.length = at + 1;
    if (this.pendingSince[at] !== this.generation) {
      this.pendingSince[at] = this.generation;
      this.pending[at] = 0;
      this.touched.push(at);
    }
    this.pending[at] += ns;
  }

  settle(latencyNs: number): void {
    for (const at of this.touched) {
      this.requests[at]++;
      addLimbs(this.nsHigh, this.nsLow, at, this.pending[at]);
      this.sharePpm[at] += ppm(this.pending[at], latencyNs);
    }
    this.touched.length = 0;
    this.generation++;
  }

  finish(): PathSums {
    return {
      requests: this.requests.slice(0, this.length),
      nsHigh: this.nsHigh.slice(0, this.length),
      nsLow: this.nsLow.slice(0, this.length),
      sharePpm: this.sharePpm.slice(0, this.length),
    };
  }

  private widen(length: number): void {
    const capacity = Math.max(16, length * 2);
    for (const name of ["requests", "nsHigh", "nsLow", "sharePpm", "pending"] as const) {
      const wider = new Float64Array(capacity);
      wider.set(this[name]);
      this[name] = wider;
    }
    const since = new Int32Array(capacity);
    since.set(this.pendingSince);
    this.pendingSince = since;
  }
}

/** Parts per million, rounded; 0 of nothing. */
export function ppm(part: number, whole: number): number {
  return whole > 0 ? Math.round((part * 1e6) / whole) : 0;
}
