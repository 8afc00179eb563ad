import { instantiateHex, WASM_PAGE_BYTES, type WasmMemory } from "../wasm.ts";
import { CSV_CODER_HEX } from "./csv-coder-bytes.ts";
import type { EpochUnit } from "./source-plan.ts";

interface CoderExports {
  readonly memory: WasmMemory;
  code(job: number, from: number, stop: number, limit: number, most: number): number;
}

/** Columns that are one value together, as they stand in the text: `last` ≥ `first`, from 0. */
export interface ColumnRun {
  readonly first: number;
  readonly last: number;
}

/** How records are coded. */
export interface CoderJob {
  readonly delimiter: number;
  /** Records with more or fewer columns are odd. At most MAX_COLUMNS. */
  readonly columnCount: number;
  readonly time: { readonly column: number; readonly unit: EpochUnit | "iso" };
  readonly originNs: bigint;
  /** Seconds east of UTC of ISO stamps without zone; NaN: such stamps are odd. */
  readonly zoneSeconds: number;
  /** At most MAX_KEYS. */
  readonly keys: readonly ColumnRun[];
}

export const MAX_COLUMNS = 256;
export const MAX_KEYS = 8;
/** In `nanos`, of a stamp without zone. */
export const ZONELESS = 0x8000_0000;

/** Records coded at once: their columns stay in the processor's nearer caches until they have been mapped. */
const BATCH = 2048;
/** Distinct values of a key; one with more is an id of records, and a number for it saves nothing. */
const MAX_VALUES = 1 << 18;
const ENTRY_BYTES = 12;
const KEY_BYTES = 32;
const FIRST_MASK = 1023;
/** A slice that a record of megabytes has made longer goes the way without. */
const MAX_TEXT_BYTES = 48 << 20;
/** Vectors and words are read past the end of the text. */
const PAD_BYTES = 32;

const ISO = 255;
const FULL = 2;
const SUB_DIGITS: Record<EpochUnit, number> = { s: 0, ms: 3, us: 6, ns: 9 };

// Addresses, below 4,096 those of the job.
const JOB = 1024;
const FIRST_KEY = JOB + 112;
const ENDS = 2048;
const STARTS = 4096;
const NANOS = STARTS + BATCH * 4;
const VALUES = NANOS + BATCH * 4;
const TIMES = VALUES + MAX_KEYS * BATCH * 4;
const TABLES = TIMES + BATCH * 8;
const TABLE_BYTES = MAX_VALUES * 2 * 4;
const TABLE_AND_ENTRIES = TABLE_BYTES + MAX_VALUES * ENTRY_BYTES;

/**
 * Codes records of delimited text: of a run of columns it gives the number of its bytes among the distinct ones of that
 * key, 0, 1, 2, … in order of first appearance; of a stamp, nanoseconds since the origin, as `StampReader` does. What is
 * out of the ordinary (quotes, too few columns, a stamp of another form) stops it, and is for others to read.
 *
 *     text    r7,1690000000000000123,web-1,recv\n…      keys: request, and host to label as one
 *     starts  0        values[0]  0     values[1]  0     times  123
 *             35                  1                0            480
 */
export class CsvCoder {
  /** Of the records of the last batch: where each begins in the text; ns since the origin; nanoseconds in its second. */
  starts = new Uint32Array(0);
  times = new Float64Array(0);
  nanos = new Uint32Array(0);
  /** By key. */
  values: readonly Int32Array[] = [];
  /** Where the record after the last batch begins. */
  next = 0;
  /** A key has more values than there is room for. */
  isFull = false;

  private job = new Uint32Array(0);
  private text = 0;
  private length = 0;

  private constructor(private readonly wasm: CoderExports) {}

  /** Null where WebAssembly with SIMD is missing. */
  static create(): CsvCoder | null {
    const wasm = instantiateHex<CoderExports>(CSV_CODER_HEX);
    return wasm === null ? null : new CsvCoder(wasm);
  }

  /** Takes the text and how to code it; false if they are too large. What was coded before is gone. */
  begin(bytes: Uint8Array, job: CoderJob): boolean {
    const { delimiter, columnCount, time, originNs, zoneSeconds, keys } = job;
    if (columnCount > MAX_COLUMNS || keys.length > MAX_KEYS || bytes.length > MAX_TEXT_BYTES) return false;
    this.text = Math.ceil((TABLES + keys.length * TABLE_AND_ENTRIES) / 16) * 16;
    this.length = bytes.length;
    if (!this.reserve(this.text + bytes.length + PAD_BYTES)) return false;
    const { buffer } = this.wasm.memory;
    const text = new Uint8Array(buffer, this.text, bytes.length + PAD_BYTES);
    text.set(bytes);
    text.fill(0, bytes.length);
    this.job = new Uint32Array(buffer, JOB, (FIRST_KEY - JOB + MAX_KEYS * KEY_BYTES) / 4);
    this.job.fill(0);
    const nanos = ((originNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    const origin = new Float64Array(buffer, JOB + 16, 3);
    origin.set([Number((originNs - nanos) / 1_000_000_000n), Number(nanos), zoneSeconds]);
    this.job.set([delimiter, columnCount, time.column, time.unit === "iso" ? ISO : SUB_DIGITS[time.unit]]);
    this.job.set([keys.length, ENDS, STARTS, TIMES, NANOS], 10);
    for (const [k, { first, last }] of keys.entries()) {
      const table = TABLES + k * TABLE_AND_ENTRIES;
      const entries = table + TABLE_BYTES;
      const key = [first, last, VALUES + k * BATCH * 4, table, FIRST_MASK, entries, 0, MAX_VALUES];
      this.job.set(key, (FIRST_KEY - JOB + k * KEY_BYTES) / 4);
      new Uint32Array(buffer, table, FIRST_MASK + 1).fill(0);
    }
    this.starts = new Uint32Array(buffer, STARTS, BATCH);
    this.nanos = new Uint32Array(buffer, NANOS, BATCH);
    this.times = new Float64Array(buffer, TIMES, BATCH);
    this.values = keys.map((_, k) => new Int32Array(buffer, VALUES + k * BATCH * 4, BATCH));
    return true;
  }

  /** Codes records that start in [from, stop) until one is odd or the batch is full; returns how many. `from` starts one. */
  code(from: number, stop: number): number {
    const { text, job } = this;
    const count = this.wasm.code(JOB, text + from, text + stop, text + this.length, BATCH);
    this.isFull = job[15] === FULL;
    this.next = job[16] - text;
    for (let i = 0; i < count; i++) this.starts[i] -= text;
    return count;
  }

  /** How many distinct values a key has had. */
  valueCount(key: number): number {
    return this.job[(FIRST_KEY - JOB + key * KEY_BYTES) / 4 + 6];
  }

  private reserve(bytes: number): boolean {
    const { memory } = this.wasm;
    const missing = bytes - memory.buffer.byteLength;
    if (missing <= 0) return true;
    try {
      memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
      return true;
    } catch {
      return false;
    }
  }
}
