import { layoutGraph } from "../src/core/present/graph-layout.ts";
import { selectGraph } from "../src/core/present/graph-selection.ts";
import type { LayoutApi } from "../src/protocol/layout-api.ts";
import { exposeApi } from "./expose.ts";

const api: LayoutApi = {
  picture(graph, options, layout) {
    const selection = selectGraph(graph, options);
    return { selection, layout: layoutGraph(selection, layout) };
  },
};

exposeApi(api, []);
