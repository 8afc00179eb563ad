import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ViewProps } from "../shell/view-props.ts";
import { GraphBody } from "./graph-body.tsx";
import type { Size } from "./stage-viewport.ts";
import "./graph-screen.css";

/** Below this there is no room worth laying out for. */
const LEAST: Size = { width: 480, height: 260 };
/** What bar and key take of the height. */
const AROUND_PX = 71;

/** The causal graph of the class on screen: measures the room, which decides how much the picture is spread. */
export function GraphView(props: ViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const present = props.workspace.present.value;
  const measure = () => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = root.current ?? {};
    setSize({ width: Math.max(LEAST.width, width), height: Math.max(LEAST.height, height - AROUND_PX) });
  };
  // Once: later a drawer may open beside it, and the picture must not move for that.
  useLayoutEffect(measure, []);
  return (
    <div class="graph-screen" ref={root}>
      {present === null ? (
        <p class="panel-text">No class of requests: there is no model to show.</p>
      ) : (
        size !== null && <GraphBody key={present.id} {...props} present={present} size={size} onMeasure={measure} />
      )}
    </div>
  );
}
