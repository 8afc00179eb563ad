import { Rail } from "./rail.tsx";
import type { ViewProps } from "./view-props.ts";
import { VIEW_ENTRIES } from "./views.tsx";
import "./shell.css";

/** The frame around every view of a finished analysis: the rail of views, the view, and what the selection shows. */
export function Shell(props: ViewProps) {
  const { workspace } = props;
  const { view } = workspace.view.value;
  const entry = VIEW_ENTRIES.find(({ name }) => name === view) ?? VIEW_ENTRIES[0];
  const { View } = entry;
  return (
    <div class="shell" data-testid="result">
      <Rail workspace={workspace} shown={entry} />
      {/* Another view begins at its top. */}
      <div class="shell-view" key={entry.name} data-testid="view">
        <View {...props} />
      </div>
    </div>
  );
}
