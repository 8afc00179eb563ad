/** Known byte offsets of 1-based lines, ascending. */
interface LineOffsets {
  readonly line: ArrayLike<number>;
  readonly offset: ArrayLike<number>;
}

/** Lines that one stretch of a file holds. */
export interface RawRead {
  /** The line that begins at `offset`. */
  readonly line: number;
  readonly offset: number;
  /** Bytes that hold all wanted lines, unless records are very long. */
  readonly length: number;
  /** Positions in the list of wanted lines. */
  readonly wanted: readonly number[];
}

/** A record may go on behind the next known line. */
const SLACK_BYTES = 64 << 10;
/** Beyond it a line is looked for by itself. */
const MOST_BYTES = 1 << 20;

/**
 * Groups wanted lines by the last known line before each, ascending: what is read once is not read for every line.
 * @param lines 1-based, in any order
 */
export function rawReads(known: LineOffsets, lines: readonly number[]): RawRead[] {
  const reads = new Map<number, number[]>();
  lines.forEach((line, position) => {
    const at = knownBefore(known.line, line);
    const wanted = reads.get(at);
    if (wanted === undefined) reads.set(at, [position]);
    else wanted.push(position);
  });
  return [...reads]
    .sort(([a], [b]) => a - b)
    .map(([at, wanted]) => {
      if (known.line.length === 0) return { line: 1, offset: 0, length: MOST_BYTES, wanted };
      const offset = known.offset[at];
      const next = at + 1 < known.offset.length ? known.offset[at + 1] - offset + SLACK_BYTES : MOST_BYTES;
      return { line: known.line[at], offset, length: Math.min(next, MOST_BYTES), wanted };
    });
}

/** Last known line that is not behind the wanted one. */
function knownBefore(known: ArrayLike<number>, line: number): number {
  let [from, to] = [0, known.length - 1];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (known[middle] <= line) from = middle;
    else to = middle - 1;
  }
  return from;
}

/**
 * Stretches of a stream in one pass: bytes [offset, offset + length) of each read, which ascend by offset. Memory: the
 * stretches.
 */
export async function stretchesOf(chunks: AsyncIterable<Uint8Array>, reads: readonly RawRead[]): Promise<Uint8Array[]> {
  const parts = reads.map(({ length }) => new Uint8Array(length));
  const filled = new Array<number>(reads.length).fill(0);
  const endOffset = reads.reduce((most, { offset, length }) => Math.max(most, offset + length), 0);
  let position = 0;
  for await (const chunk of chunks) {
    const end = position + chunk.length;
    for (let at = 0; at < reads.length && reads[at].offset < end; at++) {
      const { offset, length } = reads[at];
      const from = Math.max(position, offset);
      const to = Math.min(end, offset + length);
      if (from >= to) continue;
      parts[at].set(chunk.subarray(from - position, to - position), from - offset);
      filled[at] = to - offset;
    }
    position = end;
    if (position >= endOffset) break;
  }
  return parts.map((part, at) => part.subarray(0, filled[at]));
}
