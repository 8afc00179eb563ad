/** Draws a generated graph in the test page, so that drawing can be measured at sizes that no sample has. */
import { render } from "preact";
import { componentColors } from "../src/core/present/component-colors.ts";
import { DEFAULT_LAYOUT_OPTIONS, layoutGraph } from "../src/core/present/graph-layout.ts";
import { liveSelection } from "../src/core/present/live-selection.ts";
import { randomSelection } from "../src/testing/graph-arbitraries.ts";
import { type CanvasHandle, GraphCanvas } from "../src/ui/graph/graph-canvas.tsx";
import { picksOf } from "../src/ui/graph/graph-picks.ts";
import { graphScene } from "../src/ui/graph/graph-scene.ts";
import "../src/ui/shared/tokens.css";
import "../src/ui/shared/base.css";
import "./graph-harness.css";

const SEED = 11;

export interface PreparedGraph {
  readonly layoutMs: number;
  /** Draws it in place of the page. */
  draw(): void;
}

/** Makes and lays out a graph of so many segments and links. */
export function prepareGraph(nodes: number, links: number): PreparedGraph {
  const selection = randomSelection(nodes, links, SEED);
  const begin = performance.now();
  const layout = layoutGraph(selection, DEFAULT_LAYOUT_OPTIONS);
  const layoutMs = performance.now() - begin;
  const colors = componentColors(selection.components);
  const scene = graphScene(liveSelection(selection, null, true), layout, colors);
  const handle = { current: null as CanvasHandle | null };
  const draw = () =>
    render(
      <GraphCanvas
        scene={scene}
        picks={picksOf(scene, null, null, new Map())}
        verdict={null}
        colors={colors}
        handle={handle}
        onNode={() => {}}
        onLink={() => {}}
        onGround={() => {}}
        onToggleLane={() => {}}
        onTrouble={(message) => {
          throw new Error(message);
        }}
      />,
      document.body,
    );
  return { layoutMs, draw };
}
