import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClassGraph } from "../../core/present/class-graph.ts";
import { graphNode } from "../../testing/graph-arbitraries.ts";
import { type GraphSettings, graphOptionsOf, printSettings, readSettings } from "./graph-settings.ts";

const id = fc.nat(999_999_999);
const settings: fc.Arbitrary<GraphSettings> = fc.record({
  segmentsPercent: fc.option(fc.integer({ min: 0, max: 100 })),
  linksPercent: fc.option(fc.integer({ min: 0, max: 100 })),
  reduction: fc.boolean(),
  foldOrdinals: fc.boolean(),
  hidden: fc.array(id),
  folded: fc.array(fc.string({ unit: "grapheme", minLength: 1 })),
  opened: fc.array(fc.string({ minLength: 1 })),
  focus: fc.option(fc.record({ segment: id, hops: fc.integer({ min: 1, max: 9 }) })),
  between: fc.option(fc.record({ from: id, to: id })),
  view: fc.constantFrom("graph", "table", "hypotheses"),
});

test("what is printed is read again, and the options of others stay", () => {
  fc.assert(
    fc.property(settings, settings, (before, after) => {
      const others = { "log.open": "1", "path.by": "component" };
      const printed = printSettings(printSettings(others, before), after);
      expect(readSettings(printed)).toEqual(after);
      expect(printed).toMatchObject(others);
    }),
  );
  expect(printSettings({}, {})).toEqual({});
});

test("a link that was spoilt leads to the defaults", () => {
  const spoilt = { "graph.segments": "-3", "graph.hidden": "a,7,,1e3", "graph.focus": "7", "graph.folded": "%E0%A4%A" };
  expect(readSettings(spoilt)).toEqual({ ...readSettings({}), hidden: [7], folded: ["%E0%A4%A"] });
});

test("what a class does not have is left out of the question", () => {
  const graph = {
    components: ["edge", "web"],
    nodes: [graphNode(4, 0), graphNode(5, 1), graphNode(6, 1)],
  } as unknown as ClassGraph;
  const wanted = {
    ...readSettings({}),
    hidden: [4, 99],
    folded: ["edge", "gone"],
    opened: ["web"],
    focus: { segment: 99, hops: 1 },
    between: { from: 4, to: 6 },
  };
  expect(graphOptionsOf(wanted, graph)).toMatchObject({
    hidden: [4],
    foldedComponents: [0],
    kept: [5, 6],
    focus: null,
    between: { from: 4, to: 6 },
  });
});
