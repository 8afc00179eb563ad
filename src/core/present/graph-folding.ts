import type { ClassGraph, GraphOrders } from "./class-graph.ts";
import type { HandOffJoin } from "./graph-hand-offs.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { GraphExclusion } from "./graph-resources.ts";
import { exclusiveResources } from "./graph-resources.ts";

/**
 * The graph with all ordinals of a segment kind as one node ("×k"). Between folded nodes a relation stands if it does for
 * every pair of their members (the last of one before the first of the other); an order also if both repeat and every
 * ordinal they share has it, in step.
 * Its counts are those of the weakest pair. O(rows).
 *
 * A folded node is on the path of at least the share it says (that of its most frequent member); its times add up.
 */
export function foldOrdinals(graph: ClassGraph): ClassGraph {
  const positionOf = new Map<number, number>();
  const groups: number[][] = [];
  const groupOf = graph.nodes.map(({ foldedId }, node) => {
    const group = positionOf.get(foldedId) ?? groups.length;
    positionOf.set(foldedId, group);
    if (group === groups.length) groups.push([]);
    groups[group].push(node);
    return group;
  });
  if (groups.length === graph.nodes.length) return graph;
  const fold = new PairFolder(graph, groups, groupOf);
  const { exclusions, resources } = exclusiveResources(groups.length, fold.exclusions(graph.exclusions));
  return {
    ...graph,
    nodes: groups.map((members) => foldNode(members.map((node) => graph.nodes[node]))),
    orders: fold.orders(graph.orders),
    nestings: fold.orders(graph.nestings),
    exclusions,
    resources,
    pipelines: graph.pipelines.map((pipeline) => ({
      ...pipeline,
      joins: distinct(
        pipeline.joins.map(([from, to]) => [groupOf[from], groupOf[to]] as const),
        ([from, to]) => `${from}:${to}`,
      ),
    })),
    handOffs: graph.handOffs.map((handOff) => ({
      ...handOff,
      joins: distinct(
        handOff.joins.map((join): HandOffJoin => ({ ...join, from: groupOf[join.from], to: groupOf[join.to] })),
        ({ from, to, direction }) => `${from}:${to}:${direction}`,
      ),
    })),
  };
}

function foldNode(members: readonly GraphNode[]): GraphNode {
  const [first] = members;
  if (members.length === 1) return first;
  const sum = (value: (node: GraphNode) => number) => members.reduce((total, node) => total + value(node), 0);
  const requests = sum((node) => node.requests);
  const plain = (text: string) => text.replace(/ (×\d+|\(last\))$/, "");
  return {
    ...first,
    label: plain(first.label),
    shortLabel: plain(first.shortLabel),
    members: members.flatMap((node) => node.members),
    requests: Math.max(...members.map((node) => node.requests)),
    meanNs: sum((node) => node.meanNs * node.requests) / Math.max(1, requests),
    onPathShare: Math.max(...members.map((node) => node.onPathShare)),
    pathNs: sum((node) => node.pathNs),
    pathShare: sum((node) => node.pathShare),
    totalShare: sum((node) => node.totalShare),
    precedence: Math.min(...members.map((node) => node.precedence)),
  };
}

/** Rows of one relation between the same two groups. */
class PairFolder {
  constructor(
    private readonly graph: ClassGraph,
    private readonly groups: readonly (readonly number[])[],
    private readonly groupOf: readonly number[],
  ) {}

  orders(rows: GraphOrders): GraphOrders {
    const kept = this.kept(rows.from, rows.to, true);
    const least = (column: Float64Array, of: readonly number[]) => of.reduce((a, at) => Math.min(a, column[at]), 1e300);
    const most = (column: ArrayLike<number>, of: readonly number[]) => of.reduce((a, at) => Math.max(a, column[at]), 0);
    return {
      from: Int32Array.from(kept, ({ from }) => from),
      to: Int32Array.from(kept, ({ to }) => to),
      // Positions in STATUSES grow from holds over tentative to near: the largest is the weakest.
      status: Uint8Array.from(kept, ({ rows: at }) => most(rows.status, at)),
      support: Float64Array.from(kept, ({ rows: at }) => least(rows.support, at)),
      violations: Float64Array.from(kept, ({ rows: at }) => most(rows.violations, at)),
      undecided: Float64Array.from(kept, ({ rows: at }) => most(rows.undecided, at)),
      reducedInShare: Float64Array.from(kept, ({ rows: at }) => most(rows.reducedInShare, at)),
    };
  }

  exclusions(rows: readonly GraphExclusion[]): GraphExclusion[] {
    const kept = this.kept(
      rows.map(({ a }) => a),
      rows.map(({ b }) => b),
      false,
    );
    return kept.map(({ from: a, to: b, rows: at }) => {
      const weakest = at.map((row) => rows[row]).reduce((x, y) => (y.support < x.support ? y : x));
      const status = at.some((row) => rows[row].status === "tentative") ? "tentative" : weakest.status;
      return { ...weakest, a, b, status, resource: null };
    });
  }

  private kept(from: ArrayLike<number>, to: ArrayLike<number>, directed: boolean) {
    const { graph, groups, groupOf } = this;
    const pairs = new Map<number, { from: number; to: number; inStep: number; rows: number[] }>();
    for (let row = 0; row < from.length; row++) {
      let a = groupOf[from[row]];
      let b = groupOf[to[row]];
      if (a === b) continue;
      if (!directed && a > b) [a, b] = [b, a];
      const key = a * groups.length + b;
      const pair = pairs.get(key) ?? { from: a, to: b, inStep: 0, rows: [] };
      pairs.set(key, pair);
      pair.rows.push(row);
      if (graph.nodes[from[row]].ordinal === graph.nodes[to[row]].ordinal) pair.inStep++;
    }
    const shared = (a: readonly number[], b: readonly number[]) => {
      const ordinals = new Set(a.map((node) => graph.nodes[node].ordinal));
      return b.filter((node) => ordinals.has(graph.nodes[node].ordinal)).length;
    };
    return [...pairs.values()]
      .filter(({ from: a, to: b, inStep, rows }) => {
        if (rows.length === groups[a].length * groups[b].length) return true;
        const steps = shared(groups[a], groups[b]);
        return directed && steps > 1 && inStep >= steps;
      })
      .sort((a, b) => a.from - b.from || a.to - b.to);
  }
}

/** Items in their order, the first of each key. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return seen.has(key) ? false : seen.add(key) !== null;
  });
}
