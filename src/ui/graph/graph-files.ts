import type { ExportedFile } from "../../app/exports.ts";
import type { ComponentColors } from "../../core/present/component-colors.ts";
import { colorOf } from "../../core/present/component-colors.ts";
import { graphDot, graphGraphml } from "../../core/present/graph-export.ts";
import type { GraphLayout } from "../../core/present/graph-layout.ts";
import type { GraphSelection } from "../../core/present/graph-selection.ts";
import { type GraphColours, graphSvg, LIGHT_GRAPH_COLOURS } from "../../core/present/graph-svg.ts";

export type GraphFileFormat = "svg" | "png" | "dot" | "graphml";

/** The picture as it can be saved, and what each is for. */
export const GRAPH_FORMATS: readonly { readonly format: GraphFileFormat; readonly note: string }[] = [
  { format: "svg", note: "drawing" },
  { format: "png", note: "image" },
  { format: "dot", note: "Graphviz" },
  { format: "graphml", note: "yEd, Gephi" },
];

/** Pixels of an image per px of the drawing. */
const SHARPNESS = 2;
/** Beyond it browsers refuse to make the image; the drawing is scaled down. */
const MOST_PIXELS = 64e6;

/** The picture as a file, always in the light theme. Rejects if the browser cannot make the image. */
export async function graphFile(
  format: GraphFileFormat,
  selection: GraphSelection,
  layout: GraphLayout,
  colors: ComponentColors,
): Promise<ExportedFile> {
  const name = `${fileName(selection.name)}-graph.${format}`;
  const text = (type: string, content: string) => ({ name, content: new Blob([content], { type }) });
  if (format === "dot") return text("text/vnd.graphviz", graphDot(selection, layout));
  if (format === "graphml") return text("application/xml", graphGraphml(selection, layout));
  const svg = graphSvg(selection, layout, coloursOf(selection, colors));
  if (format === "svg") return text("image/svg+xml", svg);
  return { name, content: await rasterised(svg, layout) };
}

/** The light theme with the colours that components have on screen. */
export function coloursOf({ components }: GraphSelection, colors: ComponentColors): GraphColours {
  const palette = LIGHT_GRAPH_COLOURS.components;
  const byPosition: string[] = [];
  for (const { component, name } of components) {
    const color = colorOf(colors, name);
    byPosition[component] = color === "c-other" ? palette[palette.length - 1] : palette[Number(color.slice(1)) - 1];
  }
  return { ...LIGHT_GRAPH_COLOURS, components: byPosition };
}

/** Letters and digits of a name, as a file may be called. */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return plain === "" ? "class" : plain;
}

async function rasterised(svg: string, { width, height }: GraphLayout): Promise<Blob> {
  const scale = Math.min(SHARPNESS, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (content === null) throw new Error("the browser cannot make an image of this size");
    return content;
  } finally {
    URL.revokeObjectURL(address);
  }
}
