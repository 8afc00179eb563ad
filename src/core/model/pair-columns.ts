/** Values that are compared at a time: the columns of a block stay within a second-level cache. */
const BLOCK_VALUES = 1 << 15;
/** No power of two: columns that far apart would fall on the same lines of the first-level cache. */
const MOST_LANES = 244;
const LEAST_LANES = 32;
/** Kinds that this share of the requests has are worth a column. */
const COMMON_SHARE = 0.5;
const MOST_COLUMNS = 1024;
/** With fewer columns a block is not worth its while. */
export const LEAST_COLUMNS = 8;

/**
 * Requests side by side: one column per common kind, one lane per request, so that a pair of kinds is compared over many
 * requests at once.
 *
 *              lane 0    1    2
 *     kind 3      100  105  NaN     starts; NaN where the request lacks the kind
 *     kind 7      140  150  131
 *
 * Lanes are in ascending rank. Bytes: 16 per column and lane.
 */
export class PairColumns {
  readonly lanes: number;
  /** [column][lane], ns: where the kind starts and where it ends. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Rank of the request of each lane. */
  readonly ranks: Uint32Array;
  /** Lanes in use. */
  count = 0;
  /** Lowest rank among them. */
  leastRank = Number.POSITIVE_INFINITY;
  /** [column]: resolution of its ends, the same in all lanes. */
  readonly resolutionNs: Float64Array;
  /** [column]: lanes that have the kind. */
  private readonly filled: Int32Array;
  /** [column][word]: those lanes, one bit each. */
  private readonly present: Int32Array;
  private readonly words: number;

  /** @param kinds kind of each column, ascending */
  constructor(readonly kinds: Int32Array) {
    const columns = kinds.length;
    this.lanes = Math.min(MOST_LANES, Math.max(LEAST_LANES, (BLOCK_VALUES / Math.max(1, columns)) & ~1));
    this.starts = new Float64Array(columns * this.lanes).fill(Number.NaN);
    this.ends = new Float64Array(columns * this.lanes).fill(Number.NaN);
    this.ranks = new Uint32Array(this.lanes);
    this.resolutionNs = new Float64Array(columns);
    this.filled = new Int32Array(columns);
    this.words = (this.lanes + 31) >>> 5;
    this.present = new Int32Array(columns * this.words);
  }

  get isFull(): boolean {
    return this.count === this.lanes;
  }

  /** Takes a lane for a request. */
  add(rank: number): number {
    this.ranks[this.count] = rank;
    if (rank < this.leastRank) this.leastRank = rank;
    return this.count++;
  }

  /** Enters an occurrence of a kind; false if the lane has one already, or the column another resolution. */
  set(column: number, lane: number, startNs: number, endNs: number, resolutionNs: number): boolean {
    const word = column * this.words + (lane >>> 5);
    const bit = 1 << (lane & 31);
    if (this.filled[column] === 0) this.resolutionNs[column] = resolutionNs;
    else if ((this.present[word] & bit) !== 0 || this.resolutionNs[column] !== resolutionNs) return false;
    this.present[word] |= bit;
    this.filled[column]++;
    const at = column * this.lanes + lane;
    this.starts[at] = startNs;
    this.ends[at] = endNs;
    return true;
  }

  /** Rank of the first request in which column b starts at or after the end of column a: there must be one. */
  firstRank(a: number, b: number): number {
    const { lanes, starts, ends, ranks } = this;
    let lane = 0;
    while (lane < this.count && !(starts[b * lanes + lane] >= ends[a * lanes + lane])) lane++;
    return ranks[lane];
  }

  /** Lanes that have both kinds. */
  lanesWithBoth(a: number, b: number): number {
    const { filled, count, words, present } = this;
    if (filled[a] === count) return filled[b];
    if (filled[b] === count) return filled[a];
    let both = 0;
    for (let word = 0; word < words; word++) both += bitCount(present[a * words + word] & present[b * words + word]);
    return both;
  }

  clear(): void {
    this.starts.fill(Number.NaN);
    this.ends.fill(Number.NaN);
    this.present.fill(0);
    this.filled.fill(0);
    this.count = 0;
    this.leastRank = Number.POSITIVE_INFINITY;
  }
}

/**
 * The kinds that get a column, ascending: those that at least half of the requests of the class have. None if they are
 * fewer than `least`.
 */
export function commonKinds(requestsOfKind: Uint32Array, least: number): Int32Array {
  // The first event of a root class is in all of its requests.
  const requests = requestsOfKind.reduce((most, count) => Math.max(most, count), 0);
  const common: number[] = [];
  for (let kind = 0; kind < requestsOfKind.length && common.length < MOST_COLUMNS; kind++) {
    if (requestsOfKind[kind] >= requests * COMMON_SHARE) common.push(kind);
  }
  return Int32Array.from(common.length < least ? [] : common);
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
