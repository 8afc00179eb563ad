import type { ParsedSlice } from "../log/parsed-slice.ts";
import { withoutLines } from "./stored-slice.ts";

/**
 * Leaves out lines with the same bytes as the line directly before them, in files whose plan counts such repeats once: of a
 * run of equal lines the first stays. Slices matter as little as the sample: equal lines are of one request, so that both
 * are kept or neither. Lines of which no event was kept, and records of several lines, are not compared.
 *
 * @param slices in the order of (file, slice); those of other files are left alone. Cost: one pass over the rows, and eight
 * bytes a line of one slice
 */
export function withoutRepeats<S extends ParsedSlice>(slices: readonly S[]): readonly S[] {
  let file = -1;
  let before = NO_HASH;
  return slices.map((slice) => {
    const { fileIndex, repeats, lineHash, counts, line } = slice;
    if (repeats !== "once" || lineHash === undefined || counts.lines === 0) return slice;
    if (fileIndex !== file) before = NO_HASH;
    file = fileIndex;
    const hashOf = new Float64Array(counts.lines);
    for (let row = 0; row < line.length; row++) hashOf[line[row]] = lineHash[row];
    const first = before;
    before = hashOf[counts.lines - 1];
    return withoutLines(slice, (row) => lineHash[row] === (hashOf[line[row] - 1] ?? first), "S_REPEAT");
  });
}

/** Of a line that no row has: hashes begin at 1. */
const NO_HASH = 0;
