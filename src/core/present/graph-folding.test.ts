import { expect, test } from "vitest";
import { graphNode } from "../../testing/graph-arbitraries.ts";
import type { ClassGraph, GraphOrders } from "./class-graph.ts";
import { foldOrdinals } from "./graph-folding.ts";
import { selectGraph } from "./graph-selection.ts";

function rows(pairs: readonly (readonly [from: number, to: number, support?: number])[]): GraphOrders {
  return {
    from: Int32Array.from(pairs, ([from]) => from),
    to: Int32Array.from(pairs, ([, to]) => to),
    status: new Uint8Array(pairs.length),
    support: Float64Array.from(pairs, ([, , support = 100]) => support),
    violations: new Float64Array(pairs.length),
    undecided: new Float64Array(pairs.length),
    reducedInShare: new Float64Array(pairs.length),
  };
}

/** a1 b1 a2 b2 c: two kinds that come twice, and one that comes once. */
const [A1, B1, A2, B2, C] = [0, 1, 2, 3, 4];
const NODES = [
  graphNode(A1, 0, { label: "a", ordinal: 1, foldedId: A1, requests: 100, meanNs: 10, pathShare: 0.1 }),
  graphNode(B1, 0, { label: "b", ordinal: 1, foldedId: B1, requests: 100 }),
  graphNode(A2, 0, { label: "a ×2", ordinal: 2, foldedId: A1, requests: 50, meanNs: 40, pathShare: 0.2 }),
  graphNode(B2, 0, { label: "b ×2", ordinal: 2, foldedId: B1, requests: 50 }),
  graphNode(C, 0, { label: "c" }),
];

function graphOf(
  orders: readonly (readonly [number, number, number?])[],
  changes: Partial<ClassGraph> = {},
): ClassGraph {
  return {
    class: 0,
    name: "x",
    requests: 100,
    meanLatencyNs: 1,
    emptyBecause: null,
    components: ["web"],
    nodes: NODES,
    orders: rows(orders),
    nestings: rows([]),
    exclusions: [],
    resources: [],
    pipelines: [],
    handOffs: [],
    ...changes,
  };
}

const orderNames = ({ nodes, orders }: ClassGraph) =>
  Array.from(orders.from, (from, at) => `${nodes[from].label} → ${nodes[orders.to[at]].label} ${orders.support[at]}`);

test("ordinals become one node whose times add up", () => {
  const folded = foldOrdinals(graphOf([]));
  expect(folded.nodes.map(({ label, members }) => [label, members])).toEqual([
    ["a", [A1, A2]],
    ["b", [B1, B2]],
    ["c", [C]],
  ]);
  const [a] = folded.nodes;
  expect(a).toMatchObject({ requests: 100, meanNs: 20 });
  expect(a.pathShare).toBeCloseTo(0.3, 9);
});

test("an order stands if every pair has it, with the support of the weakest", () => {
  const every = foldOrdinals(
    graphOf([
      [A1, C, 90],
      [A2, C, 40],
    ]),
  );
  expect(orderNames(every)).toEqual(["a → c 40"]);
  expect(orderNames(foldOrdinals(graphOf([[A1, C]])))).toEqual([]);
});

test("or if every shared ordinal has it, in step; what interleaves has no way back", () => {
  const interleaved = graphOf([
    [A1, B1],
    [B1, A2],
    [A2, B2],
    [A1, A2],
    [B1, B2],
    [A1, B2],
  ]);
  expect(orderNames(foldOrdinals(interleaved))).toEqual(["a → b 100"]);
});

test("exclusions of all members, and the resources they make", () => {
  const pair = (a: number, b: number) => ({
    a,
    b,
    status: "holds" as const,
    support: 9,
    violations: 0,
    undecided: 0,
    evidenceNats: 20,
    resource: null,
  });
  const whole = foldOrdinals(graphOf([], { exclusions: [pair(A1, C), pair(A2, C)] }));
  expect(whole.exclusions.map(({ a, b, resource }) => [a, b, resource])).toEqual([[0, 2, 0]]);
  expect(whole.resources).toEqual([[0, 2]]);
  expect(foldOrdinals(graphOf([], { exclusions: [pair(A1, C)] })).resources).toEqual([]);
});

test("joins of pipelines and hand-offs follow their segments, once", () => {
  const join = (from: number, to: number) => ({ from, to, direction: "there" as const, reducedInShare: 0.5 });
  const folded = foldOrdinals(
    graphOf([], {
      pipelines: [
        {
          from: "p",
          to: "q",
          tasks: { from: 3, to: 4 },
          status: "holds",
          support: 9,
          violations: 0,
          undecided: 0,
          orders: 2,
          lost: 0,
          spurious: 0,
          joins: [
            [A1, C],
            [A2, C],
          ],
        },
      ],
      handOffs: [{ from: "p", to: "q", onPathShare: 1, meanNs: 1, meanShare: 1, joins: [join(A1, C), join(A2, C)] }],
    }),
  );
  expect(folded.pipelines[0].joins).toEqual([[0, 2]]);
  expect(folded.handOffs[0].joins.map(({ from, to }) => [from, to])).toEqual([[0, 2]]);
});

test("a selection finds a folded segment by any of its ids; without folding each is a node", () => {
  const graph = graphOf([
    [A1, C],
    [A2, C],
  ]);
  const hidden = selectGraph(graph, { ...options(), hidden: [A2] });
  expect(hidden.nodes.map(({ label }) => label)).toEqual(["b", "c"]);
  expect(selectGraph(graph, { ...options(), foldOrdinals: false }).nodes.length).toBe(5);
});

test("nothing to fold: the graph itself", () => {
  const graph = graphOf([], { nodes: [NODES[C]] });
  expect(foldOrdinals(graph)).toBe(graph);
});

function options() {
  return {
    segmentsPercent: 100,
    linksPercent: 100,
    reduction: true,
    foldOrdinals: true,
    hidden: [],
    foldedComponents: [],
    kept: [],
    focus: null,
    between: null,
    mostNodes: 60,
    mostLinks: 90,
  };
}
