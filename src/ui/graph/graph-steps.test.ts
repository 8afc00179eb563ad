import { describe, expect, it } from "vitest";
import { componentColors } from "../../core/present/component-colors.ts";
import { layoutGraph } from "../../core/present/graph-layout.ts";
import { liveSelection } from "../../core/present/live-selection.ts";
import { graphLink, graphNode, randomSelection, selectionOf } from "../../testing/graph-arbitraries.ts";
import { graphScene } from "./graph-scene.ts";
import { type Arrow, follow, linksFrom, nodesNamed, nodeTowards } from "./graph-steps.ts";

function sceneOf(selection: ReturnType<typeof selectionOf>) {
  return graphScene(liveSelection(selection, null, true), layoutGraph(selection), componentColors([]));
}

describe("steps through the graph", () => {
  const links = [
    graphLink(0, 1, "happens-before", { onPathShare: 0.1 }),
    graphLink(0, 2, "happens-before", { onPathShare: 0.9 }),
    graphLink(2, 3, "call", { onPathShare: 0.5 }),
    graphLink(1, 2, "mutual-exclusion", { onPathShare: 1 }),
  ];
  const scene = sceneOf(
    selectionOf(
      [0, 1, 2, 3].map((id) => graphNode(id, 0)),
      links,
    ),
  );

  it("follow the most critical link first", () => {
    expect(linksFrom(scene, 0, "after").map(({ link }) => link.to)).toEqual([2, 1]);
    expect(follow(scene, 0, "after")?.node.id).toBe(2);
    expect(follow(scene, 2, "after")?.node.id).toBe(3);
    expect(follow(scene, 3, "before")?.node.id).toBe(2);
    expect(follow(scene, 2, "before")?.node.id).toBe(0);
    // Without a direction of its own, an exclusion is the last resort.
    expect(follow(scene, 1, "after")?.node.id).toBe(2);
    expect(follow(scene, 3, "after")).toBeUndefined();
  });

  it("go where the arrow points, and reach every node", () => {
    const large = sceneOf(randomSelection(80, 120, 3));
    const seen = new Set([large.nodes[0].node.id]);
    const queue = [...seen];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const { box } = large.nodeOf.get(id)!;
      for (const arrow of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as Arrow[]) {
        const next = nodeTowards(large, id, arrow);
        if (next === undefined) continue;
        if (arrow === "ArrowRight") expect(next.box.x).toBeGreaterThan(box.x);
        if (arrow === "ArrowLeft") expect(next.box.x).toBeLessThan(box.x);
        if (arrow === "ArrowDown") expect(next.box.y).toBeGreaterThan(box.y);
        if (arrow === "ArrowUp") expect(next.box.y).toBeLessThan(box.y);
        if (!seen.has(next.node.id)) queue.push(next.node.id);
        seen.add(next.node.id);
      }
    }
    expect(seen.size).toBe(80);
  });

  it("find segments by words of their names", () => {
    expect(nodesNamed(scene, "STEP 3").map(({ node }) => node.id)).toEqual([3]);
    expect(nodesNamed(scene, "task step")).toHaveLength(4);
    expect(nodesNamed(scene, "  ")).toEqual([]);
  });
});
