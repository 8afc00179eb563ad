import type { StylesheetJson } from "cytoscape";

/**
 * Cytoscape knows where nodes and links are, so that it can be hit, moved and zoomed; what is seen of them are elements of
 * the page. Nothing here has a colour.
 */
export const STAGE_STYLE = [
  { selector: "core", style: { "active-bg-size": 0, "active-bg-opacity": 0 } },
  {
    selector: "*",
    style: { opacity: 0, "overlay-opacity": 0 },
  },
  { selector: "node", style: { shape: "rectangle", width: "data(width)", height: "data(height)" } },
  {
    selector: "edge",
    style: {
      width: 2,
      "curve-style": "straight",
      "source-endpoint": "data(sourceEnd)",
      "target-endpoint": "data(targetEnd)",
    },
  },
  {
    selector: ".bent",
    style: {
      "curve-style": "segments",
      "edge-distances": "endpoints",
      "segment-weights": "data(weights)",
      "segment-distances": "data(distances)",
    },
  },
  // The types of the package lag behind what it takes ("endpoints", mapped widths).
] as unknown as StylesheetJson;
