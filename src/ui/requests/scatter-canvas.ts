import type { Scatter } from "../../core/present/scatter-points.ts";

/** Side of a point, px. */
const POINT_PX = 2.5;

/** Draws all points of a scatter into a canvas of the size it has on screen: 20,000 take some ms. */
export function drawScatter(canvas: HTMLCanvasElement, scatter: Scatter): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = getComputedStyle(canvas).getPropertyValue("--heat-6").trim();
  // Many points: what lies on each other stays lighter than what is alone would be dark.
  context.globalAlpha = scatter.rank.length > 4000 ? 0.35 : 0.6;
  for (let at = 0; at < scatter.rank.length; at++) {
    context.fillRect(scatter.x[at] * width - POINT_PX / 2, scatter.y[at] * height - POINT_PX / 2, POINT_PX, POINT_PX);
  }
}
