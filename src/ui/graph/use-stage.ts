import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { sentenceOf } from "../shared/answer.ts";
import { GraphStage, type StageEvents } from "./graph-stage.ts";

/** A turn of the wheel moves the picture by so much of what the browser would scroll. */
const WHEEL_LINE_PX = 16;
const WHEEL_ZOOM = 0.0022;
/** Pinching on a touch pad arrives as a wheel with small steps. */
const PINCH_ZOOM = 0.01;

/** Starts a stage on an element and keeps it in step with size and wheel; null until it can be drawn on. */
export function useStage(
  host: RefObject<HTMLElement | null>,
  events: StageEvents,
  onTrouble: (message: string) => void,
): GraphStage | null {
  const [stage, setStage] = useState<GraphStage | null>(null);
  const latest = useRef({ events, onTrouble });
  latest.current = { events, onTrouble };
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let begun: GraphStage | null = null;
    let isGone = false;
    const observer = new ResizeObserver(() => begun?.resize());
    const onWheel = (event: WheelEvent) => {
      // Cytoscape would zoom at every turn; here it scrolls, as lanes are read like rows.
      event.preventDefault();
      event.stopPropagation();
      if (begun !== null) turnWheel(begun, element, event);
    };
    GraphStage.start(element, {
      onDrawn: (view) => latest.current.events.onDrawn(view),
      onNode: (id, isExtending) => latest.current.events.onNode(id, isExtending),
      onLink: (key) => latest.current.events.onLink(key),
      onGround: () => latest.current.events.onGround(),
      onHover: (key, x, y) => latest.current.events.onHover(key, x, y),
    }).then(
      (started) => {
        if (isGone) return started.destroy();
        begun = started;
        observer.observe(element);
        element.addEventListener("wheel", onWheel, { capture: true, passive: false });
        setStage(started);
      },
      (error: unknown) => {
        if (!isGone) latest.current.onTrouble(sentenceOf(error));
      },
    );
    return () => {
      isGone = true;
      observer.disconnect();
      element.removeEventListener("wheel", onWheel, { capture: true });
      begun?.destroy();
    };
  }, []);
  return stage;
}

/** Scrolls; with Ctrl zooms around the pointer. Turned down, the wheel moves a picture sideways that is not too high. */
function turnWheel(stage: GraphStage, host: HTMLElement, event: WheelEvent): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
  const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey || event.metaKey) {
    const { left, top } = host.getBoundingClientRect();
    const factor = Math.exp(-dy * (Math.abs(dy) < 40 ? PINCH_ZOOM : WHEEL_ZOOM));
    stage.zoomBy(factor, { x: event.clientX - left, y: event.clientY - top });
  } else if (event.shiftKey || (dx === 0 && stage.fitsHeight)) stage.panBy(-(dx + dy), 0);
  else stage.panBy(-dx, -dy);
}
