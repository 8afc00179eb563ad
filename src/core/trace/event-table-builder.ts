import { byteOrder, compareRanges, entryCount, inverse, reorder } from "../dictionary.ts";
import { PHASE_END, PHASE_START } from "../units.ts";
import type { EventTable } from "./event-table.ts";
import { MAX_ORDINAL, NO_TASK, ORDINAL_BEYOND, ORDINAL_STRIDE } from "./event-table.ts";
import type { RawPartition } from "./raw-partition.ts";
import { emptyTable } from "./table-codec.ts";

/**
 * Groups the rows of a partition by request, puts them into the total order (time, phase, host, file, line), numbers
 * task instances and ordinals. `basePhase` and `newestFirst` are the catalog's. O(rows · log(rows of a request)); one sort of the ids.
 */
export function buildEventTable(
  raw: RawPartition,
  basePhase: Uint8Array,
  baseTaskName: Int32Array,
  newestFirst?: Uint8Array,
): EventTable {
  const rowCount = raw.timeNs.length;
  const requestOrder = orderOfRequests(raw);
  const rank = inverse(requestOrder);
  const table = emptyTable(raw.partition, {
    rows: rowCount,
    requests: requestOrder.length,
    idBytes: raw.requests.bytes.length,
    attributes: raw.attributes.length,
  });
  const { requestOffsets } = table;
  for (let row = 0; row < rowCount; row++) requestOffsets[rank[raw.request[row]] + 1]++;
  for (let i = 0; i < requestOrder.length; i++) requestOffsets[i + 1] += requestOffsets[i];
  const rows = new Int32Array(rowCount);
  const cursor = requestOffsets.slice();
  for (let row = 0; row < rowCount; row++) rows[cursor[rank[raw.request[row]]]++] = row;

  const sorter = new RowSorter(raw, newestFirst);
  for (let i = 0; i < requestOrder.length; i++) sorter.sort(rows, requestOffsets[i], requestOffsets[i + 1]);

  for (let i = 0; i < requestOrder.length; i++) table.requestHash[i] = raw.requestHash[requestOrder[i]];
  const requests = reorder(raw.requests, requestOrder);
  table.requests.bytes.set(requests.bytes);
  table.requests.offsets.set(requests.offsets);
  numberEvents(raw, rows, table, basePhase, baseTaskName, newestFirst);
  gather(raw.timeNs, rows, table.timeNs);
  gather(raw.host, rows, table.host);
  gather(raw.line, rows, table.line);
  gather(raw.file, rows, table.file);
  gather(raw.resolution, rows, table.resolution);
  raw.attributes.forEach((column, at) => {
    gather(column, rows, table.attributes[at]);
  });
  return table;
}

function orderOfRequests(raw: RawPartition): Int32Array {
  const rank = inverse(byteOrder(raw.requests));
  const order = new Int32Array(entryCount(raw.requests));
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => raw.requestHash[a] - raw.requestHash[b] || rank[a] - rank[b]);
}

function gather<T extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(
  column: T,
  rows: Int32Array,
  target: T,
): void {
  if (isConstant(column)) target.fill(column[0]);
  else for (let i = 0; i < rows.length; i++) target[i] = column[rows[i]];
}

/** Whether all values are one, as files and resolutions mostly are: known after the first that differs. */
function isConstant(column: Parameters<typeof gather>[0]): boolean {
  const first = column[0];
  for (let i = 1; i < column.length; i++) if (column[i] !== first) return false;
  return column.length > 0;
}

/** Stable merge sort of row numbers; already sorted runs (the usual case) cost one pass. */
class RowSorter {
  private scratch = new Int32Array(1024);

  constructor(
    private readonly raw: RawPartition,
    private readonly newestFirst: Uint8Array | undefined,
  ) {}

  sort(rows: Int32Array, start: number, end: number): void {
    const count = end - start;
    let sorted = true;
    for (let i = start + 1; i < end; i++) {
      if (this.compare(rows[i - 1], rows[i]) > 0) {
        sorted = false;
        break;
      }
    }
    if (sorted) return;
    if (count <= 24) {
      this.insertionSort(rows, start, end);
      return;
    }
    if (this.scratch.length < count) this.scratch = new Int32Array(count * 2);
    for (let at = start; at < end; at += 16) this.insertionSort(rows, at, Math.min(at + 16, end));
    for (let width = 16; width < count; width *= 2) {
      for (let left = start; left + width < end; left += width * 2) {
        this.merge(rows, left, left + width, Math.min(left + width * 2, end));
      }
    }
  }

  private compare(a: number, b: number): number {
    const raw = this.raw;
    return (
      raw.timeNs[a] - raw.timeNs[b] ||
      raw.order[a] - raw.order[b] ||
      raw.host[a] - raw.host[b] ||
      raw.file[a] - raw.file[b] ||
      (this.newestFirst?.[raw.file[a]] === 1 ? raw.line[b] - raw.line[a] : raw.line[a] - raw.line[b])
    );
  }

  private insertionSort(rows: Int32Array, start: number, end: number): void {
    for (let i = start + 1; i < end; i++) {
      const row = rows[i];
      let j = i - 1;
      while (j >= start && this.compare(rows[j], row) > 0) {
        rows[j + 1] = rows[j];
        j--;
      }
      rows[j + 1] = row;
    }
  }

