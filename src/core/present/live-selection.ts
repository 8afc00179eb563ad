import { STATUSES } from "../model/status.ts";
import type { ClassGraph, GraphOrders } from "./class-graph.ts";
import { foldOrdinals } from "./graph-folding.ts";
import type { GraphSelection } from "./graph-selection.ts";
import type { ShownLink } from "./shown-link.ts";

/** What is drawn, with the figures of the requests that a filter keeps. */
export interface LiveSelection {
  /** The same nodes and links in the same order. */
  readonly selection: GraphSelection;
  /** Drawn because the whole class has them, though none of these requests does: ids, and keys of links. */
  readonly absentNodes: ReadonlySet<number>;
  readonly absentLinks: ReadonlySet<string>;
}

type Verdicts = Pick<ShownLink, "status" | "support" | "violations" | "undecided">;

/** Names a drawn line: there is at most one of a kind between two nodes. */
export function linkKey({ from, to, kind }: Pick<ShownLink, "from" | "to" | "kind">): string {
  return `${from}:${to}:${kind}`;
}

/**
 * A picture is made once, of all requests of a class, and stays while filters come and go: this puts the figures of the
 * kept requests into it. A relation that is not among theirs (its ends never meet, or too few do) counts as absent.
 *
 * @param live the graph of the same class for the kept requests, null if all are
 * @param folded whether the picture shows all ordinals of a segment kind as one node
 */
export function liveSelection(selection: GraphSelection, live: ClassGraph | null, folded: boolean): LiveSelection {
  if (live === null) return { selection, absentNodes: new Set(), absentLinks: new Set() };
  const view = folded ? foldOrdinals(live) : live;
  const known = new Map(view.nodes.map((node) => [node.id, node]));
  const absentNodes = new Set<number>();
  const nodes = selection.nodes.map((node) => {
    const found = known.get(node.id);
    if (found !== undefined && found.requests > 0) return { ...found, precedence: node.precedence };
    absentNodes.add(node.id);
    return { ...node, requests: 0, meanNs: 0, onPathShare: 0, pathNs: 0, pathShare: 0, totalShare: 0 };
  });
  const shareOf = new Map(nodes.map((node) => [node.id, node.onPathShare]));
  const verdictsOf = verdictIndex(view, selection.links);
  const absentLinks = new Set<string>();
  const links = selection.links.map((link): ShownLink => {
    const found = verdictsOf.get(linkKey(link));
    if (found === undefined || found.support === 0) {
      absentLinks.add(linkKey(link));
      return { ...link, support: 0, violations: 0, undecided: 0, supportShare: 0, onPathShare: 0 };
    }
    const ends = Math.min(shareOf.get(link.from) ?? 0, shareOf.get(link.to) ?? 0);
    const handOff = link.kind === "call" ? handOffShare(view, link) : 0;
    const supportShare = Math.min(1, found.support / Math.max(1, view.requests));
    return { ...link, ...found, supportShare, onPathShare: Math.max(ends, handOff) };
  });
  return { selection: { ...selection, requests: view.requests, nodes, links }, absentNodes, absentLinks };
}

/** Verdicts on the relations that the links draw, by key. O(rows), of which only those asked for are kept. */
function verdictIndex(view: ClassGraph, links: readonly ShownLink[]): Map<string, Verdicts> {
  const wanted = new Set(links.map(linkKey));
  const found = new Map<string, Verdicts>();
  const put = (key: string, verdicts: Verdicts) => {
    const { status, support, violations, undecided } = verdicts;
    if (wanted.has(key)) found.set(key, { status, support, violations, undecided });
  };
  const idOf = (position: number) => view.nodes[position].id;
  const putOrders = (rows: GraphOrders, kind: "happens-before" | "call") => {
    for (let at = 0; at < rows.from.length; at++) {
      put(`${idOf(rows.from[at])}:${idOf(rows.to[at])}:${kind}`, {
        status: STATUSES[rows.status[at]],
        support: rows.support[at],
        violations: rows.violations[at],
        undecided: rows.undecided[at],
      });
    }
  };
  putOrders(view.orders, "happens-before");
  putOrders(view.nestings, "call");
  for (const exclusion of view.exclusions) {
    put(`${idOf(exclusion.a)}:${idOf(exclusion.b)}:mutual-exclusion`, exclusion);
  }
  for (const pipeline of view.pipelines) {
    for (const link of links) {
      const { tasks } = link;
      if (tasks === null || tasks.from !== pipeline.tasks.from || tasks.to !== pipeline.tasks.to) continue;
      if (link.kind === "pipeline") put(linkKey(link), pipeline);
    }
  }
  return found;
}

function handOffShare(view: ClassGraph, { handOff }: ShownLink): number {
  if (handOff === null) return 0;
  const live = view.handOffs.find(({ from, to }) => from === handOff.from && to === handOff.to);
  // What runs through one link is bounded by its share before the filter and by all of the pair's after it.
  return live === undefined ? 0 : live.onPathShare;
}
