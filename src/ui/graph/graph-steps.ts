import type { GraphScene, SceneLink, SceneNode } from "./graph-scene.ts";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** A step aside costs so much more than one ahead. */
const SIDEWAYS = 2.5;

/** The nearest node in the direction of an arrow key, undefined at the edge. O(nodes). */
export function nodeTowards(scene: GraphScene, id: number, arrow: Arrow): SceneNode | undefined {
  const here = scene.nodeOf.get(id);
  if (here === undefined) return scene.nodes[0];
  const centre = ({ box }: SceneNode) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const from = centre(here);
  const isAcross = arrow === "ArrowLeft" || arrow === "ArrowRight";
  const sign = arrow === "ArrowRight" || arrow === "ArrowDown" ? 1 : -1;
  let best: SceneNode | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of scene.nodes) {
    const to = centre(node);
    const ahead = sign * (isAcross ? to.x - from.x : to.y - from.y);
    const aside = Math.abs(isAcross ? to.y - from.y : to.x - from.x);
    if (ahead < 1) continue;
    const cost = ahead + SIDEWAYS * aside;
    if (cost < least) {
      least = cost;
      best = node;
    }
  }
  return best;
}

/** Links out of a node ("after") or into it, the most critical first. Mutual exclusion leads both ways. */
export function linksFrom(scene: GraphScene, id: number, side: "after" | "before"): SceneLink[] {
  return scene.links
    .filter(({ link }) => {
      if (link.kind === "mutual-exclusion") return link.from === id || link.to === id;
      return (side === "after" ? link.from : link.to) === id;
    })
    .sort(
      (a, b) =>
        Number(a.link.kind === "mutual-exclusion") - Number(b.link.kind === "mutual-exclusion") ||
        b.link.onPathShare - a.link.onPathShare ||
        b.link.support - a.link.support ||
        (a.key < b.key ? -1 : 1),
    );
}

/** The other end of the most critical link, so that repeated steps walk along the critical path. */
export function follow(scene: GraphScene, id: number, side: "after" | "before"): SceneNode | undefined {
  const [link] = linksFrom(scene, id, side);
  if (link === undefined) return undefined;
  return link.from.node.id === id ? link.to : link.from;
}

/** Segments whose name has every word of the text, the most critical first. */
export function nodesNamed(scene: GraphScene, text: string): SceneNode[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return scene.nodes
    .filter(({ node }) => {
      const name = `${node.task} ${node.label} ${node.shortLabel}`.toLowerCase();
      return words.every((word) => name.includes(word));
    })
    .toSorted((a, b) => b.node.pathShare - a.node.pathShare || a.node.id - b.node.id);
}
