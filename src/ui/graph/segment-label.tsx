import type { SceneNode } from "./graph-scene.ts";

/** A segment in a row: swatch, task in grey, label in ink. */
export function SegmentLabel({ face }: { readonly face: SceneNode }) {
  const { node, color } = face;
  return (
    <span class="graph-segment">
      <span class={`graph-swatch graph-swatch-${color}`} />
      <span class="graph-segment-name">
        <span class="segment-task">{node.task}</span> {node.label}
        {node.members.length > 1 && <span class="quiet"> ×{node.members.length}</span>}
      </span>
    </span>
  );
}
