import { Fragment } from "preact";
import type { Workspace } from "../../app/workspace.ts";
import { Icon } from "../shared/icon.tsx";
import { VIEW_ENTRIES, type ViewEntry } from "./views.tsx";

/** All views, with the digits that lead to them; icons only where the window is narrow. */
export function Rail({ workspace, shown }: { readonly workspace: Workspace; readonly shown: ViewEntry }) {
  return (
    <nav class="rail" aria-label="Views">
      {VIEW_ENTRIES.map(({ name, title, icon, section }, at) => (
        <Fragment key={name}>
          {at > 0 && section !== VIEW_ENTRIES[at - 1].section && <hr class="rail-gap" />}
          <button
            type="button"
            class="rail-view"
            aria-current={name === shown.name ? "page" : undefined}
            aria-label={title}
            aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
            title={title}
            data-testid={`open-${name}`}
            onClick={() => workspace.open(name)}
          >
            <Icon name={icon} />
            <span class="rail-title">{title}</span>
            {at < 9 && <kbd>{at + 1}</kbd>}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
