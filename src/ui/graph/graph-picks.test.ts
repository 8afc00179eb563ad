import { describe, expect, it } from "vitest";
import { componentColors } from "../../core/present/component-colors.ts";
import { layoutGraph } from "../../core/present/graph-layout.ts";
import { liveSelection } from "../../core/present/live-selection.ts";
import { graphLink, graphNode, selectionOf } from "../../testing/graph-arbitraries.ts";
import { nodeOfSegment, pairOfSelection, picksOf, selectionOfLink, selectionOfNode } from "./graph-picks.ts";
import { graphScene } from "./graph-scene.ts";

/** Ids begin at 100, as those of a second class do; 102 stands for 102 and 105. */
const node = (segment: number, component: number, members = [100 + segment]) =>
  graphNode(100 + segment, component, { segmentKind: segment, members, pathShare: segment / 10 });
const selection = selectionOf(
  [node(0, 0), node(1, 0), node(2, 1, [102, 105]), node(3, 1)],
  [
    graphLink(100, 101, "happens-before"),
    graphLink(101, 102, "call"),
    graphLink(102, 103, "mutual-exclusion"),
    graphLink(100, 103, "happens-before", { form: "pipeline", tasks: { from: 7, to: 8 } }),
    graphLink(102, 103, "call"),
  ],
);
const scene = graphScene(liveSelection(selection, null, true), layoutGraph(selection), componentColors([]));
const ids = new Map([
  ["component-0", 40],
  ["component-1", 41],
]);
const chosen = (key: string) => selectionOfLink(scene.linkOf.get(key)!, scene, ids);

describe("selections", () => {
  it("lead from lines to their evidence", () => {
    expect(chosen("100:101:happens-before")).toEqual({ on: "order", from: 0, to: 1 });
    expect(chosen("102:103:mutual-exclusion")).toEqual({ on: "exclusion", from: 2, to: 3 });
    expect(chosen("100:103:happens-before")).toEqual({ on: "pipeline", from: 7, to: 8 });
    expect(chosen("101:102:call")).toEqual({ on: "hand-off", from: 40, to: 41 });
    // Within one component nothing is handed off.
    expect(chosen("102:103:call")).toEqual({ on: "segment", segment: 3 });
    expect(selectionOfNode(scene.nodeOf.get(102)!)).toEqual({ on: "segment", segment: 2 });
  });

  it("lead back from the evidence to the lines", () => {
    for (const key of [
      "100:101:happens-before",
      "102:103:mutual-exclusion",
      "100:103:happens-before",
      "101:102:call",
    ]) {
      const picks = picksOf(scene, chosen(key), null, ids);
      expect([...picks.links]).toEqual([key]);
      expect(picks.dimNodes.size).toBe(0);
    }
    expect(picksOf(scene, { on: "exclusion", from: 3, to: 2 }, null, ids).links.size).toBe(1);
    // An order that no line draws still has its ends.
    const hidden = picksOf(scene, { on: "order", from: 1, to: 3 }, null, ids);
    expect([hidden.links.size, [...hidden.nodes]]).toEqual([0, [101, 103]]);
    expect(picksOf(scene, { on: "order", from: 77, to: 3 }, null, ids).links.size).toBe(0);
  });

  it("give the pair to ask about", () => {
    expect(pairOfSelection(scene, chosen("101:102:call"), ids)).toEqual({ from: 101, to: 102 });
    expect(pairOfSelection(scene, { on: "order", from: 0, to: 5 }, ids)).toEqual({ from: 100, to: 102 });
    expect(pairOfSelection(scene, { on: "order", from: 0, to: 9 }, ids)).toBeNull();
    expect(pairOfSelection(scene, { on: "segment", segment: 1 }, ids)).toBeNull();
    expect(pairOfSelection(scene, null, ids)).toBeNull();
  });

  it("find the folded node behind an occurrence", () => {
    expect(nodeOfSegment(scene, 5)?.node.id).toBe(102);
    expect(nodeOfSegment(scene, 9)).toBeUndefined();
  });

  it("keep the neighbours of a segment and let the rest step back", () => {
    const picks = picksOf(scene, { on: "segment", segment: 1 }, null, ids);
    expect([...picks.nodes]).toEqual([101]);
    expect([...picks.dimNodes]).toEqual([103]);
    expect(picks.dimLinks).toEqual(new Set(["102:103:call", "102:103:mutual-exclusion", "100:103:happens-before"]));
    expect([...picksOf(scene, { on: "segment", segment: 1 }, 103, ids).nodes]).toEqual([101, 103]);
  });

  it("leave of a why-not only the pair and what holds between the two", () => {
    const picks = picksOf(scene, { on: "why-not", from: 2, to: 3 }, null, ids);
    expect(picks.asked).toMatchObject({ from: { node: { id: 102 } }, to: { node: { id: 103 } } });
    expect([...picks.dimNodes].sort()).toEqual([100, 101]);
    expect(picks.dimLinks).toEqual(new Set(["100:101:happens-before", "100:103:happens-before", "101:102:call"]));
    expect(picksOf(scene, { on: "why-not", from: 2, to: 5 }, null, ids).asked).toBeNull();
  });
});
