import type { Analysis } from "../analysis/analysis-store.ts";
import type { Status } from "../model/status.ts";
import { STATUSES } from "../model/status.ts";

/** What the requests of a class say of "from always finishes before to starts". */
export interface SegmentOrder {
  readonly status: Status;
  /** Requests. */
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
}

/**
 * The order of two segment kinds of a class, whatever became of it; null if the two never meet in one request, or if they
 * are occurrences of one label, which come in order by construction. O(log rows). Throws if there is no such class.
 */
export function segmentOrder(analysis: Analysis, classId: number, from: number, to: number): SegmentOrder | null {
  const model = analysis.models[classId];
  if (model === undefined) throw new Error(`no class ${classId}`);
  const rows = model.segmentOrders;
  let low = 0;
  let high = rows.from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.from[middle] < from || (rows.from[middle] === from && rows.to[middle] < to)) low = middle + 1;
    else high = middle;
  }
  if (rows.from[low] !== from || rows.to[low] !== to) return null;
  return {
    status: STATUSES[rows.status[low]],
    support: rows.support[low],
    violations: rows.violations[low],
    undecided: rows.undecided[low],
  };
}
