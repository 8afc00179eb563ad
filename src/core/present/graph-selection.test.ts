import { beforeAll, describe, expect, it } from "vitest";
import { slowHomePage, slowHomePageCsv } from "../../samples/slow-home-page.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import type { ClassGraph } from "./class-graph.ts";
import { classGraph } from "./class-graph.ts";
import { layoutGraph } from "./graph-layout.ts";
import type { GraphOptions, GraphSelection } from "./graph-selection.ts";
import { DEFAULT_GRAPH_OPTIONS, importanceOf, selectGraph } from "./graph-selection.ts";
import { largestClass } from "./path-rows.ts";

let graph: ClassGraph;

beforeAll(async () => {
  const bytes = Buffer.concat([...slowHomePageCsv(600)]);
  const plan = sampleCsvPlan(["request", "time", "host", "task", "event", "item", "user"]);
  const { analysis, report } = await analyseInThread([{ plan, bytes }], { originNs: slowHomePage().originNs });
  graph = classGraph(analysis, largestClass(report)!);
}, 60_000);

const select = (options: Partial<GraphOptions> = {}) => selectGraph(graph, { ...DEFAULT_GRAPH_OPTIONS, ...options });

/** Everything is shown or counted as hidden. */
function checkCounts(selection: GraphSelection): void {
  const { nodeCounts: n } = selection;
  expect(n.shown + n.bySlider + n.byUser + n.byFocus).toBe(n.all);
  expect(n.shown).toBe(selection.nodes.length);
  for (const { all, shown, implied, outside, limited } of Object.values(selection.linkCounts)) {
    expect(shown + implied + outside + limited).toBe(all);
  }
  const drawn = selection.links.reduce((sum, { relations }) => sum + relations.length, 0);
  expect(Object.values(selection.linkCounts).reduce((sum, { shown }) => sum + shown, 0)).toBe(drawn);
  const ids = new Set(selection.nodes.map(({ id }) => id));
  for (const { from, to } of selection.links) expect(ids.has(from) && ids.has(to)).toBe(true);
}

const named = (text: string) => graph.nodes.find(({ task, label }) => `${task} ${label}` === text)!.id;

/** Pairs "a:b" so that the drawn links say that a ends before b starts; what is enclosed ends before what encloses it. */
function toldOrders(selection: GraphSelection): Set<string> {
  const next = new Map<string, string[]>();
  const add = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  const ids = new Set(selection.nodes.map(({ id }) => id));
  for (const { from, to, kind } of selection.links) {
    if (kind === "happens-before") add(`end ${from}`, `start ${to}`);
    if (kind === "call") add(`start ${from}`, `start ${to}`);
  }
  for (const id of ids) add(`start ${id}`, `end ${id}`);
  graph.nestings.from.forEach((from, at) => {
    const [outer, inner] = [graph.nodes[from].id, graph.nodes[graph.nestings.to[at]].id];
    if (ids.has(outer) && ids.has(inner)) add(`end ${inner}`, `end ${outer}`);
  });
  const pairs = new Set<string>();
  for (const id of ids) {
    const seen = new Set([`end ${id}`]);
    for (const at of seen) for (const to of next.get(at) ?? []) seen.add(to);
    for (const to of seen) if (to.startsWith("start ")) pairs.add(`${id}:${to.slice(6)}`);
  }
  return pairs;
}

describe("what is shown at first", () => {
  it("segments of at least 1 % of critical or total time, with counts of the rest", () => {
    const selection = select();
    checkCounts(selection);
    const ids = new Set(selection.nodes.map(({ id }) => id));
    for (const node of graph.nodes) expect(ids.has(node.id)).toBe(importanceOf(node) >= 0.01);
    expect(selection.nodes.length).toBeGreaterThan(20);
    expect(selection.links.length).toBeLessThanOrEqual(90);
    expect(selection.segmentsPercent).toBeCloseTo((100 * ids.size) / graph.nodes.length, 6);
  });

  it("at most so many", () => {
    const selection = select({ mostNodes: 10, mostLinks: 5 });
    checkCounts(selection);
    expect(selection.nodes.length).toBe(10);
    expect(selection.links.length).toBe(5);
    const least = Math.min(...selection.nodes.map(importanceOf));
    const shown = new Set(selection.nodes.map(({ id }) => id));
    for (const node of graph.nodes) if (!shown.has(node.id)) expect(importanceOf(node)).toBeLessThanOrEqual(least);
  });

  it("those on a finding, however rare", () => {
    const rarest = graph.nodes.toSorted((a, b) => importanceOf(a) - importanceOf(b))[0].id;
    expect(select().nodes.some(({ id }) => id === rarest)).toBe(false);
    expect(select({ kept: [rarest] }).nodes.some(({ id }) => id === rarest)).toBe(true);
  });
});

