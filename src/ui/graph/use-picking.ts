import { useEffect, useState } from "preact/hooks";
import type { Workspace } from "../../app/workspace.ts";
import { type ComponentIds, nodeOfSegment, pairOfSelection, selectionOfNode } from "./graph-picks.ts";
import type { GraphScene } from "./graph-scene.ts";

export type Asking = "why-not" | "paths";

export interface Picking {
  /** What the next segments are chosen for. */
  readonly asking: Asking | null;
  /** Id of a further segment beside the selected one. */
  readonly second: number | null;
  /** A segment was pressed; with Shift it joins the selected one. */
  readonly pick: (id: number, isExtending: boolean) => void;
  /** Asks about the two that are picked, or has them chosen now. */
  readonly ask: (what: Asking) => void;
  /** The ground was pressed: nothing is selected any more. */
  readonly release: () => void;
  /** Ends the choosing; null if nothing is being chosen. */
  readonly cancel: (() => void) | null;
}

/** Choosing one segment, or two of them to ask about. */
export function usePicking(
  workspace: Workspace,
  scene: GraphScene | null,
  ids: ComponentIds,
  onBetween: (pair: { readonly from: number; readonly to: number }) => void,
): Picking {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [second, setSecond] = useState<number | null>(null);
  const { selection } = workspace.view.value;
  const key = JSON.stringify(selection);
  useEffect(() => setSecond(null), [key]);
  const first = selection?.on === "segment" && scene !== null ? nodeOfSegment(scene, selection.segment) : undefined;

  const answer = (what: Asking, from: number, to: number) => {
    const [a, b] = [scene?.nodeOf.get(from), scene?.nodeOf.get(to)];
    if (a === undefined || b === undefined) return;
    setAsking(null);
    setSecond(null);
    if (what === "paths") onBetween({ from, to });
    else workspace.select({ on: "why-not", from: a.node.segmentKind, to: b.node.segmentKind });
  };
  const cancel = () => {
    setAsking(null);
    setSecond(null);
  };
  return {
    asking,
    second,
    pick(id, isExtending) {
      const node = scene?.nodeOf.get(id);
      if (node === undefined) return;
      const isOther = first !== undefined && first.node.id !== id;
      if (asking !== null && isOther) answer(asking, first.node.id, id);
      else if (isExtending && isOther) setSecond(id);
      else workspace.select(selectionOfNode(node));
    },
    ask(what) {
      if (asking === what) return cancel();
      if (what === "why-not" && selection?.on === "why-not") return workspace.select(null);
      if (first !== undefined && second !== null) return answer(what, first.node.id, second);
      const pair = scene === null ? null : pairOfSelection(scene, selection, ids);
      if (pair !== null) return answer(what, pair.from, pair.to);
      setAsking(what);
    },
    release() {
      if (asking === null) workspace.select(null);
    },
    cancel: asking === null && second === null ? null : cancel,
  };
}
