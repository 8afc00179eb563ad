import { textOf } from "../dictionary-text.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import type { StoredSlice } from "./stored-slice.ts";

/** A file that was not read to its end because reading was stopped, or could not go on: how far it was read. */
export interface UnfinishedFile {
  readonly fileIndex: number;
  /** Bytes of the file (compressed or not) whose records are in the dataset. */
  readonly bytesRead: number;
  /** Why reading could not go on, a sentence; absent if it was stopped. */
  readonly problem?: string;
}

/** The cut of such a file: the last that is known of it. Both are null if no event of it was read. */
export interface FileCut extends UnfinishedFile {
  /** Greatest stamp of its events, ns since the origin. */
  readonly latestNs: number | null;
  /** Id of the request that its last record with events belongs to. */
  readonly lastRequest: string | null;
}

/** The cuts of unfinished files. The slices are in the order of (file, slice); in a sample they tell of the kept requests. */
export function fileCuts(slices: readonly StoredSlice[], files: readonly UnfinishedFile[]): FileCut[] {
  return files.map((file) => {
    let latestNs: number | null = null;
    let lastRequest: string | null = null;
    for (const { slice } of slices) {
      if (slice.fileIndex !== file.fileIndex || slice.timeNs.length === 0) continue;
      const latest = slice.timeNs.reduce((a, b) => Math.max(a, b));
      latestNs = latestNs === null ? latest : Math.max(latestNs, latest);
      lastRequest = textOf(slice.requests, requestOfLastRecord(slice));
    }
    return { ...file, latestNs, lastRequest };
  });
}

/** Rows are ordered by partition, not by line. */
function requestOfLastRecord({ line, request }: ParsedSlice): number {
  let last = 0;
  for (let row = 1; row < line.length; row++) if (line[row] > line[last]) last = row;
  return request[last];
}
