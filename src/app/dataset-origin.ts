import type { PlannedFile } from "../client/file-reader.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";

/**
 * Midnight UTC (epoch ns) before the earliest stamp at the heads of the files: the same whatever their order. 0 if none
 * has a stamp there.
 */
export async function datasetOriginNs(
  files: readonly PlannedFile[],
  parsers: readonly WorkerHandle<ParseApi>[],
  signal: AbortSignal,
): Promise<bigint> {
  const starts = await Promise.all(
    files.map(({ file, plan }, at) =>
      parsers[at % parsers.length].call<bigint | null>((api) => api.earliestDayNs(file, plan), { signal }),
    ),
  );
  return starts.reduce<bigint>(
    (least, start) => (start !== null && (least === 0n || start < least) ? start : least),
    0n,
  );
}
