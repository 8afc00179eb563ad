import { beforeAll, describe, expect, it } from "vitest";
import { slowHomePage, slowHomePageCsv } from "../../samples/slow-home-page.ts";
import { analyseInThread, type InThreadResult, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { entersGraph, STATUSES } from "../model/status.ts";
import type { ClassGraph } from "./class-graph.ts";
import { classGraph } from "./class-graph.ts";
import { modelDocument } from "./model-document.ts";
import { largestClass } from "./path-rows.ts";

const COLUMNS = ["request", "time", "host", "task", "event", "item", "user"];

describe("the graph of the sample", () => {
  let result: InThreadResult;
  let graph: ClassGraph;

  beforeAll(async () => {
    const bytes = Buffer.concat([...slowHomePageCsv(400)]);
    result = await analyseInThread([{ plan: sampleCsvPlan(COLUMNS), bytes }], { originNs: slowHomePage().originNs });
    graph = classGraph(result.analysis, largestClass(result.report)!);
  }, 60_000);

  it("has the segment kinds of model.json", () => {
    const document = JSON.parse([...modelDocument(result.analysis, result.report)].join("")) as {
      segmentKinds: { id: number; class: number; requests: number; meanNs: number }[];
      segmentHappensBefore: { class: number; from: number; to: number; support: number; status: string }[];
    };
    const own = document.segmentKinds.filter((kind) => kind.class === graph.class);
    expect(graph.nodes.map(({ id, requests, meanNs }) => ({ id, requests, meanNs }))).toEqual(
      own.map(({ id, requests, meanNs }) => ({ id, requests, meanNs })),
    );
    const { orders, nodes } = graph;
    expect(
      Array.from(orders.from, (from, at) => [nodes[from].id, nodes[orders.to[at]].id, orders.support[at]]),
    ).toEqual(
      document.segmentHappensBefore
        .filter((relation) => relation.class === graph.class)
        .map(({ from, to, support }) => [from, to, support]),
    );
  });

  it("charges add up to the latency: segments and hand-offs", () => {
    const others = result.analysis.paths[graph.class];
    const rest = others.segments.sharePpm[graph.nodes.length] / 1e6 / others.requests;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const share =
      sum(graph.nodes.map((node) => node.pathShare)) + sum(graph.handOffs.map((one) => one.meanShare)) + rest;
    expect(share).toBeCloseTo(1, 3);
    const mean = sum(graph.nodes.map((node) => node.pathNs)) + sum(graph.handOffs.map((one) => one.meanNs));
    expect(mean / graph.meanLatencyNs).toBeCloseTo(1, 3);
  });

  it("lists only what enters the graph, and no pair both ways", () => {
    for (const rows of [graph.orders, graph.nestings]) {
      expect(Array.from(rows.status, (status) => entersGraph(STATUSES[status])).every(Boolean)).toBe(true);
    }
    const pairs = new Set(Array.from(graph.orders.from, (from, at) => `${from}:${graph.orders.to[at]}`));
    graph.nestings.from.forEach((from, at) => {
      const to = graph.nestings.to[at];
      expect(pairs.has(`${from}:${to}`) || pairs.has(`${to}:${from}`)).toBe(false);
    });
  });

  it("precedence grows along every order that holds", () => {
    const { orders, nodes } = graph;
    orders.from.forEach((from, at) => {
      if (STATUSES[orders.status[at]] !== "holds") return;
      expect(nodes[from].precedence).toBeLessThan(nodes[orders.to[at]].precedence);
    });
  });

  it("members of a resource exclude each other, all of them, and a segment is in one resource", () => {
    const excluded = new Set(graph.exclusions.map(({ a, b }) => `${a}:${b}`));
    expect(graph.resources.length).toBeGreaterThan(0);
    for (const members of graph.resources) {
      for (const a of members) for (const b of members) if (a < b) expect(excluded.has(`${a}:${b}`)).toBe(true);
    }
    const all = graph.resources.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it("pipelines join the end of one task's work with the beginning of the other's, of one pagelet", () => {
    const drawn = graph.pipelines.find(({ from, to }) => from === "screen-queue" && to === "draw")!;
    expect(drawn.joins.length).toBeGreaterThan(0);
    const pagelet = (at: number) => graph.nodes[at].label.split(".")[0];
    const own = drawn.joins.filter(([from, to]) => pagelet(from) === pagelet(to));
    expect(own.length).toBeGreaterThan(2);
  });

  it("hand-offs name two components, and the segments they can have run between", () => {
    const handOff = graph.handOffs.find(({ from, to }) => from === "worker-queue" && to === "generate")!;
    expect(handOff.onPathShare).toBeGreaterThan(0.1);
    expect(handOff.joins.length).toBeGreaterThan(0);
    for (const { from, to } of handOff.joins) {
      expect(graph.components[graph.nodes[from].component]).toBe("worker-queue");
      expect(graph.components[graph.nodes[to].component]).toBe("generate");
    }
  });

  it("is plain data, and an unknown class is an error", () => {
    expect(structuredClone(graph)).toEqual(graph);
    expect(() => classGraph(result.analysis, 99)).toThrow("no class 99");
  });
});

/** A log without tasks: begin and end are told by their words. */
const PAIR_PLAN: SourcePlan = {
  format: "csv",
  compression: "none",
  delimiter: ",",
  header: true,
  columns: ["request", "time", "host", "event"],
  roles: {
    request: [{ column: "request" }],
    time: { column: "time", unit: "us" },
    host: { column: "host" },
    task: [],
    label: [{ column: "event" }],
    keys: [],
    attributes: [],
  },
};

async function graphOf(lines: readonly (readonly [time: number, event: string])[]): Promise<ClassGraph> {
  const start = 1_600_000_000_000_000;
  const rows = Array.from({ length: 200 }, (_, request) =>
    lines.map(
      ([time, event]) => `r${request},${start + request * 1_000_000 + time * (1 + (request % 7))},web1,${event}\n`,
    ),
  );
  const bytes = Buffer.from(`request,time,host,event\n${rows.flat().join("")}`);
  const originNs = 1_599_955_200_000_000_000n;
  const { analysis, report } = await analyseInThread([{ plan: PAIR_PLAN, bytes }], { originNs });
  return classGraph(analysis, largestClass(report)!);
}

describe("segments by words", () => {
  it("what begins and ends within another is enclosed by it, and carries the name the labels share", async () => {
    const graph = await graphOf([
      [3, "request begin"],
      [117, "query begin"],
      [911, "query end"],
      [1009, "request end"],
    ]);
    const name = (at: number) => graph.nodes[at].label;
    expect(graph.nodes.map(({ label }) => label).sort()).toEqual(["query", "request"]);
    expect(Array.from(graph.nestings.from, (from, at) => [name(from), name(graph.nestings.to[at])])).toEqual([
      ["request", "query"],
    ]);
    expect(graph.orders.from.length).toBe(0);
  });

  it("points alone make no graph, and it says why", async () => {
    const graph = await graphOf([
      [3, "accepted"],
      [117, "answered"],
    ]);
    expect(graph.nodes).toEqual([]);
    expect(graph.emptyBecause).toContain("no segments to draw");
  });
});
