import { useLayoutEffect, useRef } from "preact/hooks";
import type { SceneNode } from "./graph-scene.ts";
import { memo } from "./memo.tsx";

interface NodeFaceProps {
  readonly face: SceneNode;
  readonly isCompact: boolean;
  readonly isPicked: boolean;
  readonly isDim: boolean;
  /** The one node that Tab leads to. */
  readonly isStop: boolean;
  /** By keyboard or assistive tool; the pointer is the stage's. */
  readonly onPress: (id: number, isExtending: boolean) => void;
}

/** A segment in the graph: a button with its name, time, and share of requests with it on their path. */
export const NodeFace = memo(({ face, isCompact, isPicked, isDim, isStop, onPress }: NodeFaceProps) => {
  const root = useRef<HTMLButtonElement>(null);
  const { node, box, label, time, note, isNoteCritical, tone, barPx, color, name, isAbsent } = face;
  useLayoutEffect(() => {
    const style = root.current?.style;
    style?.setProperty("width", `${box.width}px`);
    style?.setProperty("height", `${box.height}px`);
    style?.setProperty("transform", `translate(${box.x}px, ${box.y}px)`);
  }, [box]);
  const classes = ["graph-node", `graph-node-${color}`];
  if (isPicked) classes.push("graph-node-picked");
  else if (isDim || isAbsent) classes.push("graph-node-dim");
  if (isCompact) classes.push("graph-node-compact");
  return (
    <button
      type="button"
      ref={root}
      class={classes.join(" ")}
      aria-label={name}
      aria-pressed={isPicked}
      tabIndex={isStop ? 0 : -1}
      data-node={node.id}
      onClick={({ detail, shiftKey }) => {
        // A click of the pointer has reached the stage already, which knows whether it was the end of a move.
        if (detail === 0) onPress(node.id, shiftKey);
      }}
    >
      <span class="graph-node-label">{label}</span>
      {!isCompact && (
        <span class="graph-node-numbers">
          <span>{time}</span>
          <span class={isNoteCritical ? "graph-node-critical" : ""}>{note}</span>
        </span>
      )}
      <svg class="graph-node-bar" width={box.width - 14} height={2} aria-hidden="true">
        <rect class="graph-node-track" width={box.width - 14} height={2} />
        <rect class={`graph-node-share graph-node-share-${tone}`} width={barPx} height={2} />
      </svg>
    </button>
  );
});