  private merge(rows: Int32Array, start: number, middle: number, end: number): void {
    if (this.compare(rows[middle - 1], rows[middle]) <= 0) return;
    const scratch = this.scratch;
    const leftCount = middle - start;
    for (let i = 0; i < leftCount; i++) scratch[i] = rows[start + i];
    let left = 0;
    let right = middle;
    let target = start;
    while (left < leftCount && right < end) {
      rows[target++] = this.compare(scratch[left], rows[right]) <= 0 ? scratch[left++] : rows[right++];
    }
    while (left < leftCount) rows[target++] = scratch[left++];
  }
}

/**
 * Ordinals (semantics §3). Points: rank of the occurrence in row order. Spans: rank among the request's spans of that
 * task name by (start, span id bytes), shared by start and end.
 */
function numberEvents(
  raw: RawPartition,
  rows: Int32Array,
  { requestOffsets, kind, task }: EventTable,
  basePhase: Uint8Array,
  baseTaskName: Int32Array,
  newestFirst: Uint8Array | undefined,
): void {
  const hasSpans = basePhase.includes(PHASE_START);
  const seenOfBase = new Int32Array(basePhase.length);
  const stampOfBase = new Int32Array(basePhase.length).fill(-1);
  const ordinalOfTask = new Int32Array(entryCount(raw.tasks));
  const stampOfTask = new Int32Array(entryCount(raw.tasks)).fill(-1);
  /** Of start rows: the ordinal of their span. */
  const ordinalOfRow = new Int32Array(hasSpans ? rows.length : 0);
  const { task: taskOfRow, base: baseOfRow } = raw;
  const starts: number[] = [];
  const requestCount = requestOffsets.length - 1;
  for (let request = 0; request < requestCount; request++) {
    const from = requestOffsets[request];
    const to = requestOffsets[request + 1];
    let taskCount = 0;
    starts.length = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i];
      const instance = taskOfRow[row];
      if (instance < 0) task[i] = NO_TASK;
      else {
        if (stampOfTask[instance] !== request) {
          stampOfTask[instance] = request;
          ordinalOfTask[instance] = taskCount < NO_TASK ? taskCount++ : NO_TASK;
        }
        task[i] = ordinalOfTask[instance];
      }
      if (hasSpans && basePhase[baseOfRow[row]] === PHASE_START) starts.push(row);
    }
    if (starts.length > 0) rankSpans(raw, starts, baseTaskName, ordinalOfRow, newestFirst);
    for (let i = from; i < to; i++) {
      const row = rows[i];
      const base = baseOfRow[row];
      let ordinal = 0;
      if (hasSpans && basePhase[base] === PHASE_START) ordinal = ordinalOfRow[row];
      else if (hasSpans && basePhase[base] === PHASE_END) {
        const start = startRowOf(raw, row, basePhase);
        if (start >= 0) ordinal = ordinalOfRow[start];
      }
      if (ordinal === 0) {
        if (stampOfBase[base] !== request) {
          stampOfBase[base] = request;
          seenOfBase[base] = 0;
        }
        ordinal = ++seenOfBase[base];
      }
      kind[i] = base * ORDINAL_STRIDE + (ordinal <= MAX_ORDINAL ? ordinal : ORDINAL_BEYOND);
    }
  }
}

/** Row of the start that the record of an end row tells as well: one of the rows just before; −1 if there is none. */
function startRowOf(raw: RawPartition, end: number, basePhase: Uint8Array): number {
  for (let row = end - 1; row >= 0 && raw.line[row] === raw.line[end] && raw.file[row] === raw.file[end]; row--) {
    if (basePhase[raw.base[row]] === PHASE_START) return row;
  }
  return -1;
}

/** Writes 1, 2, … per task name into `ordinalOfRow[start row]`, by (start, span id bytes), then file and line order. */
function rankSpans(
  raw: RawPartition,
  starts: number[],
  baseTaskName: Int32Array,
  ordinalOfRow: Int32Array,
  newestFirst: Uint8Array | undefined,
): void {
  const { bytes, offsets } = raw.tasks;
  starts.sort((a, b) => {
    const byName = baseTaskName[raw.base[a]] - baseTaskName[raw.base[b]];
    if (byName !== 0) return byName;
    const byTime = raw.timeNs[a] - raw.timeNs[b];
    if (byTime !== 0) return byTime;
    const s = raw.task[a];
    const t = raw.task[b];
    // Rows stand in file and line order.
    const byLine = newestFirst?.[raw.file[a]] === 1 && raw.file[a] === raw.file[b] ? b - a : a - b;
    if (s === t || s < 0 || t < 0) return byLine;
    return compareRanges(bytes, offsets[s], offsets[s + 1], bytes, offsets[t], offsets[t + 1]) || byLine;
  });
  let ordinal = 0;
  for (let i = 0; i < starts.length; i++) {
    const name = baseTaskName[raw.base[starts[i]]];
    if (i === 0 || baseTaskName[raw.base[starts[i - 1]]] !== name) ordinal = 0;
    ordinalOfRow[starts[i]] = ++ordinal;
  }
}
