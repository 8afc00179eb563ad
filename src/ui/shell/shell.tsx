import { Icon } from "../shared/icon.tsx";
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
      <nav class="rail" aria-label="Views">
        {VIEW_ENTRIES.map(({ name, title, icon }, at) => (
          <button
            key={name}
            type="button"
            class="rail-view"
            aria-current={name === entry.name ? "page" : undefined}
            onClick={() => workspace.open(name)}
          >
            <Icon name={icon} />
            <span>{title}</span>
            <kbd>{at + 1}</kbd>
          </button>
        ))}
      </nav>
      <div class="view">
        <View {...props} />
      </div>
    </div>
  );
}
