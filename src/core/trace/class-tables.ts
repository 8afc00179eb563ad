import { PairTable } from "../pair-table.ts";

/**
 * The kinds of one request class, numbered 0 … n−1 within the class. Canonical: event kinds ascending by code, segment
 * kinds by (start, end).
 */
export interface ClassTable {
  /** Kind code (base kind · 16 + ordinal; ordinal 0 = last occurrence) per event kind. */
  readonly kindCode: Int32Array;
  readonly kindRequests: Uint32Array;
  /** Event kind (index here) at which a segment kind starts and ends. */
  readonly segmentStart: Int32Array;
  readonly segmentEnd: Int32Array;
  readonly segmentRequests: Uint32Array;
  /** Kinds left out because the class has more than its share (they stay in request graphs as "other"). */
  readonly otherKinds: number;
  readonly otherSegments: number;
}

/** Look-ups are dense arrays up to this many entries (2 bytes each), hash tables beyond. */
const DENSE_ENTRIES = 1 << 20;

/** Look-ups of a class table for a scan; built once per worker. About 2 ns each where dense. */
export class ClassIndex {
  private readonly kindOfCode: Int16Array;
  private readonly segmentOfPair: Int16Array;
  private readonly kinds = new PairTable();
  private readonly segments = new PairTable();
  private readonly stride: number;

  constructor(readonly table: ClassTable) {
    const { kindCode, segmentStart, segmentEnd } = table;
    const codes = kindCode.length === 0 ? 0 : kindCode[kindCode.length - 1] + 1;
    this.kindOfCode = new Int16Array(codes <= DENSE_ENTRIES ? codes : 0).fill(-1);
    if (codes > DENSE_ENTRIES) for (const code of kindCode) this.kinds.add(code, 0);
    else for (let kind = 0; kind < kindCode.length; kind++) this.kindOfCode[kindCode[kind]] = kind;
    this.stride = kindCode.length;
    const pairs = this.stride * this.stride;
    this.segmentOfPair = new Int16Array(pairs <= DENSE_ENTRIES ? pairs : 0).fill(-1);
    for (let segment = 0; segment < segmentStart.length; segment++) {
      if (pairs > DENSE_ENTRIES) this.segments.add(segmentStart[segment], segmentEnd[segment]);
      else this.segmentOfPair[segmentStart[segment] * this.stride + segmentEnd[segment]] = segment;
    }
  }

  /** Event kind of a code, −1 = other. */
  kindOf(code: number): number {
    if (code < this.kindOfCode.length) return this.kindOfCode[code];
    return this.kinds.find(code, 0);
  }

  /** Segment kind between two event kinds, −1 = other. */
  segmentOf(startKind: number, endKind: number): number {
    if (startKind < 0 || endKind < 0) return -1;
    if (this.segmentOfPair.length > 0) return this.segmentOfPair[startKind * this.stride + endKind];
    return this.segments.find(startKind, endKind);
  }
}
