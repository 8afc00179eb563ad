import { fitMiddle } from "../../core/present/label-fit.ts";

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
/** Labels of many classes would pile up. */
const MOST_WIDTHS = 20_000;

/**
 * The text, or its head and tail around "…", no wider than so many px in the font of the page at the size of labels.
 * Measured, for widths differ between systems; estimated where nothing can be measured.
 */
export function measuredFit(text: string, widthPx: number): string {
  // A face of 12 px has its last px of side bearing.
  if (widthOf(text) <= widthPx + 1) return text;
  const characters = [...text];
  const shortened = (kept: number) => {
    const tail = Math.floor(kept / 2);
    return `${characters.slice(0, kept - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
  };
  let least = 0;
  let most = characters.length - 1;
  while (least < most) {
    const middle = (least + most + 1) >> 1;
    if (widthOf(shortened(middle)) <= widthPx + 1) least = middle;
    else most = middle - 1;
  }
  return least < 2 ? fitMiddle(text, widthPx, 12) : shortened(least);
}

function widthOf(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (context === undefined) {
    context = document.createElement("canvas").getContext("2d");
    if (context !== null) context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  }
  if (widths.size > MOST_WIDTHS) widths.clear();
  const width = context?.measureText(text).width ?? 0;
  widths.set(text, width);
  return width;
}
