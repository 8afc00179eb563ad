import type { RefObject } from "preact";
import type { Workspace } from "../../app/workspace.ts";
import { useCommand } from "../shared/use-command.ts";
import type { CanvasHandle } from "./graph-canvas.tsx";
import { nodeOfSegment, selectionOfNode } from "./graph-picks.ts";
import type { GraphScene, SceneNode } from "./graph-scene.ts";
import type { GraphSettings } from "./graph-settings.ts";
import { follow } from "./graph-steps.ts";
import type { Picking } from "./use-picking.ts";

interface GraphKeys {
  readonly workspace: Workspace;
  readonly scene: GraphScene | null;
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly picking: Picking;
  readonly settings: GraphSettings;
  readonly onSettings: (change: Partial<GraphSettings>) => void;
  readonly onFit: () => void;
}

const STEP_PX = 120;
const ZOOM_STEP = 1.25;

/** Keys of the graph: the same list is in the palette and in the help. */
export function useGraphKeys({ workspace, scene, canvas, picking, settings, onSettings, onFit }: GraphKeys): void {
  const isGraph = scene !== null && settings.view === "graph";
  const onCanvas = (run: (canvas: CanvasHandle) => void) =>
    isGraph ? () => canvas.current && run(canvas.current) : null;
  const step = (side: "after" | "before") => {
    if (scene === null) return;
    const next = stepFrom(workspace, scene, side);
    if (next === undefined) return;
    workspace.select(selectionOfNode(next));
    canvas.current?.reveal(next.node.id, true);
  };
  useCommand("view.cancel", picking.cancel);
  useCommand("view.fit", isGraph ? onFit : null);
  useCommand("view.table", scene === null ? null : () => onSettings({ view: isGraph ? "table" : "graph" }));
  useCommand("view.why-not", scene === null ? null : () => picking.ask("why-not"));
  useCommand(
    "zoom.in",
    onCanvas((each) => each.zoomBy(ZOOM_STEP)),
  );
  useCommand(
    "zoom.out",
    onCanvas((each) => each.zoomBy(1 / ZOOM_STEP)),
  );
  useCommand(
    "pan.left",
    onCanvas((each) => each.panBy(STEP_PX, 0)),
  );
  useCommand(
    "pan.right",
    onCanvas((each) => each.panBy(-STEP_PX, 0)),
  );
  useCommand("link.next", scene === null ? null : () => step("after"));
  useCommand("link.previous", scene === null ? null : () => step("before"));
}

/** From a segment along its most critical link; from a selected link to its end on that side; else to the first segment. */
function stepFrom(workspace: Workspace, scene: GraphScene, side: "after" | "before"): SceneNode | undefined {
  const { selection } = workspace.view.value;
  if (selection?.on === "segment") {
    const here = nodeOfSegment(scene, selection.segment);
    return here === undefined ? scene.nodes[0] : follow(scene, here.node.id, side);
  }
  if (selection?.on === "order" || selection?.on === "exclusion" || selection?.on === "why-not") {
    return nodeOfSegment(scene, side === "after" ? selection.to : selection.from);
  }
  return scene.nodes[0];
}
