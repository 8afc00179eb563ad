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
    attributes: slice.attributes.map((column) => column.slice(0, rows)),
    droppedEvents: slice.droppedEvents + dropped,
  };
}
