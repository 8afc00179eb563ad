import type { StylesheetJson } from "cytoscape";

/** Colours that links are drawn with, from the tokens of the theme in force. */
interface LinkColours {
  readonly surface: string;
  readonly link: string;
  readonly handOff: string;
  readonly accent: string;
  readonly accentMid: string;
  readonly near: string;
  readonly select: string;
  readonly ink: string;
}

interface Rule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number | readonly (string | number)[]>>;
}

/** Reads the tokens where they are in force: the canvas knows no custom properties. */
export function linkColours(element: Element): LinkColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token("--surface"),
    link: token("--link"),
    handOff: token("--handoff"),
    accent: token("--accent"),
    accentMid: token("--accent-mid"),
    near: token("--near"),
    select: token("--select"),
    ink: token("--ink"),
  };
}

/**
 * Links by form first, so that they can be told apart without colour: filled head = happens before, dashes with an open
 * head = hand-off or call, double bar = mutual exclusion, dots = pipeline (its sign is drawn above the canvas). Nodes are
 * only there to be hit.
 */
export function stageStyle(colours: LinkColours): StylesheetJson {
  const { surface, link, handOff, accent, accentMid, near, select, ink } = colours;
  const ofColour = (colour: string) => ({
    "line-color": colour,
    "target-arrow-color": colour,
    "source-arrow-color": colour,
  });
  const barOfColour = (colour: string) => ({
    ...ofColour(colour),
    "line-color": surface,
    "line-outline-color": colour,
  });
  const rules: readonly Rule[] = [
    { selector: "core", style: { "active-bg-size": 0, "active-bg-color": link, "active-bg-opacity": 0 } },
    {
      selector: "node",
      style: {
        shape: "rectangle",
        width: "data(width)",
        height: "data(height)",
        "background-opacity": 0,
        "border-width": 0,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge",
      style: {
        "curve-style": "straight",
        "source-endpoint": "data(sourceEnd)",
        "target-endpoint": "data(targetEnd)",
        width: "data(width)",
        "z-index": "data(z)",
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.85,
        "overlay-opacity": 0,
        ...ofColour(link),
      },
    },
    {
      selector: ".bent",
      style: {
        "curve-style": "round-segments",
        "edge-distances": "endpoints",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": [6],
        "radius-type": ["arc-radius"],
      },
    },
    {
      selector: ".hand-off",
      style: { "line-style": "dashed", "line-dash-pattern": [5, 3], "target-arrow-shape": "vee", ...ofColour(handOff) },
    },
    {
      selector: ".pipeline",
      style: {
        width: 1.8,
        "line-style": "dashed",
        "line-dash-pattern": [0.1, 4.4],
        "line-cap": "round",
        "target-arrow-shape": "none",
      },
    },
    { selector: ".near", style: ofColour(near) },
    { selector: ".some", style: ofColour(accentMid) },
    { selector: ".most", style: ofColour(accent) },
    {
      selector: ".mutual-exclusion",
      style: {
        width: 2.6,
        "line-outline-width": 1.3,
        "target-arrow-shape": "tee",
        "source-arrow-shape": "tee",
        "arrow-scale": 1,
        ...barOfColour(link),
      },
    },
    { selector: ".mutual-exclusion.some", style: barOfColour(accentMid) },
    { selector: ".mutual-exclusion.most", style: barOfColour(accent) },
    { selector: ".mutual-exclusion.stands", style: barOfColour(ink) },
    { selector: ".tentative", style: { opacity: 0.55 } },
    { selector: ".hovered", style: { "underlay-color": link, "underlay-opacity": 0.14, "underlay-padding": 3 } },
    {
      selector: ".picked",
      style: {
        width: 2,
        opacity: 1,
        "z-index": 2000,
        "underlay-color": select,
        "underlay-opacity": 0.2,
        "underlay-padding": 3.5,
        ...ofColour(select),
      },
    },
    { selector: ".mutual-exclusion.picked", style: { width: 2.6, ...barOfColour(select) } },
    { selector: ".dim", style: { opacity: 0.3 } },
  ];
  // The types of the package lag behind what it draws ("endpoints", mapped widths).
  return rules as unknown as StylesheetJson;
}
