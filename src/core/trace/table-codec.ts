import { packColumns, unpackColumns } from "../pack.ts";
import type { EventTable } from "./event-table.ts";

/** One buffer for one table: partition number, then every column, attributes last. */
export function packTable(table: EventTable): ArrayBuffer {
  return packColumns([
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
  ]);
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
