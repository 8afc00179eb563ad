import { signal } from "@preact/signals";
import type { FrameActions, SearchMode } from "../../app/commands.ts";
import { closeTopLayer } from "../shared/layers.ts";
import { toggleTheme } from "../shared/theme.ts";

/** What the frame does by the hands of others: dialogs of the browser, downloads, the mapping. */
export type FrameServices = Pick<FrameActions, "openFiles" | "editMapping" | "exportFiles" | "rememberRoles">;

/** The frame of the page: what is open around the view. */
export class Frame implements FrameActions {
  readonly isHelpOpen = signal(false);
  /** The dialog about recipes or classes that is open. */
  readonly dialog = signal<"recipes" | "classes" | null>(null);
  /** The search box while it is on screen. It takes the focus at once: the next key may be the first letter. */
  searchBox: ((mode: SearchMode) => void) | null = null;
  /** Set by the page while it is drawn: they close over its elements. */
  services: FrameServices | null = null;

  search(mode: SearchMode): void {
    this.searchBox?.(mode);
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

  openRecipes(): void {
    this.dialog.value = "recipes";
  }

  chooseClasses(): void {
    this.dialog.value = "classes";
  }

  rememberRoles(): void {
    this.services?.rememberRoles();
  }
}
