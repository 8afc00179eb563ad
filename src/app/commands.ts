import { VIEW_COMMANDS, type ViewCommandId } from "./command-registry.ts";
import type { ViewName } from "./view-state.ts";
import type { Workspace } from "./workspace.ts";

/** What the search box is opened for: anything, commands, SQL or a request by its id. */
export type SearchMode = "" | ">" | ":" | "#";

/** The frame of the page, as far as commands drive it. */
export interface FrameActions {
  search(mode: SearchMode): void;
  toggleHelp(): void;
  /** Closes the topmost of dialogs and menus; false if none was open. */
  closeTopmost(): boolean;
  toggleTheme(): void;
  openFiles(): void;
  editMapping(): void;
  exportFiles(): void;
  /** The list of saved recipes. */
  openRecipes(): void;
  /** The choice by what requests are told apart. */
  chooseClasses(): void;
  /** Keeps the roles for files like these, and shows the list. */
  rememberRoles(): void;
}

/** What a command looks at and acts upon. */
export interface CommandContext {
  /** The finished analysis on screen, null if there is none. */
  readonly workspace: Workspace | null;
  readonly frame: FrameActions;
  /** What the view on screen can do. */
  readonly handlers: ReadonlyMap<ViewCommandId, () => void>;
}

export const COMMAND_GROUPS = ["Views", "Search", "In this view", "Screen", "Data"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One thing that can be done by key, from the palette and from a button: all three read this list. */
export interface Command {
  readonly id: string;
  readonly name: string;
  readonly group: CommandGroup;
  /** As `keyName` gives them; the first is printed beside the action. */
  readonly keys: readonly string[];
  readonly enabled: (context: CommandContext) => boolean;
  /** What is missing while it is not enabled. */
  readonly needs: string;
  readonly run: (context: CommandContext) => void;
}

/** All commands, in the order of help and palette. @param views those of the rail, from top to bottom */
export function commandsOf(views: readonly { readonly name: ViewName; readonly title: string }[]): readonly Command[] {
  const has = (name: ViewName) => views.some((view) => view.name === name);
  return [
    ...views.map(
      ({ name, title }, at): Command => ({
        id: `open.${name}`,
        name: title,
        group: "Views",
        keys: at < 9 ? [String(at + 1)] : [],
        enabled: isReady,
        needs: ANALYSIS,
        run: ({ workspace }) => workspace?.open(name),
      }),
    ),
    search("search.all", "Search segments, requests, hosts and values", ["/"], ""),
    search("search.commands", "All commands", [">", "Ctrl+k"], ">"),
    search("search.request", "Open a request by its id", ["#"], "#"),
    ...(has("sql") ? [search("search.sql", "Ask in SQL", [":"], ":")] : []),
    ...VIEW_COMMANDS.map(
      ({ id, name, keys }): Command => ({
        id,
        name,
        group: "In this view",
        keys,
        enabled: ({ handlers }) => handlers.has(id),
        needs: "not in this view",
        run: ({ handlers }) => handlers.get(id)?.(),
      }),
    ),
    {
      id: "screen.close",
      name: "Close the topmost: menu, selection, raw log",
      group: "Screen",
      keys: ["Escape"],
      enabled: () => true,
      needs: "",
      run: closeTopmost,
    },
    {
      id: "screen.log",
      name: "Raw log",
      group: "Screen",
      keys: ["q"],
      enabled: isReady,
      needs: ANALYSIS,
      run: ({ workspace }) => workspace?.setOption(LOG_OPEN, workspace.option(LOG_OPEN) === null ? "on" : null),
    },
    {
      id: "screen.theme",
      name: "Light or dark",
      group: "Screen",
      keys: [],
      enabled: () => true,
      needs: "",
      run: ({ frame }) => frame.toggleTheme(),
    },
    {
      id: "screen.help",
      name: "Help",
      group: "Screen",
      keys: ["?"],
      enabled: () => true,
      needs: "",
      run: ({ frame }) => frame.toggleHelp(),
    },
    {
      id: "filter.clear",
      name: "Remove all filters",
      group: "Data",
      keys: [],
      enabled: ({ workspace }) => workspace !== null && workspace.terms.length > 0,
      needs: "no filter is set",
      run: ({ workspace }) => workspace?.setTerms([]),
    },
    {
      id: "data.open",
      name: "Open other files",
      group: "Data",
      keys: [],
      enabled: () => true,
      needs: "",
      run: ({ frame }) => frame.openFiles(),
    },
    {
      id: "data.mapping",
      name: "Change the roles of columns",
      group: "Data",
      keys: [],
      enabled: isReady,
      needs: ANALYSIS,
      run: ({ frame }) => frame.editMapping(),
    },
    {
      id: "data.classes",
      name: "Tell requests apart otherwise",
      group: "Data",
      keys: [],
      enabled: isReady,
      needs: ANALYSIS,
      run: ({ frame }) => frame.chooseClasses(),
    },
    {
      id: "data.remember",
      name: "Remember these roles for files like these",
      group: "Data",
      keys: [],
      enabled: isReady,
      needs: ANALYSIS,
      run: ({ frame }) => frame.rememberRoles(),
    },
    {
      id: "data.recipes",
      name: "Saved recipes",
      group: "Data",
      keys: [],
      enabled: () => true,
      needs: "",
      run: ({ frame }) => frame.openRecipes(),
    },
    {
      id: "data.export",
      name: "Save model, summary, requests, rejects and recipe",
      group: "Data",
      keys: [],
      enabled: isReady,
      needs: ANALYSIS,
      run: ({ frame }) => frame.exportFiles(),
    },
  ];
}

/** The option that says whether the raw log is open: present = open. */
export const LOG_OPEN = "log.open";

const ANALYSIS = "open logs first";

function isReady({ workspace }: CommandContext): boolean {
  return workspace !== null;
}

function search(id: string, name: string, keys: readonly string[], mode: SearchMode): Command {
  const run = ({ frame }: CommandContext) => frame.search(mode);
  return { id, name, group: "Search", keys, enabled: isReady, needs: ANALYSIS, run };
}

function closeTopmost({ workspace, frame, handlers }: CommandContext): void {
  if (frame.closeTopmost()) return;
  const cancel = handlers.get("view.cancel");
  if (cancel !== undefined) cancel();
  else if (workspace !== null && workspace.view.value.selection !== null) workspace.select(null);
  else if (workspace !== null && workspace.option(LOG_OPEN) !== null) workspace.setOption(LOG_OPEN, null);
}

/** The command that a key stands for now, null if none does. */
export function commandOfKey(commands: readonly Command[], key: string, context: CommandContext): Command | null {
  return commands.find((command) => command.keys.includes(key) && command.enabled(context)) ?? null;
}

/** Commands whose name or group has every word of the text, enabled ones first, otherwise in their order. */
export function commandsNamed(commands: readonly Command[], text: string, context: CommandContext): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ id, name, group }) => {
    const said = `${name} ${group}`.toLowerCase();
    return !HIDDEN.has(id) && words.every((word) => said.includes(word));
  });
  return [
    ...found.filter((command) => command.enabled(context)),
    ...found.filter((command) => !command.enabled(context)),
  ];
}

/** Nobody looks for them by name: they are about the key, or would close the list they stand in. */
const HIDDEN: ReadonlySet<string> = new Set(["screen.close", "search.commands", "view.cancel"]);
