import { type OracleGraph, pathsFrom } from "./oracle-graph.ts";
import { lagNs } from "./oracle-path.ts";

/**
 * Slack, drag and what-if of one request by trying every path. A path starts at a vertex without predecessors, which
 * happens when it was observed, and adds the lag δ of each vertex it reaches. `terminal` null: the latency is that of
 * the last event, and every vertex without successors leads to it. Latencies count from the first event.
 */
export function latencyNs(graph: OracleGraph, terminal: number | null): number {
  const last = terminal ?? graph.events.length - 1;
  return graph.events[last]!.timeNs - graph.events[0]!.timeNs;
}

/** How late the terminal would be if only this path counted. */
function pathNs(graph: OracleGraph, path: readonly number[]): number {
  const start = graph.events[path[0]!]!.timeNs - graph.events[0]!.timeNs;
  return path.slice(1).reduce((sum, vertex) => sum + lagNs(graph, vertex), start);
}

function allPaths(graph: OracleGraph, terminal: number | null): number[][] {
  const roots = graph.events.map((_, index) => index).filter((index) => graph.edges.every(([, to]) => to !== index));
  return roots.flatMap((root) => pathsFrom(graph.edges, root, terminal));
}

/** Longest time over paths through i; −Infinity if no path to the terminal passes i. */
export function throughNs(graph: OracleGraph, i: number, terminal: number | null = null): number {
  return Math.max(
    ...allPaths(graph, terminal)
      .filter((path) => path.includes(i))
      .map((path) => pathNs(graph, path)),
  );
}

/** E_other(i): longest time over paths that avoid i; 0 if there is none. */
export function avoidingNs(graph: OracleGraph, i: number, terminal: number | null = null): number {
  return Math.max(
    0,
    ...allPaths(graph, terminal)
      .filter((path) => !path.includes(i))
      .map((path) => pathNs(graph, path)),
  );
}

/** How far event i may move without moving the terminal; Infinity if no path leads from it to a chosen terminal. */
export function slackNs(graph: OracleGraph, i: number, terminal: number | null = null): number {
  const through = throughNs(graph, i, terminal);
  return through === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : latencyNs(graph, terminal) - through;
}

/** What shortening i's own lag to nothing would save. */
export function dragNs(graph: OracleGraph, i: number, terminal: number | null = null): number {
  const latency = latencyNs(graph, terminal);
  return latency - Math.max(avoidingNs(graph, i, terminal), latency - lagNs(graph, i));
}

/**
 * The latency if every lag were changed: t'_j = max over predecessors (t'_p + δ'_j), roots t'_j = δ'_j.
 * `changed` receives a vertex and its lag; the identity reproduces the observed latency.
 */
export function whatIfLatencyNs(
  graph: OracleGraph,
  changed: (vertex: number, lagNs: number) => number,
  terminal: number | null = null,
): number {
  const time: number[] = [];
  for (const j of graph.events.keys()) {
    const predecessors = graph.edges.filter(([, to]) => to === j).map(([from]) => time[from]!);
    time.push(Math.max(0, ...predecessors) + changed(j, lagNs(graph, j)));
  }
  return terminal === null ? Math.max(...time) : time[terminal]!;
}
