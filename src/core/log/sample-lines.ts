import type { LineCounts, ParsedSlice, Reject } from "./parsed-slice.ts";

/** What became of the lines of the beginning of a file: as `FileReport` of all of it. */
export interface SampleLines {
  readonly counts: LineCounts;
  /** By count, most first; lines 1-based. */
  readonly rejects: readonly { readonly code: string; readonly count: number; readonly samples: readonly Reject[] }[];
}

/** The lines of a first slice. */
export function linesOfSample({ counts, rejects, rejectCounts }: ParsedSlice): SampleLines {
  const grouped = rejectCounts.map(({ code, count }) => {
    const samples = rejects.filter((reject) => reject.code === code).map((one) => ({ ...one, line: one.line + 1 }));
    return { code, count, samples };
  });
  return { counts, rejects: grouped.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)) };
}
