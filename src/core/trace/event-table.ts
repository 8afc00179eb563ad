import type { Dictionary } from "../dictionary.ts";

/**
 * One partition of a dataset, immutable: its requests in the order of (md5, id bytes), the events of each in the total
 * order (time, phase, host, file, line; backwards in files whose newest records stand first).
 *
 *     requestOffsets  0           4        7        rows 0–3 belong to request 0, rows 4–6 to request 1
 *     timeNs          5 7 7 9     5 6 8
 *     kind            A B C A²    A B C             base kind · 16 + ordinal
 *
 * 24 bytes an event, plus 4 per attribute column.
 */
export interface EventTable {
  readonly partition: number;
  /** Ids, one entry a request, in order. */
  readonly requests: Dictionary;
  /** First 32 bits of the md5 of each id, ascending. */
  readonly requestHash: Uint32Array;
  /** Length requests + 1. */
  readonly requestOffsets: Uint32Array;
  /** ns since the catalog's origin; exact integers. */
  readonly timeNs: Float64Array;
  /** base kind · ORDINAL_STRIDE + ordinal (1 … 8, ORDINAL_BEYOND for later repeats). */
  readonly kind: Int32Array;
  readonly host: Uint16Array;
  /** Task instance, numbered per request by first event; NO_TASK without one. */
  readonly task: Uint16Array;
  /** 1-based line (element of a JSON document) in the file. */
  readonly line: Uint32Array;
  readonly file: Uint16Array;
  /** Power of ten, in ns, of the stamp's resolution (semantics §3). */
  readonly resolution: Uint8Array;
  /** Per attribute column of the catalog: canonical value id, −1 = none. */
  readonly attributes: readonly Int32Array[];
}

export const ORDINAL_STRIDE = 16;
/** Alias kind: the final occurrence in requests with at least two. */
export const ORDINAL_LAST = 0;
export const MAX_ORDINAL = 8;
/** Repeats after the eighth: counted, kept in the request graph, part of no hypothesis. */
export const ORDINAL_BEYOND = 15;
export const NO_TASK = 0xffff;

export function requestCountOf(table: EventTable): number {
  return table.requestOffsets.length - 1;
}

/** Bytes that a table holds, for the memory account. */
export function tableBytes(table: EventTable): number {
  let bytes = table.requests.bytes.byteLength + table.requests.offsets.byteLength + table.requestHash.byteLength;
  bytes += table.requestOffsets.byteLength + table.timeNs.byteLength + table.kind.byteLength + table.host.byteLength;
  bytes += table.task.byteLength + table.line.byteLength + table.file.byteLength + table.resolution.byteLength;
  for (const column of table.attributes) bytes += column.byteLength;
  return bytes;
}
