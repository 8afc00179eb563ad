import { expect, test } from "vitest";
import { componentColors } from "../../core/present/component-colors.ts";
import { layoutGraph } from "../../core/present/graph-layout.ts";
import { LIGHT_GRAPH_COLOURS } from "../../core/present/graph-svg.ts";
import { randomSelection } from "../../testing/graph-arbitraries.ts";
import { coloursOf, fileName, graphFile } from "./graph-files.ts";

const selection = randomSelection(20, 30, 2);
const layout = layoutGraph(selection);
const names = selection.components.map(({ name }) => ({ name })).reverse();
const colors = componentColors(names);

test("components have the colours of the screen", () => {
  const { components } = coloursOf(selection, colors);
  const last = selection.components[selection.components.length - 1];
  expect(components[last.component]).toBe(LIGHT_GRAPH_COLOURS.components[0]);
  const palette = LIGHT_GRAPH_COLOURS.components;
  expect(coloursOf(selection, componentColors([])).components).toContain(palette[palette.length - 1]);
});

test("every format holds every segment", async () => {
  for (const format of ["svg", "dot", "graphml"] as const) {
    const { name, content } = await graphFile(format, selection, layout, colors);
    expect(name).toBe(`get-graph.${format}`);
    const text = await content.text();
    const found = selection.nodes.filter(({ label, shortLabel }) => text.includes(label) || text.includes(shortLabel));
    expect(found).toHaveLength(20);
  }
});

test("files have names that every system takes", () => {
  expect(fileName("GET /home?user=<id>")).toBe("get-home-user-id");
  expect(fileName("/…/")).toBe("class");
  expect(fileName("x".repeat(200))).toHaveLength(60);
});
