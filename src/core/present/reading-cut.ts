import type { FileCut } from "../trace/file-cut.ts";

/** How far the files of an analysis were read before reading was stopped or failed: every number is about that part. */
export interface ReadingCut {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Names of files of which no event was read: any request may lack theirs. */
  readonly unreadFiles: readonly string[];
  /** Files of which the rest could not be read, each with the share of its bytes that was, and why; absent: none. */
  readonly problems?: readonly { readonly name: string; readonly readShare: number; readonly problem: string }[];
}

/** The cut of a whole analysis; null if every file was read to its end. `files` in the order of their indices. */
export function readingCut(
  files: readonly { readonly name: string; readonly size: number }[],
  cuts: readonly FileCut[],
): ReadingCut | null {
  if (cuts.length === 0) return null;
  const bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
  const unread = cuts.reduce((sum, { fileIndex, bytesRead }) => sum + files[fileIndex].size - bytesRead, 0);
  const unreadFiles = cuts.filter(({ latestNs }) => latestNs === null).map(({ fileIndex }) => files[fileIndex].name);
  const problems = cuts.flatMap(({ fileIndex, bytesRead, problem }) => {
    const { name, size } = files[fileIndex];
    return problem === undefined ? [] : [{ name, readShare: size === 0 ? 0 : bytesRead / size, problem }];
  });
  return { bytesRead: bytesTotal - unread, bytesTotal, unreadFiles, ...(problems.length > 0 && { problems }) };
}
