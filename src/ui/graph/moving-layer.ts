import type { RefObject } from "preact";
import type { Viewport } from "./stage-viewport.ts";

/** After so long without a move it counts as ended. */
const REST_MS = 200;

/**
 * While a picture is moved at one zoom, its elements are a layer of their own, painted once and shifted by the browser:
 * painting 300 faces anew takes longer than a frame. At rest they are not, or zoomed text would be blurred.
 */
export class MovingLayer {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly element: RefObject<HTMLElement | null>) {}

  follow(before: Viewport, next: Viewport): void {
    if (before.zoom !== next.zoom) {
      this.rest();
      return;
    }
    if (before.panX === next.panX && before.panY === next.panY) return;
    this.element.current?.classList.add("graph-moving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), REST_MS);
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.element.current?.classList.remove("graph-moving");
  }
}
