import { emptyPack, F64, I32, packColumns, U8, U16, U32, unpackColumns } from "../pack.ts";
import type { EventTable } from "./event-table.ts";

/** One buffer for one table: partition number, then every column, attributes last. No copy if it is one already. */
export function packTable(table: EventTable): ArrayBuffer {
  const columns = [
    table.timeNs,
    Uint32Array.of(table.partition),
    table.requests.bytes,
    table.requests.offsets,
    table.requestHash,
    table.requestOffsets,
    table.kind,
    table.line,
    table.host,
    table.task,
    table.file,
    table.resolution,
    ...table.attributes,
  ];
  const { buffer } = table.timeNs;
  const isPacked = columns.every((column, at) => at === 1 || column.buffer === buffer);
  return isPacked && buffer instanceof ArrayBuffer ? buffer : packColumns(columns);
}

/** A table to be filled, its columns in one packed buffer, all zero. */
export function emptyTable(
  partition: number,
  counts: { readonly rows: number; readonly requests: number; readonly idBytes: number; readonly attributes: number },
): EventTable {
  const { rows, requests, idBytes } = counts;
  const { buffer, columns } = emptyPack([
    [F64, rows],
    [U32, 1],
    [U8, idBytes],
    [U32, requests + 1],
    [U32, requests],
    [U32, requests + 1],
    [I32, rows],
    [U32, rows],
    [U16, rows],
    [U16, rows],
    [U16, rows],
    [U8, rows],
    ...Array.from({ length: counts.attributes }, () => [I32, rows] as const),
  ]);
  columns[1][0] = partition;
  return unpackTable(buffer);
}

/** Views on the buffer. */
export function unpackTable(buffer: ArrayBuffer): EventTable {
  const [
    timeNs,
    partition,
    bytes,
    offsets,
    requestHash,
    requestOffsets,
    kind,
    line,
    host,
    task,
    file,
    resolution,
    ...rest
  ] = unpackColumns(buffer);
  return {
    partition: partition[0],
    requests: { bytes: bytes as Uint8Array, offsets: offsets as Uint32Array },
    requestHash: requestHash as Uint32Array,
    requestOffsets: requestOffsets as Uint32Array,
    timeNs: timeNs as Float64Array,
    kind: kind as Int32Array,
    host: host as Uint16Array,
    task: task as Uint16Array,
    line: line as Uint32Array,
    file: file as Uint16Array,
    resolution: resolution as Uint8Array,
    attributes: rest as Int32Array[],
  };
}
