/** The smallest margins that are kept per direction while nothing refutes it (semantics §5). */
export const MARGIN_COUNT = 8;
/** "No request": greater than every request rank. */
export const NO_REQUEST = 0xffffffff;

/**
 * Counts of one class for every ordered pair of event kinds (K kinds), K × K row-major, row = the kind that comes
 * first. With `before` of (a, b) and of (b, a) this is the four cells of semantics §5 per unordered pair.
 *
 * Bytes: K² · (4 · windows + 8 + 4 + 36).
 */
export interface OrderCells {
  readonly kinds: number;
  readonly windows: number;
  /** [window][a][b]: requests in which a certainly comes before b. */
  readonly before: Uint32Array;
  /** [a][b]: equal stamps of an end a and a start b on one host. */
  readonly tie: Uint32Array;
  /** [min][max]: requests in which the order of the pair is undecided. */
  readonly undecided: Uint32Array;
  /** [a][b]: rank of the first request counted in `before`, NO_REQUEST if none. */
  readonly first: Uint32Array;
  /** [a][b][8]: smallest margins (ns, ascending, Infinity = none) of a before b; cleared once both orders occur. */
  readonly margins: Float32Array;
  /** [a]: coarsest resolution of the kind's stamps, in ns. */
  readonly resolutionNs: Float64Array;
}

export function emptyOrderCells(kinds: number, windows: number): OrderCells {
  const square = kinds * kinds;
  return {
    kinds,
    windows,
    before: new Uint32Array(square * windows),
    tie: new Uint32Array(square),
    undecided: new Uint32Array(square),
    first: new Uint32Array(square).fill(NO_REQUEST),
    margins: new Float32Array(square * MARGIN_COUNT).fill(Number.POSITIVE_INFINITY),
    resolutionNs: new Float64Array(kinds),
  };
}

/** Inserts into eight ascending margins at `at`, dropping the largest. */
export function insertMargin(margins: Float32Array, at: number, marginNs: number): void {
  let slot = at + MARGIN_COUNT - 1;
  while (slot > at && margins[slot - 1] > marginNs) {
    margins[slot] = margins[slot - 1];
    slot--;
  }
  margins[slot] = marginNs;
}

/**
 * Adds `part` to `into`. Law: commutative and associative, with empty cells as identity: counts add, first requests
 * take the minimum, margins the eight smallest; a direction's margins vanish once both directions have occurred.
 */
export function mergeOrderCells(into: OrderCells, part: OrderCells): void {
  addInto(into.before, part.before);
  addInto(into.tie, part.tie);
  addInto(into.undecided, part.undecided);
  const kinds = into.kinds;
  for (let a = 0; a < kinds; a++) into.resolutionNs[a] = Math.max(into.resolutionNs[a], part.resolutionNs[a]);
  for (let cell = 0; cell < into.first.length; cell++) into.first[cell] = Math.min(into.first[cell], part.first[cell]);
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      const cell = a * kinds + b;
      const at = cell * MARGIN_COUNT;
      const both = into.first[cell] !== NO_REQUEST && into.first[b * kinds + a] !== NO_REQUEST;
      if (both) into.margins.fill(Number.POSITIVE_INFINITY, at, at + MARGIN_COUNT);
      else mergeMargins(into.margins, part.margins, at);
    }
  }
}

export function mergeMargins(into: Float32Array, part: Float32Array, at: number): void {
  for (let i = 0; i < MARGIN_COUNT && part[at + i] < into[at + MARGIN_COUNT - 1]; i++) {
    insertMargin(into, at, part[at + i]);
  }
}

export function addInto(into: Uint32Array, part: Uint32Array): void {
  for (let i = 0; i < into.length; i++) into[i] += part[i];
}

/** [a][b]: `before` summed over the windows. */
export function totalBefore(cells: OrderCells): Float64Array {
  const square = cells.kinds * cells.kinds;
  const before = new Float64Array(square);
  for (let window = 0; window < cells.windows; window++) {
    const offset = window * square;
    for (let cell = 0; cell < square; cell++) before[cell] += cells.before[offset + cell];
  }
  return before;
}
