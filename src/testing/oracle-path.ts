import { type OracleEvent, type OracleSegment, segmentKindOf } from "./oracle-event.ts";
import { type OracleGraph, pathsFrom } from "./oracle-graph.ts";

/** One hop of the critical path and what it is charged to. */
export interface OracleHop {
  /** Positions in the graph's events. */
  readonly from: number;
  readonly to: number;
  readonly ns: number;
  /** Rule 1 to 5 of the definition. */
  readonly rule: 1 | 2 | 3 | 4 | 5;
  /** A segment kind for rules 1, 3 and 4; "task name → task name" for hand-offs. */
  readonly charge: string;
}

export interface PathContext {
  readonly segments: readonly OracleSegment[];
  /** The two sides of an exchange, in the direction of the hop; default none. */
  readonly isExchange?: (from: OracleEvent, to: OracleEvent) => boolean;
  /** Client and producer spans, which rule 4 passes over; default none. */
  readonly isClientSide?: (segment: OracleSegment) => boolean;
}

/** The latest predecessor of vertex j; null = none. */
export function bindingOf(graph: OracleGraph, j: number): number | null {
  const predecessors = graph.edges.filter(([, to]) => to === j).map(([from]) => from);
  return predecessors.length === 0 ? null : Math.max(...predecessors);
}

/** δ_j: the time from j's binding predecessor, or from the first event without one. */
export function lagNs(graph: OracleGraph, j: number): number {
  return graph.events[j]!.timeNs - graph.events[bindingOf(graph, j) ?? 0]!.timeNs;
}

/**
 * The critical path that keeps lags: from the terminal event (default the last) back along latest predecessors.
 * Hops in the order of time. A vertex without predecessors is reached by a hop from the first event.
 * The charges sum to the latency exactly; throws if they should not.
 */
export function criticalPath(
  graph: OracleGraph,
  context: PathContext,
  terminal = graph.events.length - 1,
): OracleHop[] {
  const hops: OracleHop[] = [];
  let j = terminal;
  while (j !== 0) {
    const binding = bindingOf(graph, j);
    const from = binding ?? 0;
    // Where nothing binds, no exchange is known to have happened.
    const known = binding === null ? { ...context, isExchange: () => false } : context;
    hops.unshift({ from, to: j, ns: lagNs(graph, j), ...chargeOf(graph.events[from]!, graph.events[j]!, known) });
    j = from;
  }
  const latency = graph.events[terminal]!.timeNs - graph.events[0]!.timeNs;
  const sum = hops.reduce((total, hop) => total + hop.ns, 0);
  if (sum !== latency) throw new Error(`charges sum to ${sum} ns, the latency is ${latency} ns`);
  return hops;
}

/** Whom a hop p → j is charged to: the first rule that applies. Among several segments the innermost (latest start, then earliest end). */
export function chargeOf(p: OracleEvent, j: OracleEvent, context: PathContext): Pick<OracleHop, "rule" | "charge"> {
  const innermost = (candidates: readonly OracleSegment[]) =>
    candidates.toSorted((a, b) => b.start.timeNs - a.start.timeNs || a.end.timeNs - b.end.timeNs)[0];
  const own = context.segments.filter((segment) => segment.start.request === p.request);

  const between = innermost(own.filter((segment) => segment.start === p && segment.end === j));
  if (between !== undefined) return { rule: 1, charge: segmentKindOf(between) };

  const handOff = `${p.taskName} → ${j.taskName}`;
  if (context.isExchange?.(p, j) ?? false) return { rule: 2, charge: handOff };

  const startsHere = innermost(own.filter((segment) => segment.start === p && segment.end.timeNs >= j.timeNs));
  if (startsHere !== undefined) return { rule: 3, charge: segmentKindOf(startsHere) };
  const endsHere = innermost(own.filter((segment) => segment.end === j && segment.start.timeNs <= p.timeNs));
  if (endsHere !== undefined) return { rule: 3, charge: segmentKindOf(endsHere) };

  const around = innermost(
    own.filter(
      (segment) =>
        (segment.start.host === p.host || segment.start.host === j.host) &&
        segment.start.timeNs <= p.timeNs &&
        segment.end.timeNs >= j.timeNs &&
        !(context.isClientSide?.(segment) ?? false),
    ),
  );
  if (around !== undefined) return { rule: 4, charge: segmentKindOf(around) };
  return { rule: 5, charge: handOff };
}

/** A longest path of segments weighted by duration, and its weight. */
export interface OracleLongestPath {
  readonly ns: number;
  /** Positions in `segments`. */
  readonly path: readonly number[];
}

/**
 * Paper form: among all paths of segments (edge A → B if the graph leads from A's end to B's start, or they are one
 * event) the heaviest, by trying every one. Ties: lowest start of the first segment in which they differ, then its kind.
 */
export function longestSegmentPath(graph: OracleGraph, segments: readonly OracleSegment[]): OracleLongestPath {
  const position = (event: OracleEvent) => graph.events.indexOf(event);
  const leads = (from: number, to: number) => from === to || pathsFrom(graph.edges, from, to).length > 0;
  const edges = segments.flatMap((a, i) =>
    segments.flatMap((b, j) => (i !== j && leads(position(a.end), position(b.start)) ? [[i, j] as const] : [])),
  );
  const weight = (path: readonly number[]) =>
    path.reduce((sum, index) => sum + segments[index]!.end.timeNs - segments[index]!.start.timeNs, 0);
  const precedes = (a: OracleSegment, b: OracleSegment) =>
    a.start.timeNs - b.start.timeNs || (segmentKindOf(a) < segmentKindOf(b) ? -1 : 1);
  const paths = segments.flatMap((_, index) => pathsFrom(edges, index));
  const best = paths.sort((a, b) => {
    const difference = a.findIndex((index, k) => index !== b[k]);
    if (weight(a) !== weight(b)) return weight(b) - weight(a);
    if (difference < 0 || b[difference] === undefined) return b.length - a.length;
    return precedes(segments[a[difference]!]!, segments[b[difference]!]!);
  })[0];
  return best === undefined ? { ns: 0, path: [] } : { ns: weight(best), path: best };
}
