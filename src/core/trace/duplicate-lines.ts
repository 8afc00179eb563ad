import { LineHash } from "../log/line-hash.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { NONE, PARTITION_COUNT } from "../units.ts";
import { hostKeys, LineCopies } from "./line-copies.ts";
import { lineBases } from "./line-index.ts";
import { withoutLines } from "./stored-slice.ts";

/** Of the stretch in which two files have lines in common, so much of one of them must be common: else it is chance. */
const LEAST_SHARE = 0.5;

/** Lines that a file shares with an earlier one, and where they stand in both. */
interface SharedStretch {
  readonly earlier: number;
  readonly later: number;
  rows: number;
  readonly inEarlier: [first: number, last: number];
  readonly inLater: [first: number, last: number];
}

/**
 * Leaves out lines that shippers delivered twice: of a line with the same bytes, stamp, host and request in several files
 * there are as many as in the file with the most (equal lines of one file are real), and those of the first such file, in
 * the order of the files, stay. Two files are taken for copies of one another only where most lines of a stretch are in
 * both: replicas that happen to write the same words in the same millisecond keep theirs. Lines of which no event was kept
 * (rejects, other partitions than those of the sample) are not compared.
 *
 * @param slices in the order of (file, slice); those without `lineHash` are left alone, and so is a file alone
 * @returns as many slices, without line hashes. Cost: one pass over the rows of files that overlap in time, one partition
 * at a time; nothing where at most one file has line hashes.
 */
export function withoutDuplicates<S extends ParsedSlice>(slices: readonly S[]): readonly S[] {
  const exposed = exposedSlices(slices);
  if (exposed.length === 0) return slices.map(withoutHashes);
  const bases = lineBases(slices.map((slice) => ({ slice })));
  const holders: (Int32Array | undefined)[] = [];
  const stretches = new Map<number, SharedStretch>();
  const copies = new LineCopies(mostRows(slices, exposed));
  const hasher = new LineHash();
  const hosts = exposed.map((at) =>
    hostKeys(slices[at], (start, end) => hasher.of(slices[at].hosts.bytes, start, end)),
  );
  for (let partition = 0; partition < PARTITION_COUNT; partition++) {
    copies.clear();
    exposed.forEach((at, i) => {
      const { fileIndex, lineHash, timeNs, request, requestHash, source, line, partitionOffsets } = slices[at];
      if (lineHash === undefined) return;
      for (let row = partitionOffsets[partition]; row < partitionOffsets[partition + 1]; row++) {
        const lineOfFile = bases[at] + line[row];
        const host = hosts[i][source[row]];
        copies.take(lineHash[row], timeNs[row], requestHash[request[row]], host, fileIndex, lineOfFile);
        if (copies.holder === NONE) continue;
        holders[at] ??= new Int32Array(timeNs.length).fill(NONE);
        holders[at][row] = copies.holder;
        note(stretches, copies.holder, fileIndex, copies.holderLine, lineOfFile);
      }
    });
  }
  const isCopy = new Set<number>();
  for (const [pair, stretch] of stretches) if (isShared(stretch, slices, bases)) isCopy.add(pair);
  return slices.map((slice, at) => {
    const holderOf = holders[at];
    if (holderOf === undefined) return withoutHashes(slice);
    return withoutLines(withoutHashes(slice), (row) => isCopy.has(pairOf(holderOf[row], slice.fileIndex)), "S_DUP");
  });
}

/** Positions of the slices whose time some other file with line hashes overlaps: all others hold no copies. */
function exposedSlices(slices: readonly ParsedSlice[]): number[] {
  const spans = slices.map(spanOf);
  const files = new Map<number, { min: number; max: number }>();
  spans.forEach((span, at) => {
    if (span === undefined) return;
    const known = files.get(slices[at].fileIndex) ?? span;
    files.set(slices[at].fileIndex, { min: Math.min(known.min, span.min), max: Math.max(known.max, span.max) });
  });
  if (files.size < 2) return [];
  return slices.flatMap(({ fileIndex }, at) => {
    const span = spans[at];
    if (span === undefined) return [];
    const meets = [...files].some(([file, { min, max }]) => file !== fileIndex && min <= span.max && span.min <= max);
    return meets ? [at] : [];
  });
}

function spanOf({ lineHash, timeNs }: ParsedSlice): { min: number; max: number } | undefined {
  if (lineHash === undefined || timeNs.length === 0) return undefined;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const ns of timeNs) {
    if (ns < min) min = ns;
    if (ns > max) max = ns;
  }
  return { min, max };
}

function mostRows(slices: readonly ParsedSlice[], exposed: readonly number[]): number {
  let most = 0;
  for (let partition = 0; partition < PARTITION_COUNT; partition++) {
    let rows = 0;
    for (const at of exposed) {
      const { partitionOffsets } = slices[at];
      rows += partitionOffsets[partition + 1] - partitionOffsets[partition];
    }
    most = Math.max(most, rows);
  }
  return most;
}

/** Files are at most 2^16. */
function pairOf(earlier: number, later: number): number {
  return earlier * 65_536 + later;
}

function note(
  stretches: Map<number, SharedStretch>,
  earlier: number,
  later: number,
  earlierLine: number,
  laterLine: number,
): void {
  const pair = pairOf(earlier, later);
  const known = stretches.get(pair);
  if (known === undefined) {
    const inEarlier: [number, number] = [earlierLine, earlierLine];
    stretches.set(pair, { earlier, later, rows: 1, inEarlier, inLater: [laterLine, laterLine] });
    return;
  }
  known.rows++;
  widen(known.inEarlier, earlierLine);
  widen(known.inLater, laterLine);
}

function widen(range: [number, number], line: number): void {
  if (line < range[0]) range[0] = line;
  else if (line > range[1]) range[1] = line;
}

function isShared(stretch: SharedStretch, slices: readonly ParsedSlice[], bases: Float64Array): boolean {
  const { earlier, later, rows, inEarlier, inLater } = stretch;
  const least = Math.min(rowsBetween(slices, bases, earlier, inEarlier), rowsBetween(slices, bases, later, inLater));
  return rows >= least * LEAST_SHARE;
}

/** Rows of a file whose lines lie in a range, both ends included. */
function rowsBetween(
  slices: readonly ParsedSlice[],
  bases: Float64Array,
  file: number,
  [first, last]: readonly [number, number],
): number {
  let rows = 0;
  slices.forEach(({ fileIndex, counts, line }, at) => {
    const base = bases[at];
    if (fileIndex !== file || base > last || base + counts.lines <= first) return;
    if (first <= base && base + counts.lines <= last + 1) rows += line.length;
    else for (const own of line) if (base + own >= first && base + own <= last) rows++;
  });
  return rows;
}

function withoutHashes<S extends ParsedSlice>(slice: S): S {
  const { lineHash: _, ...rest } = slice;
  return rest as S;
}
