import { RelationsPanel } from "../result/relations-panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import "../result/result-view.css";

/** The causal model of the class on screen. */
export function GraphView({ session, workspace }: ViewProps) {
  const present = workspace.present.value;
  if (present === null) return <p class="panel-text">No class of requests: there is no model to show.</p>;
  return <RelationsPanel key={present.id} session={session} present={present} />;
}
