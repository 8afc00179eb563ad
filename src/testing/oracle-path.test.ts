import { describe, expect, it } from "vitest";
import type { OracleEvent } from "./oracle-event.ts";
import { pathsFrom, requestGraph, transitiveReduction } from "./oracle-graph.ts";
import { criticalPath, longestSegmentPath } from "./oracle-path.ts";
import { avoidingNs, dragNs, latencyNs, slackNs, whatIfLatencyNs } from "./oracle-slack.ts";
import { type TraceDiagram, traceDiagram } from "./trace-diagram.ts";

/** Relations as "A>B" = end of A before start of B, by label; a span's start precedes its end through its task. */
function graphOf(trace: TraceDiagram, relations: string) {
  const wanted = new Set(relations.split(" "));
  const letter = (kind: string) => JSON.parse(kind) as [string, string, number, number];
  return requestGraph(trace.events, (earlier, later) => {
    const [a, b] = [letter(earlier), letter(later)];
    return a[2] === 0 && b[2] === 2 && wanted.has(`${a[1]}>${b[1]}`);
  });
}

function charges(trace: TraceDiagram, relations: string, terminal?: number): string[] {
  const graph = graphOf(trace, relations);
  return criticalPath(graph, { segments: trace.segments }, terminal).map((hop) => {
    const charge = hop.charge.startsWith("[") ? (JSON.parse(hop.charge) as [string])[0] : hop.charge;
    return `${charge} ${hop.ns} (${hop.rule})`;
  });
}

const SIBLINGS = traceDiagram(
  `
  foo1 =
  foo2   ==
  foo3   ===`,
  { columnNs: 100 },
);

describe("requestGraph", () => {
  it("leaves out, counts or marks what this request does not show", () => {
    const trace = traceDiagram("A   ==\nB  ===\nC =", { columnNs: 10, resNs: 1 });
    const name = (event: OracleEvent) => event.label + (event.phase === 0 ? "1" : "0");
    const all = requestGraph(trace.events, () => true);
    expect(all.events.map(name)).toEqual(["C0", "C1", "B0", "A0", "A1", "B1"]);
    // All but A1 → B1: two ends at one stamp.
    expect(all.edges.length).toBe(14);
    // Reversed certainly: all but C1/B0 (a tie) and the two ends at one stamp.
    expect(all.anomalous.length).toBe(13);
    expect(all.undecidedCount).toBe(3);
    const own = requestGraph(trace.events, () => false);
    expect(own.edges).toEqual([
      [0, 1],
      [2, 5],
      [3, 4],
    ]);
  });
});

describe("transitiveReduction", () => {
  it("keeps exactly the edges without a detour", () => {
    const edges: [number, number][] = [
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 3],
      [2, 3],
      [0, 3],
    ];
    expect(transitiveReduction(edges)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(pathsFrom(edges, 0, 3)).toHaveLength(4);
    expect(pathsFrom(edges, 3, 0)).toEqual([]);
  });
});

describe("criticalPath", () => {
  it("goes through foo1, the gap and foo3 when foo3 ends last", () => {
    expect(charges(SIBLINGS, "foo1>foo2 foo1>foo3")).toEqual(["foo1 100 (1)", "foo1 → foo3 100 (5)", "foo3 300 (1)"]);
  });

  it("has touching segments both on the path", () => {
    const trace = traceDiagram("A ==\nB   =", { columnNs: 50 });
    expect(charges(trace, "A>B").filter((text) => !text.includes(" 0 "))).toEqual(["A 100 (1)", "B 50 (1)"]);
  });

  it("charges a hop to the segment around it when nobody else is open", () => {
    const trace = traceDiagram(
      `
      P   ========
      A    ==
      B       ==`,
      { columnNs: 1 },
    );
    const graph = requestGraph(trace.events, (earlier, later) => {
      const order = ["P2", "A2", "A0", "B2", "B0", "P0"];
      const name = (kind: string) => (JSON.parse(kind) as [string, string, number])[1] + JSON.parse(kind)[2];
      return order.indexOf(name(earlier)) < order.indexOf(name(later));
    });
    const hops = criticalPath(graph, { segments: trace.segments });
    const told = hops.map((hop) => `${(JSON.parse(hop.charge) as [string])[0]} ${hop.ns} (${hop.rule})`);
    expect(told).toEqual(["P 1 (3)", "A 2 (1)", "P 1 (4)", "B 2 (1)", "P 2 (3)"]);
    const withExchange = criticalPath(graph, {
      segments: trace.segments,
      isExchange: (from, to) => from.label === "P" && to.label === "A",
    });
    expect(withExchange[0]).toMatchObject({ rule: 2, charge: "P → A" });
  });

  it("ends at a chosen terminal", () => {
    expect(charges(SIBLINGS, "foo1>foo2 foo1>foo3", 4)).toEqual([
      "foo1 100 (1)",
      "foo1 → foo2 100 (5)",
      "foo2 200 (1)",
    ]);
  });

  it("finds the heaviest chain of segments", () => {
    const graph = graphOf(SIBLINGS, "foo1>foo2 foo1>foo3");
    expect(longestSegmentPath(graph, SIBLINGS.segments)).toEqual({ ns: 400, path: [0, 2] });
    expect(longestSegmentPath(graphOf(SIBLINGS, ""), SIBLINGS.segments)).toEqual({ ns: 300, path: [2] });
    expect(longestSegmentPath(graphOf(SIBLINGS, ""), [])).toEqual({ ns: 0, path: [] });
  });
});

describe("slack, drag and what-if", () => {
  const graph = graphOf(SIBLINGS, "foo1>foo2 foo1>foo3");
  const position = (label: string, phase: number) =>
    graph.events.findIndex((event) => event.label === label && event.phase === phase);

  it("is zero on the path and what is free elsewhere", () => {
    expect(latencyNs(graph, null)).toBe(500);
    expect(["foo1", "foo2", "foo3"].map((label) => slackNs(graph, position(label, 0)))).toEqual([0, 100, 0]);
    expect(slackNs(graph, position("foo3", 0), position("foo2", 0))).toBe(Number.POSITIVE_INFINITY);
    expect(dragNs(graph, position("foo3", 0))).toBe(100); // foo2 ends 100 earlier
    expect(dragNs(graph, position("foo1", 0))).toBe(100);
    expect(dragNs(graph, position("foo2", 0))).toBe(0);
    expect(avoidingNs(graph, position("foo3", 0))).toBe(400);
  });

  it("agrees with delaying an event: free up to the slack, then one to one", () => {
    for (const [i] of graph.events.entries()) {
      const slack = slackNs(graph, i);
      for (const delay of [0, slack, slack + 1, slack + 50]) {
        const changed = whatIfLatencyNs(graph, (j, lag) => lag + (j === i ? delay : 0));
        expect(changed).toBe(Math.max(avoidingNs(graph, i), 500 - slack + delay));
      }
    }
  });

  it("reproduces the latency with unchanged lags", () => {
    expect(whatIfLatencyNs(graph, (_, lag) => lag)).toBe(500);
    expect(whatIfLatencyNs(graph, (j, lag) => (j === position("foo3", 0) ? lag / 2 : lag))).toBe(400);
    expect(whatIfLatencyNs(graph, (_, lag) => lag, position("foo2", 0))).toBe(400);
  });
});
