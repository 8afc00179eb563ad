import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { StoredSlice } from "./stored-slice.ts";

/** Known byte offsets of lines (1-based; elements of JSON documents), ascending. */
export interface LineIndex {
  readonly line: Float64Array;
  readonly offset: Float64Array;
}

/** Lines of the file before each slice. The slices are in the order of (file, slice). */
export function lineBases(slices: readonly { readonly slice: ParsedSlice }[]): Float64Array {
  const bases = new Float64Array(slices.length);
  for (let i = 1; i < slices.length; i++) {
    const before = slices[i - 1].slice;
    bases[i] = before.fileIndex === slices[i].slice.fileIndex ? bases[i - 1] + before.counts.lines : 0;
  }
  return bases;
}

/** The index of one file. `bases` are the `lineBases` of the slices. */
export function lineIndexOf(slices: readonly StoredSlice[], bases: Float64Array, file: number): LineIndex {
  const lines: number[] = [];
  const offsets: number[] = [];
  slices.forEach(({ slice }, at) => {
    if (slice.fileIndex !== file) return;
    for (let i = 0; i < slice.lineOffsets.length; i++) {
      lines.push(bases[at] + slice.lineOffsetLines[i] + 1);
      offsets.push(slice.lineOffsets[i]);
    }
  });
  return { line: Float64Array.from(lines), offset: Float64Array.from(offsets) };
}
