import { FilesPanel } from "../result/files-panel.tsx";
import { RejectsPanel } from "../result/rejects-panel.tsx";
import type { ViewProps } from "../shell/view-props.ts";
import "../result/result-view.css";

/** What was read of every file, and what could not be used. */
export function FilesView({ state }: ViewProps) {
  return (
    <div class="result-grid">
      <h1 class="hidden">Files</h1>
      <FilesPanel state={state} />
      <RejectsPanel state={state} />
    </div>
  );
}
