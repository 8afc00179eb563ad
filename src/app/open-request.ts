import type { Workspace } from "./workspace.ts";

/** The event of the open request that is looked at, as `rank-event`: of another request it says nothing. */
const EVENT = "request.event";

/** Opens a request; the address then leads back to it. */
export function openRequest(workspace: Workspace, rank: number, how: "push" | "replace" = "push"): void {
  workspace.go({ request: rank }, how);
}

/** Position of the event of the open request that is looked at; null if there is none. */
export function chosenEvent(workspace: Workspace): number | null {
  const { request } = workspace.view.value;
  const [rank, event] = (workspace.option(EVENT) ?? "").split("-");
  return request !== null && rank === String(request) && /^\d+$/.test(event ?? "") ? Number(event) : null;
}

/**
 * Looks at an event of the open request, in the picture and in the log, and at its segment in the evidence.
 * @param segmentKind of the class of the request, −1 = it is in no segment kind
 */
export function chooseEvent(workspace: Workspace, event: number | null, segmentKind: number, classId: number): void {
  const { request, options, classId: shownId } = workspace.view.value;
  const { [EVENT]: _, ...others } = options;
  const present = workspace.present.value?.id ?? -1;
  workspace.go({
    options: event === null || request === null ? others : { ...others, [EVENT]: `${request}-${event}` },
    selection: event === null || segmentKind < 0 ? null : { on: "segment", segment: segmentKind },
    request,
    // Segments are numbered per class: that of the request comes to the screen with its segment.
    classId: classId >= 0 && classId !== present ? classId : shownId,
  });
}
