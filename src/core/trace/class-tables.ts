import { PairTable } from "../int-table.ts";

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

/** Look-ups of a class table for a scan; built once per worker. */
export class ClassIndex {
  private readonly kinds: PairTable;
  private readonly segments: PairTable;

  constructor(readonly table: ClassTable) {
    this.kinds = new PairTable(table.kindCode.length);
    for (const code of table.kindCode) this.kinds.add(code, 0);
    this.segments = new PairTable(table.segmentStart.length);
    for (let i = 0; i < table.segmentStart.length; i++) this.segments.add(table.segmentStart[i], table.segmentEnd[i]);
  }

  /** Event kind of a code, −1 = other. */
  kindOf(code: number): number {
    return this.kinds.find(code, 0);
  }

  /** Segment kind between two event kinds, −1 = other. */
  segmentOf(startKind: number, endKind: number): number {
    return startKind < 0 || endKind < 0 ? -1 : this.segments.find(startKind, endKind);
  }
}
