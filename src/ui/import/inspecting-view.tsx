import { formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";

/** The short while in which formats and roles are guessed. */
export function InspectingView({ files, onCancel }: { readonly files: number; readonly onCancel: () => void }) {
  return (
    <div class="progress-page">
      <section class="panel" aria-labelledby="inspecting-title">
        <header class="panel-head">
          <h1 id="inspecting-title">Looking into {formatCountOf(files, "file")}</h1>
          <span class="panel-action">
            <button type="button" class="button" onClick={onCancel}>
              <Icon name="stop" />
              Cancel
            </button>
          </span>
        </header>
        <p class="panel-text" role="status">
          Format, columns and roles are guessed from the first and last lines.
        </p>
      </section>
    </div>
  );
}
