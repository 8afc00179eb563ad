import { beforeAll, describe, expect, it } from "vitest";
import { slowHomePage, slowHomePageCsv } from "../../samples/slow-home-page.ts";
import { analyseInThread, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import type { ClassGraph } from "./class-graph.ts";
import { classGraph } from "./class-graph.ts";
import { DEFAULT_GRAPH_OPTIONS, selectGraph } from "./graph-selection.ts";
import { linkKey, liveSelection } from "./live-selection.ts";
import { largestClass } from "./path-rows.ts";

const COLUMNS = ["request", "time", "host", "task", "event", "item", "user"];

describe("figures of a filter in the picture of all requests", () => {
  let graph: ClassGraph;

  beforeAll(async () => {
    const bytes = Buffer.concat([...slowHomePageCsv(300)]);
    const result = await analyseInThread([{ plan: sampleCsvPlan(COLUMNS), bytes }], {
      originNs: slowHomePage().originNs,
    });
    graph = classGraph(result.analysis, largestClass(result.report)!);
  }, 60_000);

  it("is the picture itself where the filter keeps everything", () => {
    for (const foldOrdinals of [true, false]) {
      const selection = selectGraph(graph, { ...DEFAULT_GRAPH_OPTIONS, foldOrdinals, segmentsPercent: 100 });
      const live = liveSelection(selection, graph, foldOrdinals);
      expect(live.selection.nodes).toEqual(selection.nodes);
      expect(live.absentNodes.size + live.absentLinks.size).toBe(0);
      const verdicts = ({ links }: typeof selection) =>
        links.map((link) => [linkKey(link), link.status, link.support, link.violations, link.supportShare]);
      expect(verdicts(live.selection)).toEqual(verdicts(selection));
      expect(liveSelection(selection, null, foldOrdinals).selection).toBe(selection);
    }
  });

  it("keeps places and marks what the kept requests lack", () => {
    const selection = selectGraph(graph);
    const gone = selection.nodes[2];
    const cut = selection.links.find(({ kind, from, to }) => {
      return kind === "happens-before" && from !== gone.id && to !== gone.id;
    })!;
    const live: ClassGraph = {
      ...graph,
      requests: 100,
      nodes: graph.nodes.map((node) => ({
        ...node,
        requests: node.foldedId === gone.foldedId ? 0 : 60,
        onPathShare: 0.5,
      })),
      orders: { ...graph.orders, support: graph.orders.support.map(() => 0) },
    };
    const { selection: shown, absentNodes, absentLinks } = liveSelection(selection, live, true);
    expect(shown.nodes.map(({ id }) => id)).toEqual(selection.nodes.map(({ id }) => id));
    expect(shown.links.map(linkKey)).toEqual(selection.links.map(linkKey));
    expect([...absentNodes]).toEqual([gone.id]);
    expect(absentLinks.has(linkKey(cut))).toBe(true);
    expect(shown.requests).toBe(100);
    expect(shown.nodes.find(({ id }) => id !== gone.id)?.requests).toBe(60);
  });
});
