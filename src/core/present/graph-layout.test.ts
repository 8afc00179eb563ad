import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  graphLink,
  graphNode,
  randomSelection,
  selectionArbitrary,
  selectionOf,
} from "../../testing/graph-arbitraries.ts";
import type { GraphLayout, LinkLine, NodeBox, Point } from "./graph-layout.ts";
import { DEFAULT_LAYOUT_OPTIONS, layoutGraph } from "./graph-layout.ts";
import type { GraphSelection } from "./graph-selection.ts";

/** The laws of a picture, on any graph. */

const QUICK = { ...DEFAULT_LAYOUT_OPTIONS, effort: 0.05 };
const RUNS = { numRuns: 150 };

function boxes({ nodes }: GraphLayout): Map<number, NodeBox> {
  return new Map(nodes.map((box) => [box.id, box]));
}

function stretches({ points }: LinkLine): [Point, Point][] {
  return points.slice(1).map((point, at) => [points[at], point]);
}

/** Whether a horizontal or vertical stretch enters the inside of a box. */
function enters([a, b]: [Point, Point], { x, y, width, height }: NodeBox): boolean {
  return (
    Math.max(a.x, b.x) > x &&
    Math.min(a.x, b.x) < x + width &&
    Math.max(a.y, b.y) > y &&
    Math.min(a.y, b.y) < y + height
  );
}

/** Every law at once, so that each random graph is laid out only once. */
function checkLaws(selection: GraphSelection, layout: GraphLayout): void {
  const box = boxes(layout);
  const list = layout.nodes;
  expect(list.map(({ id }) => id)).toEqual(selection.nodes.map(({ id }) => id).sort((a, b) => a - b));
  list.forEach((a, at) => {
    const overlapping = list
      .slice(at + 1)
      .filter((b) => a.x + a.width > b.x && b.x + b.width > a.x && a.y + a.height > b.y && b.y + b.height > a.y);
    expect(overlapping.map(({ id }) => id)).toEqual([]);
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
    const component = selection.nodes.find(({ id }) => id === a.id)!.component;
    const lane = layout.lanes.find(({ components, collapsed }) => !collapsed && components[0] === component)!;
    expect(a.y).toBeGreaterThanOrEqual(lane.y);
    expect(a.y + a.height).toBeLessThanOrEqual(lane.y + lane.height);
  });
  for (let at = 1; at < layout.lanes.length; at++) {
    expect(layout.lanes[at].y).toBeCloseTo(layout.lanes[at - 1].y + layout.lanes[at - 1].height, 6);
  }
  expect(layout.links.length).toBe(selection.links.length);
  for (const line of layout.links) {
    checkEnds(line, box.get(line.from)!, box.get(line.to)!);
    for (const stretch of stretches(line)) {
      const [a, b] = stretch;
      expect(a.x === b.x || a.y === b.y, "only right angles").toBe(true);
      expect(a.x === b.x && a.y === b.y, "no stretch of no length").toBe(false);
      const entered = list.filter((node) => enters(stretch, node)).map(({ id }) => id);
      expect(entered, `${line.from} → ${line.to} passes no node`).toEqual([]);
      const isOutside = ({ x, y }: Point) => x < 0 || x > layout.width || y < 0 || y > layout.height;
      expect(stretch.some(isOutside), "within the picture").toBe(false);
    }
  }
}

function checkEnds(line: LinkLine, from: NodeBox, to: NodeBox): void {
  const { points, shape } = line;
  const first = points[0];
  const last = points[points.length - 1];
  // Exclusions have no direction: they run from left to right, or within a column.
  const [left, right] = line.kind === "mutual-exclusion" && from.x > to.x ? [to, from] : [from, to];
  const within = (y: number, box: NodeBox) => y > box.y && y < box.y + box.height;
  if (shape === "bar") {
    const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
    expect([first.y, last.y]).toEqual([upper.y + upper.height, lower.y]);
    expect(first.x).toBe(last.x);
    return;
  }
  expect(first.x).toBe(left.x + left.width);
  expect(within(first.y, left)).toBe(true);
  expect(last.x).toBe(shape === "bracket" ? right.x + right.width : right.x);
  expect(within(last.y, right)).toBe(true);
}

describe("laws of the picture", () => {
  test("boxes never overlap, lines touch their ends and no other node, at right angles", () => {
    fc.assert(
      fc.property(selectionArbitrary(), (selection) => {
        checkLaws(selection, layoutGraph(selection, QUICK));
      }),
      RUNS,
    );
  });

  test("a large graph obeys them too", () => {
    const selection = randomSelection(150, 320, 5);
    checkLaws(selection, layoutGraph(selection, QUICK));
  });

  test("the order of nodes, links and components does not matter", () => {
    fc.assert(
      fc.property(selectionArbitrary(), fc.infiniteStream(fc.nat()), (selection, numbers) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, key: numbers.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = {
          ...selection,
          nodes: shuffled(selection.nodes),
          links: shuffled(selection.links),
          components: shuffled(selection.components),
        };
        expect(layoutGraph(other, QUICK)).toEqual(layoutGraph(selection, QUICK));
      }),
      RUNS,
    );
  });

  test("orders lead to the right unless they contradict each other", () => {
    fc.assert(
      fc.property(selectionArbitrary(), (selection) => {
        const forward = selection.links
          .filter(({ kind, from, to }) => kind !== "mutual-exclusion" && from < to)
          .map((link) => ({ ...link, support: 10 }));
        const acyclic = { ...selection, links: forward };
        const layout = layoutGraph(acyclic, QUICK);
        const box = boxes(layout);
        for (const { from, to } of forward) expect(box.get(from)!.column).toBeLessThan(box.get(to)!.column);
      }),
      RUNS,
    );
  });
});

