import { RequestsPanel } from "../result/requests-panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import "../result/result-view.css";

/** The requests of the class on screen, and the one that is open. */
export function RequestsView({ session, workspace, state }: ViewProps) {
  const present = workspace.present.value;
  if (present === null) return <p class="panel-text">No class of requests.</p>;
  return (
    <>
      <h1 class="hidden">Requests</h1>
      <RequestsPanel key={present.id} session={session} workspace={workspace} state={state} present={present} />
    </>
  );
}
