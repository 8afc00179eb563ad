import type { ReadyState } from "../../app/phase.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { Icon, Logo } from "./icon.tsx";
import { theme, toggleTheme } from "./theme.ts";

interface TopBarProps {
  readonly state: ReadyState | null;
  readonly onExport: () => void;
  /** Null where the screen itself offers to open files. */
  readonly onNewFiles: (() => void) | null;
}

/** The product, the dataset on screen, and what can be done with it from anywhere. */
export function TopBar({ state, onExport, onNewFiles }: TopBarProps) {
  const isDark = theme.value === "dark";
  return (
    <header class="top-bar">
      <span class="top-name">
        <Logo />
        Whydunit
      </span>
      {state !== null && (
        <span class="top-dataset" title={state.files.map(({ name }) => name).join("\n")}>
          <strong>{datasetName(state)}</strong> {formatCountOf(state.report.requests, "request")}
        </span>
      )}
      <span class="top-space" />
      <span class="top-shield" title="The page's own policy forbids every other address.">
        <Icon name="shield" />
        local · <strong>0 B</strong> sent
      </span>
      {state !== null && (
        <button type="button" class="button" onClick={onExport}>
          <Icon name="save" />
          Export
        </button>
      )}
      {onNewFiles !== null && (
        <button type="button" class="button" onClick={onNewFiles}>
          <Icon name="plus" />
          New files
        </button>
      )}
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label="Dark theme"
        aria-pressed={isDark}
        title={isDark ? "Use the light theme" : "Use the dark theme"}
        onClick={toggleTheme}
      >
        <Icon name="theme" />
      </button>
    </header>
  );
}

function datasetName({ files }: ReadyState): string {
  return files.length === 1 ? files[0].name : formatCountOf(files.length, "file");
}