describe("forms", () => {
  const node = graphNode;

  test("nothing is drawn of nothing", () => {
    const layout = layoutGraph(selectionOf([], []));
    expect(layout).toMatchObject({ nodes: [], lanes: [], links: [], width: 0, height: 0 });
  });

  test("a cycle: the lighter order goes around, through a gutter", () => {
    const links = [
      graphLink(0, 1, "happens-before", { support: 9 }),
      graphLink(1, 2, "happens-before", { support: 8 }),
      graphLink(2, 0, "happens-before", { support: 7 }),
    ];
    const selection = selectionOf([node(0, 0), node(1, 0), node(2, 0)], links);
    const layout = layoutGraph(selection);
    checkLaws(selection, layout);
    expect(layout.nodes.map(({ column }) => column)).toEqual([0, 1, 2]);
    const back = layout.links.find(({ from }) => from === 2)!;
    expect(back.points.length).toBe(6);
  });

  test("members of a resource stand above each other, joined by bars", () => {
    const selection = selectionOf(
      [node(0, 0), node(1, 0), node(2, 0), node(3, 0)],
      [
        graphLink(0, 1, "happens-before"),
        graphLink(1, 2, "mutual-exclusion", { resource: 0 }),
        graphLink(2, 3, "mutual-exclusion", { resource: 0 }),
      ],
      [[1, 2, 3]],
    );
    const layout = layoutGraph(selection);
    checkLaws(selection, layout);
    expect(layout.nodes.map(({ column }) => column)).toEqual([0, 1, 1, 1]);
    const [, a, b, c] = layout.nodes;
    expect(a.y).toBeLessThan(b.y);
    expect(b.y).toBeLessThan(c.y);
    expect(layout.links.filter(({ kind }) => kind === "mutual-exclusion").map(({ shape }) => shape)).toEqual([
      "bar",
      "bar",
    ]);
  });

  test("exclusion past a third node of the column is a bracket at the right", () => {
    const selection = selectionOf(
      [node(0, 0), node(1, 0), node(2, 0)],
      [graphLink(0, 2, "mutual-exclusion")],
      [[0, 1, 2]],
    );
    const layout = layoutGraph(selection);
    checkLaws(selection, layout);
    expect(layout.links[0].shape).toBe("bracket");
    expect(layout.links[0].points.length).toBe(4);
  });

  test("a chain is one straight line, and a link past a node leaves its row", () => {
    const selection = selectionOf(
      [node(0, 0), node(1, 0), node(2, 0)],
      [graphLink(0, 1, "happens-before"), graphLink(1, 2, "happens-before"), graphLink(0, 2, "call")],
    );
    const layout = layoutGraph(selection);
    expect(layout.links.map(({ points }) => points.length)).toEqual([2, 6, 2]);
  });

  test("components are lanes, the first entered on top; without nodes they are one line each, and many are one", () => {
    const selection = selectionOf(
      [node(0, 2), node(1, 1), node(2, 0)],
      [graphLink(0, 1, "call"), graphLink(1, 2, "call")],
    );
    const hidden = [3, 4, 5, 6, 7].map((component) => ({
      component,
      name: `component-${component}`,
      shown: 0,
      hidden: 2,
      folded: component === 3,
      precedence: 1,
    }));
    const layout = layoutGraph({ ...selection, components: [...selection.components, ...hidden] });
    expect(layout.lanes.map(({ name, collapsed }) => (collapsed ? `(${name})` : name))).toEqual([
      "component-2",
      "component-1",
      "(component-3)",
      "component-0",
      "(4 more components)",
    ]);
    expect(layout.lanes[4]).toMatchObject({ hidden: 8, height: 20, components: [4, 5, 6, 7] });
  });

  test("many rows make small nodes", () => {
    const tall = Array.from({ length: 20 }, (_, id) => node(id, id));
    const layout = layoutGraph(selectionOf(tall, []));
    expect(layout.compact).toBe(true);
    expect(layout.nodes[0].height).toBe(27);
    expect(layoutGraph(selectionOf(tall.slice(0, 4), [])).nodes[0].height).toBe(42);
  });

  test("without effort it is ranks alone, and still a picture", () => {
    const selection = randomSelection(80, 160, 3);
    const layout = layoutGraph(selection, { ...DEFAULT_LAYOUT_OPTIONS, effort: 0 });
    checkLaws(selection, layout);
  });
});
