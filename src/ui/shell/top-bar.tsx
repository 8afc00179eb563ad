import type { Command, CommandContext } from "../../app/commands.ts";
import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import { Icon, Logo } from "../shared/icon.tsx";
import { theme } from "../shared/theme.ts";
import { ClassMenu } from "./class-menu.tsx";
import { DatasetMenu } from "./dataset-menu.tsx";
import type { Frame } from "./frame.ts";
import { Omnibox } from "./omnibox.tsx";
import { Shield } from "./shield.tsx";
import "./top-bar.css";

interface TopBarProps {
  readonly frame: Frame;
  readonly commands: readonly Command[];
  readonly context: () => CommandContext;
  /** What is on screen; null before there is a result. */
  readonly ready: { readonly state: ReadyState; readonly workspace: Workspace } | null;
  /** Where the screen itself does not offer to open files. */
  readonly offersFiles: boolean;
}

/** The product, the dataset on screen, and what can be done from anywhere. */
export function TopBar({ frame, commands, context, ready, offersFiles }: TopBarProps) {
  const isDark = theme.value === "dark";
  return (
    <header class="top-bar">
      <span class="top-name">
        <Logo />
        <span class="top-title">Whydunit</span>
      </span>
      {ready === null ? (
        <span class="top-space" />
      ) : (
        <>
          <DatasetMenu state={ready.state} commands={commands} context={context} />
          <Omnibox frame={frame} workspace={ready.workspace} commands={commands} context={context} />
          <ClassMenu workspace={ready.workspace} />
        </>
      )}
      <Shield />
      {ready === null && offersFiles && (
        <button type="button" class="button" onClick={() => frame.openFiles()}>
          <Icon name="plus" />
          New files
        </button>
      )}
      <button
        type="button"
        class="top-icon"
        aria-label="Dark theme"
        aria-pressed={isDark}
        title={isDark ? "Use the light theme" : "Use the dark theme"}
        onClick={() => frame.toggleTheme()}
      >
        <Icon name="theme" />
      </button>
      <button type="button" class="top-icon" aria-label="Help" title="Help ?" onClick={() => frame.toggleHelp()}>
        <Icon name="help" />
      </button>
    </header>
  );
}