describe("reduction", () => {
  it("drops only what is implied: the drawn links tell every order among the shown", () => {
    for (const segmentsPercent of [null, 20, 40, 100]) {
      const reduced = select({ segmentsPercent, linksPercent: 100 });
      const whole = select({ segmentsPercent, linksPercent: 100, reduction: false });
      const ids = new Set(reduced.nodes.map(({ id }) => id));
      const told = toldOrders(reduced);
      const lost: string[] = [];
      graph.orders.from.forEach((from, at) => {
        const [a, b] = [graph.nodes[from].id, graph.nodes[graph.orders.to[at]].id];
        if (ids.has(a) && ids.has(b) && !told.has(`${a}:${b}`)) lost.push(`${a}:${b}`);
      });
      expect(lost).toEqual([]);
      expect(reduced.links.length).toBeLessThan(whole.links.length);
    }
  });

  it("hiding a middle segment keeps the order of its neighbours", () => {
    const before = named("server settings.read → posts.found");
    const middle = named("server posts.found → posts.ranked");
    const after = named("server posts.ranked → layout.chosen");
    const whole = select({ linksPercent: 100 });
    expect(whole.links.some(({ from, to }) => from === before && to === after)).toBe(false);
    const hidden = select({ linksPercent: 100, hidden: [middle] });
    checkCounts(hidden);
    expect(hidden.nodes.some(({ id }) => id === middle)).toBe(false);
    expect(hidden.nodeCounts.byUser).toBe(1);
    expect(hidden.links.some(({ from, to }) => from === before && to === after)).toBe(true);
  });

  it("can be switched off", () => {
    const all = select({ reduction: false, linksPercent: 100, segmentsPercent: 20 });
    checkCounts(all);
    expect(all.linkCounts["happens-before"].implied).toBe(0);
  });
});

describe("sliders, focus and folding", () => {
  it("100 % is everything, 0 % nothing", () => {
    const all = select({ segmentsPercent: 100, linksPercent: 100 });
    checkCounts(all);
    expect(all.nodes.length).toBe(graph.nodes.length);
    const none = select({ segmentsPercent: 0 });
    checkCounts(none);
    expect(none.nodes).toEqual([]);
    expect(none.links).toEqual([]);
  });

  it("more percent shows more, and never less of what was there", () => {
    let before = new Set<number>();
    for (const segmentsPercent of [5, 20, 60, 100]) {
      const now = new Set(select({ segmentsPercent }).nodes.map(({ id }) => id));
      expect([...before].every((id) => now.has(id))).toBe(true);
      before = now;
    }
  });

  it("a focus shows what lies within so many links", () => {
    const segment = named("server posts.found → posts.ranked");
    const alone = select({ focus: { segment, hops: 0 } });
    checkCounts(alone);
    expect(alone.nodes.map(({ id }) => id)).toEqual([segment]);
    const one = select({ focus: { segment, hops: 1 } });
    const linked = new Set(
      select({ linksPercent: 100 }).links.flatMap(({ from, to }) =>
        from === segment ? [to] : to === segment ? [from] : [],
      ),
    );
    expect(new Set(one.nodes.map(({ id }) => id))).toEqual(new Set([segment, ...linked]));
    const two = select({ focus: { segment, hops: 2 } });
    expect(two.nodes.length).toBeGreaterThan(one.nodes.length);
  });

  it("between two segments lies what a way between them passes", () => {
    const from = named("server head.built → account.read");
    const to = named("server posts.found → posts.ranked");
    const selection = select({ between: { from, to } });
    checkCounts(selection);
    const ids = selection.nodes.map(({ id }) => id);
    expect(ids).toContain(from);
    expect(ids).toContain(to);
    expect(ids).toContain(named("server account.read → privacy.read"));
    expect(ids).not.toContain(named("browser clicked → name.resolved"));
    const reverse = select({ between: { from: to, to: from } });
    expect(reverse.nodes.map(({ id }) => id).sort()).toEqual([from, to].sort());
  });

  it("a folded component keeps its lane and says what it hides", () => {
    const component = graph.components.indexOf("server");
    const selection = select({ foldedComponents: [component] });
    checkCounts(selection);
    const { shown, hidden, folded } = selection.components.find((one) => one.name === "server")!;
    expect({ shown, folded }).toEqual({ shown: 0, folded: true });
    expect(hidden).toBe(graph.nodes.filter((node) => node.component === component).length);
    const lane = layoutGraph(selection).lanes.find(({ name }) => name === "server")!;
    expect(lane).toMatchObject({ collapsed: true, height: 20, hidden });
  });

  it("ids that are not in the class change nothing", () => {
    expect(select({ hidden: [1e9], kept: [-1] })).toEqual(select());
    expect(select({ focus: { segment: 1e9, hops: 3 } }).nodes).toEqual([]);
  });

  it("the same options give the same selection, whatever their order", () => {
    const hidden = graph.nodes.slice(0, 5).map(({ id }) => id);
    expect(select({ hidden: hidden.toReversed() })).toEqual(select({ hidden }));
  });
});

it("a pair has one line; hand-offs and pipelines along an order take it over", () => {
  const { links } = select({ linksPercent: 100 });
  const pairs = links.filter(({ kind }) => kind !== "mutual-exclusion").map(({ from, to }) => `${from}:${to}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  const handOff = links.find(({ form, kind }) => form === "hand-off" && kind === "happens-before")!;
  expect(handOff.handOff!.onPathShare).toBeGreaterThan(0);
  expect(links.some(({ form, relations }) => form === "pipeline" && relations.includes("pipeline"))).toBe(true);
  expect(links.some(({ kind, resource }) => kind === "mutual-exclusion" && resource !== null)).toBe(true);
});
