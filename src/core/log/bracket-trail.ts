/** Brackets of a wrapper whose positions are kept. */
const TRACKED = 64;

/**
 * The open brackets around a position of a document: where each stands, and how deep what it holds goes. Depths count from
 * 1, the outermost bracket; of those beyond 64 only how deep they go is kept.
 */
export class BracketTrail {
  private readonly starts = new Float64Array(TRACKED).fill(-1);
  private readonly peaks = new Float64Array(TRACKED);

  /** A bracket at `at` makes the depth `depth`. */
  open(depth: number, at: number): void {
    if (depth <= TRACKED) {
      this.starts[depth - 1] = at;
      this.peaks[depth - 1] = depth;
    } else this.peaks[TRACKED - 1] = Math.max(this.peaks[TRACKED - 1], depth);
  }

  /** The bracket that made the depth `depth` is closed. */
  close(depth: number): void {
    if (depth > 1 && depth <= TRACKED) {
      this.peaks[depth - 2] = Math.max(this.peaks[depth - 2], this.peaks[depth - 1]);
    }
  }

  /** Position of the bracket that made a depth, −1 if it is not known: it stands outside of the bytes, or too deep. */
  startOf(depth: number): number {
    return depth > TRACKED ? -1 : this.starts[depth - 1];
  }

  /** Levels inside the bracket that made a depth, itself included. */
  levelsIn(depth: number): number {
    return this.peaks[depth - 1] - (depth - 1);
  }

  /** Tells that `count` bytes were taken from the front of the buffer. */
  shift(count: number): void {
    for (let i = 0; i < TRACKED; i++) this.starts[i] -= count;
  }
}
