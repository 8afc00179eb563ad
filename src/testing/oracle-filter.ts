import type { FilterTerm, RequestFilter } from "../core/analysis/request-filter.ts";
import { byTotalOrder, type OracleEvent, type OracleSegment } from "./oracle-event.ts";

/** Everything a filter may ask about one request. */
export interface OracleRequest {
  readonly id: string;
  readonly classId: number;
  readonly events: readonly OracleEvent[];
  /** The segments of this request. */
  readonly segments: readonly OracleSegment[];
}

/** Whether a filter keeps a request. Its only attribute column is "item"; the last event ends a request. */
export function isKept(request: OracleRequest, { terms }: RequestFilter): boolean {
  return terms.every((term) => agrees(request, term));
}

function agrees({ id, classId, events, segments }: OracleRequest, term: FilterTerm): boolean {
  const sorted = [...events].sort(byTotalOrder);
  const startNs = sorted[0]!.timeNs;
  const latencyNs = sorted[sorted.length - 1]!.timeNs - startNs;
  switch (term.on) {
    case "start":
      return (term.fromNs ?? -Infinity) <= startNs && startNs < (term.toNs ?? Infinity);
    case "latency":
      return (term.fromNs ?? -Infinity) <= latencyNs && latencyNs < (term.toNs ?? Infinity);
    case "class":
      return term.has === term.classes.includes(classId);
    case "event":
      return term.has === events.some(({ taskName, label }) => taskName === term.task && label === term.label);
    case "segment": {
      const isOne = ({ start, end }: OracleSegment) =>
        start.taskName === term.task && start.label === term.from && end.label === term.to;
      return term.has === segments.some(isOne);
    }
    case "host":
      return term.has === events.some(({ host }) => term.values.includes(host));
    case "attribute": {
      const hasValue = events.some(({ item }) => item !== null && term.values.includes(item));
      return term.has === (term.name === "item" && hasValue);
    }
    case "id":
      return term.has === id.startsWith(term.prefix);
  }
}
