import type { ClassGraph } from "../core/present/class-graph.ts";
import type { GraphLayout, LayoutOptions } from "../core/present/graph-layout.ts";
import type { GraphOptions, GraphSelection } from "../core/present/graph-selection.ts";

export interface GraphPicture {
  readonly selection: GraphSelection;
  readonly layout: GraphLayout;
}

/** What the layout worker does. It keeps nothing between calls, so one that replaces it needs to be told nothing. */
export interface LayoutApi {
  /** Chooses what of a class graph is shown, and places and routes it. */
  picture(graph: ClassGraph, options: GraphOptions, layout: LayoutOptions): GraphPicture;
}
