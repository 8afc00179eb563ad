import { arrivalTimes, type GenerateOptions } from "./generate-requests.ts";
import { RequestSimulator } from "./request-simulator.ts";
import type { SystemPlan } from "./system-plan.ts";

/** Rows are sorted and handed on in blocks of at least this many (the last one excepted). */
const BLOCK_ROWS = 16_384;

/**
 * Rows of a log in the order of their stamps; valid until the next block is asked for.
 * Equal stamps keep an order in which no row comes before one of its own request that caused it.
 */
export interface RecordBlock {
  count: number;
  /** ns since the spec's origin, host clock. For spans the end. */
  timeNs: Float64Array;
  /** Spans only: ns since the origin. */
  startNs: Float64Array;
  requestIndex: Int32Array;
  /** NONE without users */
  userIndex: Int32Array;
  /** → `plan.events`; for spans → `plan.steps` */
  eventIndex: Int32Array;
  /** → `plan.hosts` */
  hostIndex: Int32Array;
}

export type RowKind = "record" | "span";

/**
 * Runs the system and interleaves the rows of concurrent requests by their stamps, as one collector would.
 * Memory: the rows of the requests in flight, and one block. `wholeLog` gathers everything in one block.
 */
export function* recordBlocks(
  plan: SystemPlan,
  options: GenerateOptions,
  rows: RowKind = "record",
  wholeLog = false,
): Generator<RecordBlock> {
  const simulator = new RequestSimulator(plan, options.seed);
  // A clock that runs behind stamps rows of a request that is still to come before its arrival.
  const earliestOffsetNs = plan.clockOffsetNsOfHost.reduce((least, offset) => Math.min(least, offset), 0);
  const merger = new RecordMerger();
  let index = 0;
  for (const arrivalNs of arrivalTimes(options)) {
    if (!wholeLog && merger.isWorthSorting()) yield merger.takeBefore(arrivalNs + earliestOffsetNs);
    simulator.run(index++, arrivalNs);
    if (rows === "record") merger.addRecords(simulator);
    else merger.addSpans(simulator);
  }
  const rest = merger.takeBefore(Number.POSITIVE_INFINITY);
  if (rest.count > 0) yield rest;
}

class RecordMerger {
  #pending = emptyBlock(4 * BLOCK_ROWS);
  #sorted = emptyBlock(4 * BLOCK_ROWS);
  #keys = new Float64Array(4 * BLOCK_ROWS);
  #rows = new Uint32Array(4 * BLOCK_ROWS);
  #carried = 0;

  /** Sorting again what was carried over costs as much as new rows: wait until they are as many. */
  isWorthSorting(): boolean {
    return this.#pending.count - this.#carried >= Math.max(BLOCK_ROWS, this.#carried);
  }

  addRecords(simulator: RequestSimulator): void {
    this.#reserve(simulator.recordCount);
    const pending = this.#pending;
    for (let row = 0; row < simulator.recordCount; row++) {
      const at = pending.count++;
      pending.timeNs[at] = simulator.timeNsOfRecord[row]!;
      pending.requestIndex[at] = simulator.requestIndex;
      pending.userIndex[at] = simulator.userIndex;
      pending.eventIndex[at] = simulator.eventOfRecord[row]!;
      pending.hostIndex[at] = simulator.hostOfRecord[row]!;
    }
  }

  addSpans(simulator: RequestSimulator): void {
    const stepCount = simulator.plan.steps.length;
    this.#reserve(stepCount);
    const pending = this.#pending;
    for (let step = 0; step < stepCount; step++) {
      if (Number.isNaN(simulator.startNsOfStep[step]!)) continue;
      const at = pending.count++;
      const host = simulator.hostOfStep(step);
      const offsetNs = simulator.plan.clockOffsetNsOfHost[host]!;
      pending.startNs[at] = simulator.startNsOfStep[step]! + offsetNs;
      pending.timeNs[at] = simulator.endNsOfStep[step]! + offsetNs;
      pending.requestIndex[at] = simulator.requestIndex;
      pending.userIndex[at] = simulator.userIndex;
      pending.eventIndex[at] = step;
      pending.hostIndex[at] = host;
    }
  }

  /** Sorts, hands out the rows stamped before `limitNs`, and keeps the others. */
  takeBefore(limitNs: number): RecordBlock {
    const pending = this.#pending;
    const sorted = this.#sorted;
    const rows = this.#sortRows();
    const count = pending.count;
    for (let rank = 0; rank < count; rank++) copyRow(pending, rows[rank]!, sorted, rank);
    let taken = count;
    while (taken > 0 && sorted.timeNs[taken - 1]! >= limitNs) taken--;
    for (let rank = taken; rank < count; rank++) copyRow(sorted, rank, pending, rank - taken);
    pending.count = count - taken;
    this.#carried = pending.count;
    sorted.count = taken;
    return sorted;
  }

  /** Returns rank → row. Packs (stamp, row) into one double where they fit: sorting numbers natively is much faster. */
  #sortRows(): Uint32Array {
    const { count, timeNs } = this.#pending;
    const rows = this.#rows.subarray(0, count);
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row++) {
      if (timeNs[row]! < first) first = timeNs[row]!;
      if (timeNs[row]! > last) last = timeNs[row]!;
    }
    let capacity = 1;
    while (capacity < count) capacity *= 2;
    if ((last - first + 1) * capacity > Number.MAX_SAFE_INTEGER) {
      for (let row = 0; row < count; row++) rows[row] = row;
      return rows.sort((a, b) => timeNs[a]! - timeNs[b]! || a - b);
    }
    const keys = this.#keys.subarray(0, count);
    for (let row = 0; row < count; row++) keys[row] = (timeNs[row]! - first) * capacity + row;
    keys.sort();
    // The row is what is left of the key beside whole multiples of the capacity (a power of two: exact, and faster than %).
    for (let rank = 0; rank < count; rank++) {
      rows[rank] = keys[rank]! - Math.floor(keys[rank]! / capacity) * capacity;
    }
    return rows;
  }

  #reserve(rows: number): void {
    const needed = this.#pending.count + rows;
    if (needed <= this.#pending.timeNs.length) return;
    let capacity = this.#pending.timeNs.length;
    while (capacity < needed) capacity *= 2;
    const grown = emptyBlock(capacity);
    for (let row = 0; row < this.#pending.count; row++) copyRow(this.#pending, row, grown, row);
    grown.count = this.#pending.count;
    this.#pending = grown;
    this.#sorted = emptyBlock(capacity);
    this.#keys = new Float64Array(capacity);
    this.#rows = new Uint32Array(capacity);
  }
}

function emptyBlock(capacity: number): RecordBlock {
  return {
    count: 0,
    timeNs: new Float64Array(capacity),
    startNs: new Float64Array(capacity),
    requestIndex: new Int32Array(capacity),
    userIndex: new Int32Array(capacity),
    eventIndex: new Int32Array(capacity),
    hostIndex: new Int32Array(capacity),
  };
}

function copyRow(from: RecordBlock, row: number, to: RecordBlock, at: number): void {
  to.timeNs[at] = from.timeNs[row]!;
  to.startNs[at] = from.startNs[row]!;
  to.requestIndex[at] = from.requestIndex[row]!;
  to.userIndex[at] = from.userIndex[row]!;
  to.eventIndex[at] = from.eventIndex[row]!;
  to.hostIndex[at] = from.hostIndex[row]!;
}
