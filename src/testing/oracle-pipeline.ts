import { byRequest, byTotalOrder, compareText, type OracleEvent } from "./oracle-event.ts";
import { compareEvents } from "./oracle-order.ts";

/** What a task name did with one item in one request: from the first of its events about it to the last. */
export interface PipelineElement {
  readonly key: string;
  readonly start: OracleEvent;
  readonly end: OracleEvent;
}

export interface PipelineTally {
  /** Requests with at least two matched elements. */
  requests: number;
  /** Matched elements in those requests. */
  matched: number;
  /** Elements whose start in the second task certainly precedes their end in the first. */
  early: number;
  /** Elements for which the stamps cannot tell. */
  undecided: number;
  /** Pairs of elements in one order in the first task and in the other order in the second. */
  inversions: number;
  /** Elements of the first task that the second lacks, and the reverse, over all requests with any element. */
  lost: number;
  spurious: number;
  /** Requests by permutation: the keys in the order of the first task, as JSON. Only those counted in `requests`. */
  readonly permutations: Map<string, number>;
  /** Requests whose permutation is not that of the sorted keys. */
  notIdentity: number;
}

/** What identifies an element; null = the event belongs to none. */
export type ElementKey = (event: OracleEvent) => string | null;

/** Elements of a task name in one request's events, by key. In order of their starts. */
export function elementsOf(events: readonly OracleEvent[], taskName: string, keyOf: ElementKey): PipelineElement[] {
  const own = events.filter((event) => event.taskName === taskName && keyOf(event) !== null).sort(byTotalOrder);
  const keys = [...new Set(own.map((event) => keyOf(event)!))];
  return keys
    .map((key) => {
      const about = own.filter((event) => keyOf(event) === key);
      return { key, start: about[0]!, end: about[about.length - 1]! };
    })
    .sort((a, b) => byTotalOrder(a.start, b.start));
}

/** Everything the events say about "first hands its elements to second, in order". Elements are told apart by item unless said otherwise. */
export function pipelineTally(
  events: readonly OracleEvent[],
  first: string,
  second: string,
  keyOf: ElementKey = (event) => event.item,
): PipelineTally {
  const tally: PipelineTally = {
    requests: 0,
    matched: 0,
    early: 0,
    undecided: 0,
    inversions: 0,
    lost: 0,
    spurious: 0,
    permutations: new Map(),
    notIdentity: 0,
  };
  for (const group of byRequest(events).values()) {
    const before = elementsOf(group, first, keyOf);
    const after = elementsOf(group, second, keyOf);
    const matched = before.filter((element) => after.some((other) => other.key === element.key));
    tally.lost += before.length - matched.length;
    tally.spurious += after.length - matched.length;
    if (matched.length < 2) continue;
    tally.requests++;
    tally.matched += matched.length;
    const position = (key: string) => after.findIndex((element) => element.key === key);
    for (const element of matched) {
      const comparison = compareEvents(element.end, after[position(element.key)]!.start);
      if (comparison === "after") tally.early++;
      else if (comparison === "undecided") tally.undecided++;
    }
    for (const [k, earlier] of matched.entries()) {
      for (const later of matched.slice(k + 1)) if (position(earlier.key) > position(later.key)) tally.inversions++;
    }
    const order = matched.map((element) => element.key);
    const permutation = JSON.stringify(order);
    tally.permutations.set(permutation, (tally.permutations.get(permutation) ?? 0) + 1);
    if (JSON.stringify(order.toSorted(compareText)) !== permutation) tally.notIdentity++;
  }
  return tally;
}

/** Refuted by an element taken too early or out of order; vacuous if only the sorted order ever occurs (both may merely iterate one list). */
export function pipelineVerdict(tally: PipelineTally): "vacuous" | "refuted" | "survives" {
  if (tally.early > 0 || tally.inversions > 0) return "refuted";
  return tally.requests === 0 || tally.notIdentity === 0 ? "vacuous" : "survives";
}
