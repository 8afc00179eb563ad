import type { Analysis } from "../analysis/analysis-store.ts";
import { limbSum } from "../model/partial-model.ts";
import { entersGraph, STATUSES } from "../model/status.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import { ORDINAL_STRIDE } from "../trace/event-table.ts";
import { kindOffsets } from "./analysis-report.ts";
import type { GraphHandOff } from "./graph-hand-offs.ts";
import { graphHandOffs } from "./graph-hand-offs.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { graphNodes } from "./graph-nodes.ts";
import type { GraphPipeline } from "./graph-pipelines.ts";
import { graphPipelines } from "./graph-pipelines.ts";
import type { GraphExclusion } from "./graph-resources.ts";
import { classExclusions } from "./graph-resources.ts";

/**
 * Orders between nodes of a graph as columns, one row a relation, ascending by (from, to); only those that hold, are
 * tentative or nearly hold. About 30 bytes a row; a class of 126 segment kinds has 3,000 rows.
 */
export interface GraphOrders {
  /** Positions in `ClassGraph.nodes`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Position in STATUSES. */
  readonly status: Uint8Array;
  /** Requests. */
  readonly support: Float64Array;
  readonly violations: Float64Array;
  readonly undecided: Float64Array;
  /** Share of the requests with a path in whose own reduction the order survives, 0 … 1. */
  readonly reducedInShare: Float64Array;
}

/**
 * One request class as a graph: everything that could be drawn, before anything is left out. Plain data, so that it
 * crosses to a worker. Nodes are segment kinds.
 */
export interface ClassGraph {
  readonly class: number;
  readonly name: string;
  /** Requests of the class. */
  readonly requests: number;
  /** Mean over the requests with a path. */
  readonly meanLatencyNs: number;
  /** Why there is nothing to draw, in words; null if there is. */
  readonly emptyBecause: string | null;
  /** Names of the components that have nodes, by name. */
  readonly components: readonly string[];
  /** Ascending by id. */
  readonly nodes: readonly GraphNode[];
  /** from always finishes before to starts. */
  readonly orders: GraphOrders;
  /** from starts before to starts and ends after it ends, as a call encloses its work. */
  readonly nestings: GraphOrders;
  readonly exclusions: readonly GraphExclusion[];
  /** Greedy cliques of mutual exclusion (single-threaded resources): positions in `nodes`, ascending. */
  readonly resources: readonly (readonly number[])[];
  readonly pipelines: readonly GraphPipeline[];
  readonly handOffs: readonly GraphHandOff[];
}

/** The graph of one class of a finished analysis. O(S²) for S segment kinds. Throws if there is no such class. */
export function classGraph(analysis: Analysis, classId: number): ClassGraph {
  const table = analysis.tables[classId];
  if (table === undefined) throw new Error(`no class ${classId}`);
  const { names, partial } = analysis;
  const model = analysis.models[classId];
  const paths = analysis.paths[classId];
  const statistics = partial.classes[classId];
  const kinds = table.segmentStart.length;
  let pathNs = limbTotal(paths.segments) + limbTotal(paths.handOffs);
  pathNs = paths.requests === 0 ? 0 : pathNs / paths.requests;
  const { nodes, components } = graphNodes({
    names,
    table,
    paths,
    statistics,
    firstId: kindOffsets(analysis).segment[classId],
    requests: model.requests,
    meanLatencyNs: pathNs,
    precedence: precedenceOf(table, model.allowed),
  });
  const order = model.segmentOrders;
  const rows: number[] = [];
  for (let at = 0; at < order.from.length; at++) if (entersGraph(STATUSES[order.status[at]])) rows.push(at);
  const whole = Math.max(1, paths.requests);
  const { exclusions, resources } = classExclusions(kinds, model.exclusions);
  const nestings = nestingsOf(table, model.allowed, model.segmentAllowed, paths.reducedIn, {
    requests: (a, b) => Math.min(table.segmentRequests[a], table.segmentRequests[b]),
    whole,
  });
  return {
    class: classId,
    name: analysis.classNames[classId],
    requests: model.requests,
    meanLatencyNs: pathNs,
    emptyBecause: kinds > 0 ? null : emptyBecause(table),
    components,
    nodes,
    orders: {
      from: Int32Array.from(rows, (at) => order.from[at]),
      to: Int32Array.from(rows, (at) => order.to[at]),
      status: Uint8Array.from(rows, (at) => order.status[at]),
      support: Float64Array.from(rows, (at) => order.support[at]),
      violations: Float64Array.from(rows, (at) => order.violations[at]),
      undecided: Float64Array.from(rows, (at) => order.undecided[at]),
      reducedInShare: Float64Array.from(
        rows,
        (at) => paths.segmentReducedIn[order.from[at] * kinds + order.to[at]] / whole,
      ),
    },
    nestings,
    exclusions,
    resources,
    pipelines: graphPipelines(names, table, model),
    handOffs: graphHandOffs(names, table, model, paths),
  };
}

