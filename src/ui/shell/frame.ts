import { signal } from "@preact/signals";
import type { FrameActions, SearchMode } from "../../app/commands.ts";
import { closeTopLayer } from "../shared/layers.ts";
import { toggleTheme } from "../shared/theme.ts";

/** What the frame does by the hands of others: dialogs of the browser, downloads, the mapping. */
export type FrameServices = Pick<FrameActions, "openFiles" | "editMapping" | "exportFiles">;

/** The frame of the page: what is open around the view. */
export class Frame implements FrameActions {
  readonly isHelpOpen = signal(false);
  /** A wish to search: a new object each time. */
  readonly searching = signal<{ readonly mode: SearchMode } | null>(null);
  /** Set by the page while it is drawn: they close over its elements. */
  services: FrameServices | null = null;

  search(mode: SearchMode): void {
    this.searching.value = { mode };
  }

  toggleHelp(): void {
    this.isHelpOpen.value = !this.isHelpOpen.value;
  }

  closeTopmost(): boolean {
    return closeTopLayer();
  }

  toggleTheme(): void {
    toggleTheme();
  }

  openFiles(): void {
    this.services?.openFiles();
  }

  editMapping(): void {
    this.services?.editMapping();
  }

  exportFiles(): void {
    this.services?.exportFiles();
  }
}
