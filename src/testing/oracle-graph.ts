import { PHASE_END } from "../core/units.ts";
import { byTotalOrder, kindOf, type OracleEvent, type OracleSegment } from "./oracle-event.ts";
import { compareEvents } from "./oracle-order.ts";

/** The graph of one request. Vertices are positions in `events`; every edge leads to a later position. */
export interface OracleGraph {
  /** In the total order. */
  readonly events: readonly OracleEvent[];
  /** [from, to], sorted. */
  readonly edges: readonly (readonly [number, number])[];
  /** Model relations that this request certainly reverses. */
  readonly anomalous: readonly (readonly [number, number])[];
  /** Model relations that the stamps of this request leave undecided. */
  readonly undecidedCount: number;
}

/**
 * Edges i → j: "kind i comes no later than kind j" is in the model, i precedes j in the total order here, and the stamps
 * of this request say so for certain (or tie, an end before a start); and between consecutive events of one task
 * instance, and the two ends of a label pair without one (`pairs`). `model` answers for two kinds (see `kindOf`).
 */
export function requestGraph(
  events: readonly OracleEvent[],
  model: (earlier: string, later: string) => boolean,
  pairs: readonly OracleSegment[] = [],
): OracleGraph {
  const sorted = [...events].sort(byTotalOrder);
  const edges: [number, number][] = [];
  const anomalous: [number, number][] = [];
  let undecidedCount = 0;
  for (const [i, a] of sorted.entries()) {
    for (const [j, b] of sorted.entries()) {
      if (i === j) continue;
      const comparison = compareEvents(a, b);
      const supports = comparison === "before" || (comparison === "tie" && a.phase === PHASE_END);
      const inModel = model(kindOf(a), kindOf(b));
      if (i < j) {
        const between = sorted.slice(i + 1, j);
        const areConsecutive = a.task !== null && a.task === b.task && between.every((event) => event.task !== a.task);
        const arePair = a.task === null && pairs.some(({ start, end }) => start === a && end === b);
        if (areConsecutive || arePair || (inModel && supports)) {
          edges.push([i, j]);
          continue;
        }
      }
      if (!inModel) continue;
      if (comparison === "after") anomalous.push([i, j]);
      else undecidedCount++;
    }
  }
  return { events: sorted, edges, anomalous, undecidedCount };
}

/** The edges that no longer path replaces: i → k goes if some other path leads from i to k. */
export function transitiveReduction(edges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const leadsTo = (from: number, to: number): boolean =>
    from === to || edges.some(([u, v]) => u === from && leadsTo(v, to));
  return edges.filter(([from, to]) => !edges.some(([u, v]) => u === from && v !== to && leadsTo(v, to)));
}

/** Every path from `from` along edges to a vertex without successors, or to `to` if given; each as its list of vertices. */
export function pathsFrom(
  edges: readonly (readonly [number, number])[],
  from: number,
  to: number | null = null,
): number[][] {
  if (from === to) return [[from]];
  const next = edges.filter(([u]) => u === from).map(([, v]) => v);
  if (next.length === 0) return to === null ? [[from]] : [];
  return next.flatMap((vertex) => pathsFrom(edges, vertex, to).map((path) => [from, ...path]));
}
