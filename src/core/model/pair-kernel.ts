import { instantiateHex, WASM_PAGE_BYTES, type WasmMemory } from "../wasm.ts";
import type { PairColumns } from "./pair-columns.ts";
import { PAIR_KERNEL_HEX } from "./pair-kernel-bytes.ts";

interface PairExports {
  readonly memory: WasmMemory;
  compare(
    starts: number,
    ends: number,
    limits: number,
    before: number,
    near: number,
    columns: number,
    lanes: number,
    used: number,
  ): void;
  collect(starts: number, ends: number, used: number, limit: number, found: number): number;
}

/**
 * Compares all pairs of columns at once: in how many lanes b starts at or after the end of a, and whether any of those
 * gaps is below a limit. 1.2 ns a pair and lane with SIMD, where counting one by one takes 5 and more.
 */
export class PairKernel {
  /** [a · columns + b]: lanes in which b starts at or after the end of a. Valid until the next `compare`. */
  before = new Uint32Array(0);
  /** [a · columns + b]: 1 if the smallest such gap is below the limit. */
  near = new Uint8Array(0);
  /** What `findGaps` found last, in the order of the lanes. */
  gaps = new Float64Array(0);
  private limits = new Float64Array(0);
  private laneBytes = 0;
  private endsAt = 0;
  private used = 0;

  private constructor(private readonly wasm: PairExports) {}

  /** Null where there is no WebAssembly, no SIMD, or a policy against it: then everything is counted one by one. */
  static create(): PairKernel | null {
    const wasm = instantiateHex<PairExports>(PAIR_KERNEL_HEX);
    return wasm === null ? null : new PairKernel(wasm);
  }

  /** @param limitOf margins of interest of (a, b) are below this; −1 = none, Infinity = all */
  compare(columns: PairColumns, limitOf: (a: number, b: number) => number): void {
    const { kinds, lanes, starts, ends } = columns;
    const count = kinds.length;
    const valueBytes = count * lanes * 8;
    const limitsAt = valueBytes * 2;
    const foundAt = limitsAt + count * count * 8;
    // One more: the last store of `collect` may be of a value that is not taken.
    const beforeAt = foundAt + (lanes + 1) * 8;
    const nearAt = beforeAt + count * count * 4;
    const { memory } = this.wasm;
    const missing = nearAt + count * count - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
    const { limits } = this;
    if (limits.buffer !== memory.buffer || limits.length !== count * count || limits.byteOffset !== limitsAt) {
      this.limits = new Float64Array(memory.buffer, limitsAt, count * count);
      this.before = new Uint32Array(memory.buffer, beforeAt, count * count);
      this.near = new Uint8Array(memory.buffer, nearAt, count * count);
      this.gaps = new Float64Array(memory.buffer, foundAt, lanes + 1);
    }
    new Float64Array(memory.buffer, 0, count * lanes).set(starts);
    new Float64Array(memory.buffer, valueBytes, count * lanes).set(ends);
    for (let a = 0; a < count; a++) for (let b = 0; b < count; b++) this.limits[a * count + b] = limitOf(a, b);
    this.laneBytes = lanes * 8;
    this.endsAt = valueBytes;
    // Two lanes at a time: beyond an odd count lies a lane of NaN.
    this.used = columns.count + (columns.count & 1);
    this.wasm.compare(0, valueBytes, limitsAt, beforeAt, nearAt, count, lanes, this.used);
  }

  /** Finds the gaps from a to b, 0 … limit, of the columns compared last: how many of `gaps` are filled. */
  findGaps(limit: number, a: number, b: number): number {
    const { laneBytes, endsAt, gaps, used } = this;
    return this.wasm.collect(b * laneBytes, endsAt + a * laneBytes, used, limit, gaps.byteOffset);
  }
}
