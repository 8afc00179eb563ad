import { PairTable } from "../pair-table.ts";
import type { EventTable } from "./event-table.ts";
import { ORDINAL_STRIDE, requestCountOf } from "./event-table.ts";

/** How requests are told apart (semantics §4). */
export type ClassRule =
  | { readonly by: "shape" }
  | { readonly by: "root" }
  | { readonly by: "none" }
  /** The value of a key or attribute column (its name) in the first event that has one, refined by shape. */
  | { readonly by: "key"; readonly name: string };

/**
 * Distinct (root, shape) pairs with their number of requests: what request classes are made from. A shape is the set of
 * base kinds of a request, without ordinals. Mergeable: counts add.
 */
export interface ShapeCounts {
  /** Root code: the base kind of the first event, or `bases + value` under a key rule; 0 under "none". */
  readonly root: Int32Array;
  /** 64-bit signature of root and shape, in two halves. */
  readonly signatureHigh: Int32Array;
  readonly signatureLow: Int32Array;
  readonly requests: Float64Array;
  /** CSR: base kinds of each shape, ascending. */
  readonly baseOffsets: Uint32Array;
  readonly bases: Int32Array;
  readonly earliestNs: number;
  /** Latest start of a request. */
  readonly latestNs: number;
}

/** Signatures of all requests of a table under a rule, two halves each: kept so that classes need not read the rows again. */
export interface ShapeSignatures {
  readonly rule: ClassRule;
  /** [2 · request], [2 · request + 1]: `signatureHigh`, `signatureLow`. */
  readonly halves: Int32Array;
}

/** Reads root and shape signature of requests; one pass over the rows, no allocation per request. */
export class ShapeReader {
  root = 0;
  high = 0;
  low = 0;
  readonly bases: number[] = [];
  private readonly seen: Int32Array;
  private readonly highOfBase: Int32Array;
  private readonly lowOfBase: Int32Array;
  private generation = 0;

  constructor(
    private readonly baseCount: number,
    readonly rule: ClassRule,
    /** Attribute column of a key rule. */
    private readonly keyColumn = -1,
  ) {
    this.seen = new Int32Array(baseCount);
    this.highOfBase = Int32Array.from(this.seen, (_, base) => mix(base, 0x85ebca6b));
    this.lowOfBase = Int32Array.from(this.seen, (_, base) => mix(base, 0xc2b2ae35));
  }

  read(table: EventTable, request: number): void {
    const from = table.requestOffsets[request];
    const to = table.requestOffsets[request + 1];
    const generation = ++this.generation;
    this.root = this.rootOf(table, from, to);
    let high = mix(this.root + 1, 0x2545f491);
    let low = mix(this.root + 1, 0x9e3779b9);
    this.bases.length = 0;
    for (let row = from; row < to; row++) {
      const base = (table.kind[row] / ORDINAL_STRIDE) | 0;
      if (this.seen[base] === generation) continue;
      this.seen[base] = generation;
      this.bases.push(base);
      high = (high + this.highOfBase[base]) | 0;
      low = (low + this.lowOfBase[base]) | 0;
    }
    this.high = high;
    this.low = low;
  }

  private rootOf(table: EventTable, from: number, to: number): number {
    if (this.rule.by === "none") return 0;
    if (this.rule.by === "key" && this.keyColumn >= 0) {
      const column = table.attributes[this.keyColumn];
      for (let row = from; row < to; row++) if (column[row] >= 0) return this.baseCount + column[row];
    }
    return (table.kind[from] / ORDINAL_STRIDE) | 0;
  }
}

function mix(value: number, seed: number): number {
  let h = Math.imul(value ^ seed, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
  return h ^ (h >>> 15);
}

export class ShapeTally {
  private readonly table = new PairTable();
  private readonly roots: number[] = [];
  private readonly requests: number[] = [];
  private readonly shapes: Int32Array[] = [];
  private earliestNs = Number.POSITIVE_INFINITY;
  private latestNs = Number.NEGATIVE_INFINITY;

  addTable(table: EventTable, reader: ShapeReader): ShapeSignatures {
    const count = requestCountOf(table);
    const halves = new Int32Array(2 * count);
    for (let request = 0; request < count; request++) {
      reader.read(table, request);
      halves[2 * request] = reader.high;
      halves[2 * request + 1] = reader.low;
      const known = this.table.size;
      const index = this.table.add(reader.high, reader.low);
      if (index === known) {
        this.roots.push(reader.root);
        this.requests.push(0);
        this.shapes.push(Int32Array.from(reader.bases).sort());
      }
      this.requests[index]++;
      const startNs = table.timeNs[table.requestOffsets[request]];
      if (startNs < this.earliestNs) this.earliestNs = startNs;
      if (startNs > this.latestNs) this.latestNs = startNs;
    }
    return { rule: reader.rule, halves };
  }

  merge(part: ShapeCounts): void {
    for (let i = 0; i < part.root.length; i++) {
      const known = this.table.size;
      const index = this.table.add(part.signatureHigh[i], part.signatureLow[i]);
      if (index === known) {
        this.roots.push(part.root[i]);
        this.requests.push(0);
        this.shapes.push(part.bases.slice(part.baseOffsets[i], part.baseOffsets[i + 1]));
      }
      this.requests[index] += part.requests[i];
    }
    this.earliestNs = Math.min(this.earliestNs, part.earliestNs);
    this.latestNs = Math.max(this.latestNs, part.latestNs);
  }

  finish(): ShapeCounts {
    const count = this.table.size;
    const baseOffsets = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) baseOffsets[i + 1] = baseOffsets[i] + this.shapes[i].length;
    const bases = new Int32Array(baseOffsets[count]);
    for (let i = 0; i < count; i++) bases.set(this.shapes[i], baseOffsets[i]);
    const signatureHigh = new Int32Array(count);
    const signatureLow = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      signatureHigh[i] = this.table.first(i);
      signatureLow[i] = this.table.second(i);
    }
    return {
      root: Int32Array.from(this.roots),
      signatureHigh,
      signatureLow,
      requests: Float64Array.from(this.requests),
      baseOffsets,
      bases,
      earliestNs: this.earliestNs,
      latestNs: this.latestNs,
    };
  }
}

/** Lexicographic order of ascending sets, shorter first. */
export function precedes(a: Int32Array, b: Int32Array): boolean {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return a.length < b.length;
}
