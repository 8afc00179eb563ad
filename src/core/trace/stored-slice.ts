import type { ParsedSlice } from "../log/parsed-slice.ts";

/** A slice as the store keeps it: its attribute values and sources are numbered as in the whole dataset. */
export interface StoredSlice {
  readonly slice: ParsedSlice;
  /** Per source of the slice: host and base kind, in the numbers of `NameMerger`. */
  readonly hostOf: Int32Array;
  readonly baseOf: Int32Array;
}

/** The slice without the partitions from `kept` on: rows are ordered by partition, so it is a prefix of each column. */
export function keepPrefix<S extends ParsedSlice>(slice: S, kept: number): S {
  const rows = slice.partitionOffsets[kept];
  const dropped = slice.timeNs.length - rows;
  if (dropped === 0) return slice;
  const partitionOffsets = slice.partitionOffsets.slice();
  partitionOffsets.fill(rows, kept);
  return {
    ...slice,
    partitionOffsets,
    timeNs: slice.timeNs.slice(0, rows),
    request: slice.request.slice(0, rows),
    source: slice.source.slice(0, rows),
    task: slice.task.slice(0, rows),
    line: slice.line.slice(0, rows),
    order: slice.order.slice(0, rows),
    ...(slice.lineHash && { lineHash: slice.lineHash.slice(0, rows) }),
    attributes: slice.attributes.map((column) => column.slice(0, rows)),
    droppedEvents: slice.droppedEvents + dropped,
  };
}

/** The slice with those rows only that `keeps` marks with 1; names, sources and counts of lines are left as they are. */
export function withoutRows<S extends ParsedSlice>(slice: S, keeps: Uint8Array): S {
  const isKept = (_: number, row: number) => keeps[row] === 1;
  const { partitionOffsets } = slice;
  const offsets = new Uint32Array(partitionOffsets.length);
  for (let partition = 0; partition + 1 < offsets.length; partition++) {
    let rows = offsets[partition];
    for (let row = partitionOffsets[partition]; row < partitionOffsets[partition + 1]; row++) rows += keeps[row];
    offsets[partition + 1] = rows;
  }
  return {
    ...slice,
    eventCount: offsets[offsets.length - 1],
    partitionOffsets: offsets,
    timeNs: slice.timeNs.filter(isKept),
    request: slice.request.filter(isKept),
    source: slice.source.filter(isKept),
    task: slice.task.filter(isKept),
    line: slice.line.filter(isKept),
    order: slice.order.filter(isKept),
    ...(slice.lineHash && { lineHash: slice.lineHash.filter(isKept) }),
    attributes: slice.attributes.map((column) => column.filter(isKept)),
  };
}

/**
 * The slice without the rows of lines that are others over again: these are counted as duplicates, not as records.
 * @param code of the warning that tells how many lines they are
 */
export function withoutLines<S extends ParsedSlice>(slice: S, isCopy: (row: number) => boolean, code: string): S {
  const keeps = new Uint8Array(slice.timeNs.length);
  const isCopied = new Uint8Array(slice.counts.lines);
  let copies = 0;
  for (let row = 0; row < keeps.length; row++) {
    if (!isCopy(row)) keeps[row] = 1;
    else if (isCopied[slice.line[row]] === 0) {
      isCopied[slice.line[row]] = 1;
      copies++;
    }
  }
  if (copies === 0) return slice;
  const { records, duplicates, ...counts } = slice.counts;
  return {
    ...withoutRows(slice, keeps),
    counts: { ...counts, records: records - copies, duplicates: duplicates + copies },
    warnings: [...(slice.warnings ?? []), { code, count: copies }],
  };
}
