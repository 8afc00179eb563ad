import fc from "fast-check";
import type { GraphNode } from "../core/present/graph-nodes.ts";
import type { GraphSelection } from "../core/present/graph-selection.ts";
import type { LinkKind, ShownLink } from "../core/present/shown-link.ts";
import { Rng } from "../core/rng.ts";

const EMPTY_COUNT = { all: 0, shown: 0, implied: 0, outside: 0, limited: 0 };

/** A node with all the numbers that a drawing shows. */
export function graphNode(id: number, component: number, changes: Partial<GraphNode> = {}): GraphNode {
  return {
    id,
    segmentKind: id,
    component,
    task: `task ${component}`,
    label: `step ${id}`,
    shortLabel: `step ${id}`,
    ordinal: 1,
    foldedId: id,
    members: [id],
    requests: 1000 - id,
    meanNs: 1e6 * (1 + (id % 90)),
    onPathShare: ((id * 37) % 100) / 100,
    pathNs: 1e5,
    pathShare: 0.02,
    totalShare: 0.02,
    precedence: id,
    ...changes,
  };
}

/** A link of one relation. */
export function graphLink(from: number, to: number, kind: LinkKind, changes: Partial<ShownLink> = {}): ShownLink {
  return {
    kind,
    form: kind === "call" ? "hand-off" : kind,
    from,
    to,
    status: "holds",
    support: 500,
    violations: 0,
    undecided: 0,
    supportShare: 0.5,
    onPathShare: ((from * 31 + to * 17) % 100) / 100,
    handOff: null,
    handOffBack: null,
    resource: null,
    tasks: null,
    relations: [kind],
    ...changes,
  };
}

/** A selection of these nodes and links; all of its components are open. */
export function selectionOf(
  nodes: readonly GraphNode[],
  links: readonly ShownLink[],
  resources: readonly (readonly number[])[] = [],
): GraphSelection {
  const components = [...new Set(nodes.map(({ component }) => component))].sort((a, b) => a - b);
  return {
    class: 0,
    name: "GET /",
    requests: 1000,
    emptyBecause: null,
    nodes,
    links,
    resources,
    components: components.map((component) => {
      const own = nodes.filter((node) => node.component === component);
      return {
        component,
        name: `component-${component}`,
        shown: own.length,
        hidden: 0,
        folded: false,
        precedence: Math.min(...own.map(({ precedence }) => precedence)),
      };
    }),
    nodeCounts: { all: nodes.length, shown: nodes.length, bySlider: 0, byUser: 0, byFocus: 0 },
    linkCounts: {
      "happens-before": EMPTY_COUNT,
      call: EMPTY_COUNT,
      "mutual-exclusion": EMPTY_COUNT,
      pipeline: EMPTY_COUNT,
      "hand-off": EMPTY_COUNT,
    },
    segmentsPercent: 100,
    linksPercent: 100,
  };
}

/** Any small graph: several lanes, any kinds of links, cycles, loners, shared resources. */
export function selectionArbitrary(): fc.Arbitrary<GraphSelection> {
  return fc
    .record({
      components: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 0, maxLength: 18 }),
      pairs: fc.array(
        fc.tuple(
          fc.nat(17),
          fc.nat(17),
          fc.constantFrom<LinkKind>("happens-before", "happens-before", "call", "mutual-exclusion", "pipeline"),
          fc.integer({ min: 1, max: 50 }),
        ),
        { maxLength: 36 },
      ),
      precedence: fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }),
      resource: fc.array(fc.nat(17), { maxLength: 4 }),
    })
    .map(({ components, pairs, precedence, resource }) => {
      const nodes = components.map((component, id) => graphNode(id, component, { precedence: precedence[id] }));
      const links = new Map<string, ShownLink>();
      for (const [a, b, kind, support] of pairs) {
        if (a === b || Math.max(a, b) >= nodes.length) continue;
        const [from, to] = kind === "mutual-exclusion" ? [Math.min(a, b), Math.max(a, b)] : [a, b];
        links.set(`${from}:${to}:${kind}`, graphLink(from, to, kind, { support }));
      }
      const members = [...new Set(resource)].filter((id) => id < nodes.length);
      return selectionOf(nodes, [...links.values()], members.length > 1 ? [members] : []);
    });
}

/**
 * A large selection like those of logs: services with chains of steps, most links to near followers within a service or to
 * the next one, some far.
 */
export function randomSelection(nodeCount: number, linkCount: number, seed: number): GraphSelection {
  const rng = new Rng(seed);
  const lanes = Math.max(2, Math.round(Math.sqrt(nodeCount)));
  const nodes = Array.from({ length: nodeCount }, (_, id) =>
    graphNode(id, Math.min(lanes - 1, Math.floor((id / nodeCount) * lanes + rng.next() * 2))),
  );
  const links = new Map<string, ShownLink>();
  for (let tries = 0; links.size < linkCount && tries < 50 * linkCount; tries++) {
    const from = Math.floor(rng.next() * nodeCount);
    const reach = rng.next() < 0.9 ? nodeCount / 12 : nodeCount / 2;
    const to = from + 1 + Math.floor(rng.next() * reach);
    if (to >= nodeCount) continue;
    const kind = rng.next() < 0.3 ? "call" : "happens-before";
    links.set(`${from}:${to}`, graphLink(from, to, kind));
  }
  return selectionOf(nodes, [...links.values()]);
}
