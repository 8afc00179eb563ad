import type { PairColumns } from "./pair-columns.ts";
import { PAIR_KERNEL_HEX } from "./pair-kernel-bytes.ts";

/** The little of the WebAssembly interface that is used: core is compiled without the browser's types. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
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
    };
  };
  validate(bytes: Uint8Array): boolean;
}

const PAGE_BYTES = 65_536;

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

  private constructor(private readonly instance: InstanceType<WebAssemblyHost["Instance"]>) {}

  /** Null where there is no WebAssembly, no SIMD, or a policy against it: then everything is counted one by one. */
  static create(): PairKernel | null {
    const host = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
    const bytes = kernelBytes();
    if (host === undefined || !host.validate(bytes)) return null;
    try {
      return new PairKernel(new host.Instance(new host.Module(bytes)));
    } catch {
      return null;
    }
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
    const { memory, compare } = this.instance.exports;
    const missing = nearAt + count * count - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
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
    compare(0, valueBytes, limitsAt, beforeAt, nearAt, count, lanes, this.used);
  }

  /** Finds the gaps from a to b, 0 … limit, of the columns compared last: how many of `gaps` are filled. */
  findGaps(limit: number, a: number, b: number): number {
    const { laneBytes, endsAt, gaps, used } = this;
    return this.instance.exports.collect(b * laneBytes, endsAt + a * laneBytes, used, limit, gaps.byteOffset);
  }
}

function kernelBytes(): Uint8Array {
  const hex = PAIR_KERNEL_HEX.join("");
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
