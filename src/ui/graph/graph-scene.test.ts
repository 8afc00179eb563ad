import { describe, expect, it } from "vitest";
import { componentColors } from "../../core/present/component-colors.ts";
import { layoutGraph } from "../../core/present/graph-layout.ts";
import { liveSelection } from "../../core/present/live-selection.ts";
import type { ShownLink } from "../../core/present/shown-link.ts";
import { graphLink, graphNode, randomSelection, selectionOf } from "../../testing/graph-arbitraries.ts";
import { graphScene, nameOf, sceneSentence } from "./graph-scene.ts";
import { linkSentence, relationList } from "./link-words.ts";

const NBSP = "\u00a0";
const THIN = "\u202f";
const colors = componentColors([{ name: "component-1" }, { name: "component-0" }]);

function sceneOf(selection: ReturnType<typeof selectionOf>) {
  return graphScene(liveSelection(selection, null, true), layoutGraph(selection), colors);
}

describe("the scene of a graph", () => {
  const often = graphNode(1, 0, { onPathShare: 0.71, meanNs: 121e6, label: "load js", shortLabel: "load js" });
  const rare = graphNode(2, 1, { onPathShare: 0.004, requests: 20, members: [2, 3, 4], meanNs: 398e6 });
  const scene = sceneOf(selectionOf([often, rare], [graphLink(1, 2, "happens-before", { onPathShare: 0.004 })]));

  it("writes on a node what look asks for", () => {
    const [first, second] = scene.nodes;
    expect(first).toMatchObject({ label: "load js", time: `121${THIN}ms`, note: `71${THIN}%`, tone: "most" });
    expect(first.isNoteCritical).toBe(true);
    expect(first.color).toBe("c2");
    expect(first.barPx).toBeCloseTo((first.box.width - 14) * 0.71);
    expect(second).toMatchObject({ note: `n${THIN}20`, tone: "few", isNoteCritical: false, color: "c1" });
    expect(second.label).toMatch(/ ×3$/);
    expect(second.barPx).toBe(1);
    expect(first.name).toBe(`task 0 · load js, mean 121${NBSP}ms, on the path of 71${NBSP}%`);
    expect(second.name).toContain("in 20 requests, on the path of");
  });

  it("says what it shows to those who do not see it", () => {
    expect(sceneSentence(scene)).toBe(
      `Causal graph of GET /, 1,000 requests: 2 segments and 1 links; 1 on the path of at least half of the requests, most of the time in ${nameOf(often)}`,
    );
  });

  it("has the rows of graph and tables in one order", () => {
    const large = sceneOf(randomSelection(60, 90, 5));
    const places = large.nodes.map(({ box }) => [box.column, box.y]);
    expect(places).toEqual(places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
    const at = new Map(large.nodes.map(({ node }, index) => [node.id, index]));
    const ends = large.links.map(({ link }) => at.get(link.from)!);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(large.links).toHaveLength(90);
    for (const { key, from, link } of large.links) {
      expect(large.linkOf.get(key)?.from).toBe(from);
      expect(from.node.id).toBe(link.from);
    }
  });
});

describe("words of a link", () => {
  const [a, b] = [graphNode(1, 0, { label: "render shell" }), graphNode(2, 1, { label: "rank" })];
  const say = (kind: ShownLink["kind"], changes: Partial<ShownLink> = {}) =>
    linkSentence(graphLink(1, 2, kind, { onPathShare: 0, ...changes }), a, b);

  it("are those of the relation, with its requests", () => {
    expect(say("happens-before")).toBe("render shell always finishes before rank starts: holds in 500 requests");
    expect(say("call")).toMatch(/^rank always runs within render shell/);
    expect(say("mutual-exclusion")).toMatch(/never overlap/);
    expect(say("pipeline")).toMatch(/enters rank in the same order/);
    expect(say("happens-before", { status: "near", violations: 3, undecided: 2, onPathShare: 0.2 })).toBe(
      `render shell always finishes before rank starts: near in 500 requests, against it 3, undecided 2, on the path of at most 20${NBSP}%`,
    );
  });

  it("name the hand-off that a line carries", () => {
    const handOff = { from: "web", to: "store", onPathShare: 0.1, meanNs: 2.5e6 };
    expect(say("call", { handOff })).toContain(`hand-off web → store, mean 2.50${NBSP}ms`);
    expect(relationList(graphLink(1, 2, "call", { relations: ["call", "hand-off"] }))).toBe("call, hand-off");
  });
});
