import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PHASE_POINT } from "../core/units.ts";
import { acyclicEdges, pointDataset, spanDataset } from "./arbitraries.ts";
import { byRequest, byTotalOrder, kindOf, type OracleEvent } from "./oracle-event.ts";
import { exclusionCells } from "./oracle-exclusion.ts";
import { pathsFrom, requestGraph, transitiveReduction } from "./oracle-graph.ts";
import { compareEvents, orderCells } from "./oracle-order.ts";
import { criticalPath } from "./oracle-path.ts";
import { avoidingNs, latencyNs, slackNs, whatIfLatencyNs } from "./oracle-slack.ts";

const MIRROR = { before: "after", after: "before", tie: "tie", undecided: "undecided" } as const;

function sample<T>(arbitrary: fc.Arbitrary<T>): T[] {
  return fc.sample(arbitrary, { numRuns: 300, seed: 1 });
}

describe("datasets", () => {
  it("are rich in what is hard: equal stamps, ties, doubt, overlap, repeats, empty spans, no events", () => {
    const outcomes = new Set<string>();
    const seen = new Set<string>();
    for (const { events, segments } of [...sample(pointDataset()), ...sample(spanDataset())]) {
      if (events.length === 0) seen.add("empty");
      if (events.some((event) => event.ordinal > 1)) seen.add("repeat");
      if (events.some((event) => event.task === null)) seen.add("no task");
      if (segments.some((segment) => segment.start.timeNs === segment.end.timeNs)) seen.add("zero length");
      for (const cell of orderCells(events).values()) {
        for (const outcome of ["before", "after", "tie", "undecided"] as const) {
          if (cell[outcome] > 0) outcomes.add(outcome);
        }
        if (cell.before > 0 && cell.after > 0) seen.add("both directions");
      }
      for (const cell of exclusionCells(segments).values()) if (cell.overlap > 0) seen.add("overlap");
    }
    expect([...outcomes].sort()).toEqual(["after", "before", "tie", "undecided"]);
    expect([...seen].sort()).toEqual(["both directions", "empty", "no task", "overlap", "repeat", "zero length"]);
  });

  it("have the start of a span before its end in the total order, also without length", () => {
    for (const { segments } of sample(spanDataset())) {
      for (const { start, end } of segments) expect(byTotalOrder(start, end)).toBeLessThan(0);
    }
  });

  it("have every kind once per request", () => {
    for (const { events } of [...sample(pointDataset()), ...sample(spanDataset())]) {
      for (const group of byRequest(events).values()) {
        expect(new Set(group.map(kindOf)).size).toBe(group.length);
      }
    }
  });
});

describe("laws of the oracle", () => {
  it("comparison: swapping the events mirrors the outcome", () => {
    fc.assert(
      fc.property(pointDataset(), ({ events }) => {
        for (const a of events) {
          for (const b of events) if (a !== b) expect(compareEvents(a, b)).toBe(MIRROR[compareEvents(b, a)]);
        }
      }),
    );
  });

  it("cells do not depend on the order of the events", () => {
    fc.assert(
      fc.property(pointDataset(), ({ events }) => {
        const backwards = orderCells(events.toReversed());
        for (const [key, cell] of orderCells(events)) expect(backwards.get(key)).toEqual(cell);
      }),
    );
  });

  it("charges sum to the latency; σ ≥ 0 and 0 on the path; delaying by σ is free and one more costs one", () => {
    fc.assert(
      fc.property(
        acyclicEdges(),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 7, maxLength: 7 }),
        ({ vertices, edges }, gaps) => {
          let timeNs = 0;
          const events = Array.from({ length: vertices }, (_, index) => pointAt((timeNs += gaps[index]!), index));
          const wanted = new Set(edges.map(([from, to]) => `${from}>${to}`));
          const numberOf = (kind: string) => (JSON.parse(kind) as [string, string])[1];
          const graph = requestGraph(events, (a, b) => wanted.has(`${numberOf(a)}>${numberOf(b)}`));
          expect(graph.edges).toEqual(edges);
          const path = criticalPath(graph, { segments: [] });
          for (const hop of path) expect(slackNs(graph, hop.to)).toBe(0);
          for (const i of graph.events.keys()) {
            const slack = slackNs(graph, i);
            expect(slack).toBeGreaterThanOrEqual(0);
            for (const delay of [slack, slack + 1]) {
              const delayed = whatIfLatencyNs(graph, (j, lag) => (j === i ? lag + delay : lag));
              expect(delayed).toBe(latencyNs(graph, null) + delay - slack);
              expect(delayed).toBe(Math.max(avoidingNs(graph, i), latencyNs(graph, null) - slack + delay));
            }
          }
        },
      ),
    );
  });

  it("the reduction reaches what the graph reaches, and needs every edge it keeps", () => {
    fc.assert(
      fc.property(acyclicEdges(), ({ vertices, edges }) => {
        const reduced = transitiveReduction(edges);
        for (let from = 0; from < vertices; from++) {
          for (let to = 0; to < vertices; to++) {
            expect(pathsFrom(reduced, from, to).length > 0).toBe(pathsFrom(edges, from, to).length > 0);
          }
        }
        for (const edge of reduced) {
          expect(
            pathsFrom(
              reduced.filter((other) => other !== edge),
              edge[0],
              edge[1],
            ),
          ).toEqual([]);
        }
      }),
    );
  });
});

function pointAt(timeNs: number, index: number): OracleEvent {
  return {
    request: "r",
    host: "h",
    task: null,
    taskName: "t",
    label: String(index),
    ordinal: 1,
    phase: PHASE_POINT,
    order: PHASE_POINT,
    timeNs,
    resNs: 1,
    file: 0,
    line: index,
    item: null,
  };
}
