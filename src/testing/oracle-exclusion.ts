import { PHASE_END } from "../core/units.ts";
import { byRequest, type OracleEvent, type OracleSegment, segmentKindOf } from "./oracle-event.ts";
import { compareEvents, pairKey } from "./oracle-order.ts";
import { type OracleStatus, wilsonInterval } from "./oracle-status.ts";

export type SegmentOutcome = "ab" | "ba" | "overlap" | "undecided";

/** What the requests that have both segment kinds, neither of zero length, say about their overlap. */
export interface ExclusionCell {
  readonly a: string;
  readonly b: string;
  ab: number;
  ba: number;
  overlap: number;
  undecided: number;
}

/** How the end of one segment lies to the start of another. Half-open segments may touch: a tie counts as order. */
export function endPrecedesStart(end: OracleEvent, start: OracleEvent): "certain" | "refuted" | "undecided" {
  if (end === start) return "certain";
  const comparison = compareEvents(end, start);
  if (comparison === "before" || (comparison === "tie" && end.phase === PHASE_END)) return "certain";
  return comparison === "after" ? "refuted" : "undecided";
}

/** Whether a ends before b starts (touching included), the reverse, they overlap, or the stamps cannot tell. */
export function segmentOutcome(a: OracleSegment, b: OracleSegment): SegmentOutcome {
  const ab = endPrecedesStart(a.end, b.start);
  const ba = endPrecedesStart(b.end, a.start);
  if (ab === "certain") return "ab";
  if (ba === "certain") return "ba";
  return ab === "refuted" && ba === "refuted" ? "overlap" : "undecided";
}

/** The cells of all unordered pairs of segment kinds; kinds are unique within a request. Zero-length segments are left out. */
export function exclusionCells(segments: readonly OracleSegment[]): Map<string, ExclusionCell> {
  const cells = new Map<string, ExclusionCell>();
  const ofRequest = new Map<string, OracleSegment[]>();
  for (const segment of segments) {
    const known = ofRequest.get(segment.start.request);
    if (known === undefined) ofRequest.set(segment.start.request, [segment]);
    else known.push(segment);
  }
  for (const x of segments) {
    for (const y of ofRequest.get(x.start.request)!) {
      if (isEmpty(x) || isEmpty(y)) continue;
      const [a, b] = [segmentKindOf(x), segmentKindOf(y)];
      if (a >= b) continue;
      const key = pairKey(a, b);
      const cell = cells.get(key) ?? { a, b, ab: 0, ba: 0, overlap: 0, undecided: 0 };
      cells.set(key, cell);
      cell[segmentOutcome(x, y)]++;
    }
  }
  return cells;
}

function isEmpty(segment: OracleSegment): boolean {
  return segment.start.timeNs === segment.end.timeNs;
}

/**
 * For each segment kind: the requests that have it (zero length left out), and in how many of them it runs at the
 * middle of each 1/64 of the request (from its first event to its last).
 */
export function occupancy(
  events: readonly OracleEvent[],
  segments: readonly OracleSegment[],
): Map<string, { requests: number; readonly bins: number[] }> {
  const groups = byRequest(events);
  const result = new Map<string, { requests: number; readonly bins: number[] }>();
  for (const segment of segments) {
    if (isEmpty(segment)) continue;
    const kind = segmentKindOf(segment);
    const entry = result.get(kind) ?? { requests: 0, bins: new Array<number>(64).fill(0) };
    result.set(kind, entry);
    entry.requests++;
    const group = groups.get(segment.start.request)!;
    const first = group[0]!.timeNs;
    const last = group[group.length - 1]!.timeNs;
    for (let bin = 0; bin < 64; bin++) {
      const middle = first + ((bin + 0.5) / 64) * (last - first);
      if (segment.start.timeNs <= middle && middle < segment.end.timeNs) entry.bins[bin]!++;
    }
  }
  return result;
}

export interface ExclusionVerdict {
  readonly status: OracleStatus;
  /** E = −N ln(1 − q): what independence would have shown at least. Infinity if q = 1. */
  readonly evidence: number;
}

/**
 * Mutual exclusion of a cell, the first rule that applies: overlaps whose rate may exceed 1 % refute it; each order must
 * occur in ≥ max(5, 2 %) of the N requests with both (else vacuous: an order implies it); fewer overlaps are exceptions.
 * Holds if at most 1 % is undecided and E ≥ ln(M / 0.05).
 */
export function exclusionVerdict(
  cell: ExclusionCell,
  a: { readonly requests: number; readonly bins: readonly number[] },
  b: { readonly requests: number; readonly bins: readonly number[] },
  hypotheses: number,
): ExclusionVerdict {
  const both = cell.ab + cell.ba + cell.overlap + cell.undecided;
  const q = Math.max(...a.bins.map((count, bin) => (count * b.bins[bin]!) / (a.requests * b.requests)));
  const evidence = both === 0 || q === 0 ? 0 : -both * Math.log(1 - q);
  const decided = cell.ab + cell.ba + cell.overlap;
  if (cell.overlap > 0 && wilsonInterval(cell.overlap, decided)[1] > 0.01) return { status: "refuted", evidence };
  const least = Math.max(5, 0.02 * both);
  if (cell.ab < least || cell.ba < least) return { status: "vacuous", evidence };
  if (cell.overlap > 0) return { status: "near", evidence };
  const isSure = cell.undecided <= 0.01 * both && evidence >= Math.log(hypotheses / 0.05);
  return { status: isSure ? "holds" : "tentative", evidence };
}
