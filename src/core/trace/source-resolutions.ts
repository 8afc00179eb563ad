import { PairTable } from "../pair-table.ts";
import type { StoredSlice } from "./stored-slice.ts";

/** Rows must show this many stamps of a source before its own resolution is believed (semantics §3). */
const STAMPS_FOR_RESOLUTION = 50;
/** A stamp without sub-second part has a resolution of 1 s. */
const COARSEST_EXPONENT = 9;

/**
 * Resolution exponent per slice and source: of all stamps of (file, host, base kind) when there are at least 50, else
 * of the file.
 */
export function sourceResolutions(slices: readonly StoredSlice[], fileCount: number): Uint8Array[] {
  const perFile = Array.from({ length: fileCount }, () => ({
    keys: new PairTable(),
    exponent: [] as number[],
    stamps: [] as number[],
    whole: COARSEST_EXPONENT,
  }));
  for (const { slice, hostOf, baseOf } of slices) {
    const file = perFile[slice.fileIndex];
    for (let source = 0; source < hostOf.length; source++) {
      if (slice.sourceStamps[source] === 0) continue;
      const key = file.keys.add(hostOf[source], baseOf[source]);
      if (key === file.exponent.length) {
        file.exponent.push(COARSEST_EXPONENT);
        file.stamps.push(0);
      }
      file.exponent[key] = Math.min(file.exponent[key], slice.sourceResolution[source]);
      file.stamps[key] += slice.sourceStamps[source];
      file.whole = Math.min(file.whole, slice.sourceResolution[source]);
    }
  }
  return slices.map(({ slice, hostOf, baseOf }) => {
    const file = perFile[slice.fileIndex];
    return Uint8Array.from(hostOf, (host, source) => {
      const key = file.keys.find(host, baseOf[source]);
      return key >= 0 && file.stamps[key] >= STAMPS_FOR_RESOLUTION ? file.exponent[key] : file.whole;
    });
  });
}
