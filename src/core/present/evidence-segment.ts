import type { Analysis } from "../analysis/analysis-store.ts";
import { limbSum } from "../model/partial-model.ts";
import type { Status, StatusCounts } from "../model/status.ts";
import { countStatus, emptyStatusCounts, entersGraph, STATUSES } from "../model/status.ts";
import { nestingsOf } from "./evidence-nesting.ts";
import type { EvidenceSide } from "./evidence-sides.ts";
import { segmentSide } from "./evidence-sides.ts";

/** A segment that stands in a surviving relation with the one that is selected. */
export interface SegmentNeighbour {
  /** Segment kind within the class. */
  readonly segment: number;
  readonly side: EvidenceSide;
  readonly status: Status;
  readonly support: number;
  readonly violations: number;
  /** Share of the requests with a path in whose own reduction the order survives, 1 where both share an event; 0 for exclusions. */
  readonly directShare: number;
}

export interface NeighbourList {
  /** The most direct first, then by support; `MOST_NEIGHBOURS` at most. */
  readonly shown: readonly SegmentNeighbour[];
  readonly total: number;
}

/** Everything that is known of one segment kind of a class without a scan. Plain data. */
export interface SegmentReport {
  readonly segment: number;
  readonly side: EvidenceSide;
  readonly requests: number;
  readonly classRequests: number;
  /** Mean duration of an occurrence, ns. */
  readonly meanNs: number;
  /** Shares of the requests with a path, and of their latency. */
  readonly onPathShare: number;
  readonly pathShare: number;
  /** Mean over requests with a path, ns. */
  readonly pathNs: number;
  /** Orders with it on either side, and exclusions with it, by status. */
  readonly orders: StatusCounts;
  readonly exclusions: StatusCounts;
  /** What always finishes before it starts, what always starts after it has finished, what never overlaps it. */
  readonly waitsFor: NeighbourList;
  readonly waitedForBy: NeighbourList;
  readonly excludes: NeighbourList;
  /** What it always runs within, and what always runs within it. */
  readonly within: NeighbourList;
  readonly encloses: NeighbourList;
}

export const MOST_NEIGHBOURS = 8;

/** Null if the class has no such segment kind. O(pairs of segment kinds and of event kinds of the class). */
export function segmentReport(analysis: Analysis, classId: number, segment: number): SegmentReport | null {
  const side = segmentSide(analysis, classId, segment);
  if (side === null) return null;
  const table = analysis.tables[classId];
  const model = analysis.models[classId];
  const paths = analysis.paths[classId];
  const statistics = analysis.partial.classes[classId];
  const kinds = table.segmentStart.length;
  const whole = Math.max(1, paths.requests);
  const orders = emptyStatusCounts();
  const exclusions = emptyStatusCounts();
  const before: Found[] = [];
  const after: Found[] = [];
  const beside: Found[] = [];
  const rows = model.segmentOrders;
  for (let at = 0; at < rows.from.length; at++) {
    const [from, to] = [rows.from[at], rows.to[at]];
    if (from !== segment && to !== segment) continue;
    const status = STATUSES[rows.status[at]];
    countStatus(orders, status);
    const found = {
      segment: from === segment ? to : from,
      status,
      support: rows.support[at],
      violations: rows.violations[at],
      // Where one event ends the first and begins the second there is no edge between them: nothing is nearer.
      directShare:
        table.segmentEnd[from] === table.segmentStart[to] ? 1 : paths.segmentReducedIn[from * kinds + to] / whole,
    };
    if (entersGraph(status)) (from === segment ? after : before).push(found);
  }
  for (const { a, b, status, support, overlaps } of model.exclusions) {
    if (a !== segment && b !== segment) continue;
    countStatus(exclusions, status);
    const found = { segment: a === segment ? b : a, status, support, violations: overlaps, directShare: 0 };
    if (entersGraph(status)) beside.push(found);
  }
  const nestings = nestingsOf(analysis, classId, segment);
  const occurrences = Math.max(1, statistics.segmentOccurrences[segment]);
  const list = (found: readonly Found[]) => neighbours(analysis, classId, found);
  return {
    segment,
    side,
    requests: table.segmentRequests[segment],
    classRequests: model.requests,
    meanNs: limbSum(statistics.durationHigh, statistics.durationLow, segment) / occurrences,
    onPathShare: paths.segments.requests[segment] / whole,
    pathShare: paths.segments.sharePpm[segment] / 1e6 / whole,
    pathNs: limbSum(paths.segments.nsHigh, paths.segments.nsLow, segment) / whole,
    orders,
    exclusions,
    waitsFor: list(before),
    waitedForBy: list(after),
    excludes: list(beside),
    within: list(nestings.filter(({ inner }) => inner === segment).map((each) => ({ ...each, segment: each.outer }))),
    encloses: list(nestings.filter(({ outer }) => outer === segment).map((each) => ({ ...each, segment: each.inner }))),
  };
}

type Found = Omit<SegmentNeighbour, "side">;

function neighbours(analysis: Analysis, classId: number, found: readonly Found[]): NeighbourList {
  const sorted = found.toSorted(
    (a, b) => b.directShare - a.directShare || b.support - a.support || a.segment - b.segment,
  );
  const shown = sorted.slice(0, MOST_NEIGHBOURS).flatMap((each): SegmentNeighbour[] => {
    const side = segmentSide(analysis, classId, each.segment);
    if (side === null) return [];
    const { segment, status, support, violations, directShare } = each;
    return [{ segment, side, status, support, violations, directShare }];
  });
  return { shown, total: found.length };
}
