import type { ViewProps } from "../shell/view-props.ts";
import { PathPanel } from "./path-panel.tsx";
import "../result/result-view.css";

/** What the latency of a class is made of. */
export function PathView({ workspace }: ViewProps) {
  const present = workspace.present.value;
  if (present === null) return <p class="panel-text">No class of requests: there is no critical path.</p>;
  return <PathPanel report={workspace.shown.value.report} present={present} />;
}
