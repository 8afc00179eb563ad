import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { panned, zoomed } from "../../core/present/timeline-marks.ts";
import type { Stretch } from "../../core/present/timeline-rows.ts";
import { useCommand } from "../shared/use-command.ts";

export interface TimeWindow {
  readonly view: ReadonlySignal<Stretch>;
  zoom(factor: number, aroundNs?: number): void;
  pan(share: number): void;
  /** Brings a stretch into view if it is not. */
  reveal(stretch: Stretch): void;
}

/** Closer would show nothing more: stamps are whole ns. */
const LEAST_NS = 20;
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.12;
/** Room behind the last event, of the whole. */
const TAIL_SHARE = 0.03;

/** What of a request's time is on screen: by keys, wheel and what else moves it. @param plot takes the wheel */
export function useTimeWindow(endNs: number, plot: RefObject<Element | null>): TimeWindow {
  const extentNs = Math.max(LEAST_NS, endNs) * (1 + TAIL_SHARE);
  const whole: Stretch = { fromNs: 0, toNs: extentNs };
  const view = useSignal<Stretch>(whole);
  const window: TimeWindow = {
    view,
    zoom(factor, aroundNs = (view.value.fromNs + view.value.toNs) / 2) {
      view.value = zoomed(view.value, extentNs, factor, aroundNs, LEAST_NS);
    },
    pan(share) {
      view.value = panned(view.value, extentNs, share);
    },
    reveal({ fromNs, toNs }) {
      const { fromNs: left, toNs: right } = view.value;
      if (toNs >= left && fromNs <= right) return;
      const span = right - left;
      view.value = panned({ fromNs: fromNs - span * 0.2, toNs: fromNs + span * 0.8 }, extentNs, 0);
    },
  };
  useCommand("zoom.in", () => window.zoom(ZOOM_STEP));
  useCommand("zoom.out", () => window.zoom(1 / ZOOM_STEP));
  useCommand("pan.left", () => window.pan(-PAN_STEP));
  useCommand("pan.right", () => window.pan(PAN_STEP));
  useCommand("view.fit", () => {
    view.value = whole;
  });
  useEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const onWheel = (event: Event) => {
      if (!(event instanceof WheelEvent)) return;
      const { left, width } = element.getBoundingClientRect();
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        const { fromNs, toNs } = view.value;
        const aroundNs = fromNs + ((event.clientX - left) / width) * (toNs - fromNs);
        window.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), aroundNs);
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) window.pan(sideways / width);
      else return;
      event.preventDefault();
    };
    // Preact's listeners are passive where the browser says so; this one must keep the page from zooming.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });
  return window;
}
