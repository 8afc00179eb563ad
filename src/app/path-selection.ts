import type { PathRow } from "../core/present/path-rows.ts";
import type { Selection } from "./view-state.ts";

/** What choosing a line of a critical path selects: its segment or hand-off; null for segments of other kinds. */
export function selectionOfPath({
  isHandOff,
  segmentKind,
  components,
}: Pick<PathRow, "isHandOff" | "segmentKind" | "components">): Selection | null {
  if (isHandOff) return components === null ? null : { on: "hand-off", from: components.from, to: components.to };
  return segmentKind === null ? null : { on: "segment", segment: segmentKind };
}

/** Whether a line of a path is what is selected. */
export function isSelectedPath(row: Parameters<typeof selectionOfPath>[0], selection: Selection | null): boolean {
  const own = selectionOfPath(row);
  if (own === null || selection === null || own.on !== selection.on) return false;
  if (own.on === "segment") return selection.on === "segment" && own.segment === selection.segment;
  return own.on === "hand-off" && selection.on === "hand-off" && own.from === selection.from && own.to === selection.to;
}
