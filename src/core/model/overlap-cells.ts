import { addInto, MARGIN_COUNT, mergeMargins, NO_REQUEST } from "./order-cells.ts";

/** The middle of each 1/64 of a request is probed for which segment kinds run there (semantics §7). */
export const OCCUPANCY_BINS = 64;

/**
 * Counts of one class for every pair of segment kinds (S kinds), S × S row-major. One of the five per pair and request:
 *
 *     before       [a][b]      end(a) ⪯ start(b) for certain, so b → a is refuted
 *     overlap      [min][max]  they certainly run at one time: refutes both orders and mutual exclusion
 *     inside       [min][max]  the same, but one has zero length: refutes both orders, says nothing of exclusion
 *     maybeBefore  [a][b]      end(a) ⪯ start(b) undecided, b → a refuted
 *     unknown      [min][max]  both orders undecided
 *
 * Bytes: S² · (20 + 12 + 32) + 256 · S.
 */
export interface OverlapCells {
  readonly kinds: number;
  readonly before: Uint32Array;
  readonly overlap: Uint32Array;
  readonly inside: Uint32Array;
  readonly maybeBefore: Uint32Array;
  readonly unknown: Uint32Array;
  /** Rank of the first request counted in `before`. */
  readonly firstBefore: Uint32Array;
  /** Rank of the first request counted in `overlap` or `inside`. */
  readonly firstOverlap: Uint32Array;
  /** Rank of the first request counted in `maybeBefore`. */
  readonly firstMaybe: Uint32Array;
  /** [a][b][8]: smallest margins of a → b in ns; cleared once a → b is refuted. */
  readonly margins: Float32Array;
  /** [kind][64]: change of the number of requests in which the kind runs, from bin to bin (prefix sums give the count). */
  readonly occupancyChange: Int32Array;
}

export function emptyOverlapCells(kinds: number): OverlapCells {
  const square = kinds * kinds;
  return {
    kinds,
    before: new Uint32Array(square),
    overlap: new Uint32Array(square),
    inside: new Uint32Array(square),
    maybeBefore: new Uint32Array(square),
    unknown: new Uint32Array(square),
    firstBefore: new Uint32Array(square).fill(NO_REQUEST),
    firstOverlap: new Uint32Array(square).fill(NO_REQUEST),
    firstMaybe: new Uint32Array(square).fill(NO_REQUEST),
    margins: new Float32Array(square * MARGIN_COUNT).fill(Number.POSITIVE_INFINITY),
    occupancyChange: new Int32Array(kinds * OCCUPANCY_BINS),
  };
}

/** A count of the unordered pair, whichever started first. */
export function bothWays(cells: Uint32Array, a: number, b: number, kinds: number): number {
  return cells[a * kinds + b] + cells[b * kinds + a];
}

/** Whether any request refuted a → b. */
export function isOrderRefuted(cells: OverlapCells, a: number, b: number): boolean {
  return firstRefuter(cells, a, b) !== NO_REQUEST;
}

/** Rank of the first request that refutes a → b, NO_REQUEST if none does. */
export function firstRefuter(cells: OverlapCells, a: number, b: number): number {
  const forward = a * cells.kinds + b;
  const reverse = b * cells.kinds + a;
  return Math.min(
    cells.firstBefore[reverse],
    cells.firstOverlap[forward],
    cells.firstOverlap[reverse],
    cells.firstMaybe[reverse],
  );
}

/** Adds `part` to `into`; the same law as `mergeOrderCells`. */
export function mergeOverlapCells(into: OverlapCells, part: OverlapCells): void {
  addInto(into.before, part.before);
  addInto(into.overlap, part.overlap);
  addInto(into.inside, part.inside);
  addInto(into.maybeBefore, part.maybeBefore);
  addInto(into.unknown, part.unknown);
  for (const name of ["firstBefore", "firstOverlap", "firstMaybe"] as const) {
    const target = into[name];
    for (let cell = 0; cell < target.length; cell++) target[cell] = Math.min(target[cell], part[name][cell]);
  }
  for (let i = 0; i < into.occupancyChange.length; i++) into.occupancyChange[i] += part.occupancyChange[i];
  for (let a = 0; a < into.kinds; a++) {
    for (let b = 0; b < into.kinds; b++) {
      const at = (a * into.kinds + b) * MARGIN_COUNT;
      if (isOrderRefuted(into, a, b)) into.margins.fill(Number.POSITIVE_INFINITY, at, at + MARGIN_COUNT);
      else mergeMargins(into.margins, part.margins, at);
    }
  }
}

/** Requests in which a segment kind runs at the middle of each 1/64 of the request. */
export function occupancyOf(cells: OverlapCells, kind: number): Uint32Array {
  const counts = new Uint32Array(OCCUPANCY_BINS);
  let running = 0;
  for (let bin = 0; bin < OCCUPANCY_BINS; bin++) {
    running += cells.occupancyChange[kind * OCCUPANCY_BINS + bin];
    counts[bin] = running;
  }
  return counts;
}