function limbTotal(sums: { readonly nsHigh: Float64Array; readonly nsLow: Float64Array }): number {
  let total = 0;
  for (let at = 0; at < sums.nsHigh.length; at++) total += limbSum(sums.nsHigh, sums.nsLow, at);
  return total;
}

function emptyBecause(table: ClassTable): string {
  const kinds = table.kindCode.length;
  if (kinds === 0) return "This class has no event kinds, so there is nothing to draw.";
  return (
    `The ${kinds} event kinds of this class are points: the log names no task or span, and no labels open and close ` +
    "each other, so there are no segments to draw. Their orders are in the table of relations."
  );
}

/** Per segment kind: how many event kinds of the class always come before its start. Grows along every order. */
function precedenceOf(table: ClassTable, allowed: Uint8Array): Int32Array {
  const kinds = table.kindCode.length;
  const before = new Int32Array(kinds);
  for (let a = 0; a < kinds; a++) for (let b = 0; b < kinds; b++) before[b] += allowed[a * kinds + b];
  return table.segmentStart.map((start) => before[start]);
}

/**
 * Pairs of which one always starts first and ends last. Derived from the orders of their events, so without a status of
 * its own: counted as `holds` with the requests of the rarer of the two.
 */
function nestingsOf(
  table: ClassTable,
  allowed: Uint8Array,
  segmentAllowed: Uint8Array,
  reducedIn: Uint32Array,
  counts: { readonly requests: (a: number, b: number) => number; readonly whole: number },
): GraphOrders {
  const { segmentStart, segmentEnd } = table;
  const events = table.kindCode.length;
  const kinds = segmentStart.length;
  const base = (event: number) => Math.floor(table.kindCode[event] / ORDINAL_STRIDE);
  const sameOrBefore = (a: number, b: number) => a === b || allowed[a * events + b] === 1;
  const from: number[] = [];
  const to: number[] = [];
  for (let a = 0; a < kinds; a++) {
    for (let b = 0; b < kinds; b++) {
      if (a === b || segmentAllowed[a * kinds + b] === 1 || segmentAllowed[b * kinds + a] === 1) continue;
      if (!sameOrBefore(segmentStart[a], segmentStart[b]) || !sameOrBefore(segmentEnd[b], segmentEnd[a])) continue;
      // Repeats of one label are numbered by their start, which says nothing of a call.
      if (base(segmentStart[a]) === base(segmentStart[b]) && base(segmentEnd[a]) === base(segmentEnd[b])) continue;
      from.push(a);
      to.push(b);
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    status: new Uint8Array(from.length).fill(STATUSES.indexOf("holds")),
    support: Float64Array.from(from, (a, at) => counts.requests(a, to[at])),
    violations: new Float64Array(from.length),
    undecided: new Float64Array(from.length),
    reducedInShare: Float64Array.from(
      from,
      (a, at) => reducedIn[segmentStart[a] * events + segmentStart[to[at]]] / counts.whole,
    ),
  };
}
