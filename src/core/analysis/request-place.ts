import type { RequestList, RequestOrder, RequestSummary } from "./request-rows.ts";

/** Where one request stands among those of a class that a list has. */
export interface RequestPlace {
  readonly summary: RequestSummary;
  /** From 0 in the order asked for, −1 = not in the list. */
  readonly position: number;
  /** Requests of the class in the list. */
  readonly total: number;
  /** How many of them took less time. */
  readonly faster: number;
}

/**
 * Finds the place of a request without sorting; `classId` −1 = all classes. O(requests).
 * Law: the row of `page(order, classId, position, 1)` is the request.
 */
export function requestPlace(
  requests: RequestList,
  summary: RequestSummary,
  order: RequestOrder,
  classId: number,
): RequestPlace {
  const { rank, latencyNs: ownNs, startNs } = summary;
  const columns = requests.columns();
  const key = order === "earliest" ? columns.startNs : columns.latencyNs;
  const own = order === "earliest" ? startNs : ownNs;
  const sign = order === "slowest" ? -1 : 1;
  let total = 0;
  let before = 0;
  let faster = 0;
  for (let at = 0; at < columns.classId.length; at++) {
    if (classId >= 0 && columns.classId[at] !== classId) continue;
    total++;
    if (columns.latencyNs[at] < ownNs) faster++;
    const difference = sign * (key[at] - own);
    if (difference < 0 || (difference === 0 && (requests.ranks?.[at] ?? at) < rank)) before++;
  }
  const isListed = requests.has(rank) && (classId < 0 || summary.classId === classId);
  return { summary, position: isListed ? before : -1, total, faster };
}
