import type { NameHits } from "../core/analysis/name-search.ts";
import type { FilterTerm } from "../core/analysis/request-filter.ts";
import { formatCountOf, formatDuration } from "../core/present/number-format.ts";
import { type Command, type CommandContext, commandsNamed, type SearchMode } from "./commands.ts";
import type { Workspace } from "./workspace.ts";

/** One line of the list under the search box. */
export interface SearchResult {
  /** Unique in the list. */
  readonly id: string;
  readonly group: string;
  readonly name: string;
  /** Stands at the right. */
  readonly note: string;
  /** Key of a command, as `keyName` gives it. */
  readonly keyName: string | null;
  readonly isEnabled: boolean;
  /** Of filters: to leave the requests out instead; null for everything else. */
  readonly runOther: (() => void) | null;
  readonly run: () => void;
}

export interface SearchSources {
  readonly commands: readonly Command[];
  readonly context: CommandContext;
  readonly workspace: Workspace;
  /** Names that match what was typed; null while they are asked for or not asked. */
  readonly hits: NameHits | null;
}

/** The letter that a text begins with to mean something else than a search, and the rest. */
export function modeOf(typed: string): { readonly mode: SearchMode; readonly text: string } {
  const text = typed.trimStart();
  const first = text[0];
  if (first === ">" || first === ":" || first === "#") return { mode: first, text: text.slice(1).trim() };
  return { mode: "", text: text.trim() };
}

/** What can be done with what was typed, best first within its group. */
export function searchResults(typed: string, sources: SearchSources): SearchResult[] {
  const { mode, text } = modeOf(typed);
  switch (mode) {
    case ">":
      return commandResults(commandsNamed(sources.commands, text, sources.context), sources.context);
    case ":":
      return [sqlResult(text, sources.workspace)];
    case "#":
      return requestResults(sources);
    case "":
      return text === "" ? searchCommands(sources) : everything(text, sources);
  }
}

/** Of the other groups so many commands are enough. */
const MOST_COMMANDS = 4;

function everything(text: string, sources: SearchSources): SearchResult[] {
  const { commands, context } = sources;
  const named = commandsNamed(commands, text, context).filter((command) => command.enabled(context));
  const views = named.filter(({ group }) => group === "Views");
  const others = named.filter(({ group }) => group !== "Views").slice(0, MOST_COMMANDS);
  return [
    ...commandResults(views, context),
    ...segmentResults(sources),
    ...classResults(text, sources.workspace),
    ...filterResults(sources),
    ...requestResults(sources),
    ...commandResults(others, context),
  ];
}

/** Before a letter is typed: what the first one may be. */
function searchCommands({ commands, context }: SearchSources): SearchResult[] {
  return commandResults(
    commands.filter(({ id, group }) => group === "Search" && id !== "search.all"),
    context,
  );
}

function commandResults(commands: readonly Command[], context: CommandContext): SearchResult[] {
  return commands.map((command) => {
    const isEnabled = command.enabled(context);
    return result({
      id: `command ${command.id}`,
      group: command.group,
      name: command.name,
      note: isEnabled ? "" : command.needs,
      keyName: command.keys[0] ?? null,
      isEnabled,
      run: () => command.run(context),
    });
  });
}

function segmentResults({ workspace, hits }: SearchSources): SearchResult[] {
  const present = workspace.present.value;
  return (hits?.segments ?? []).map(({ classId, className, segment, name, requests }) => {
    const isHere = classId === present?.id;
    const count = formatCountOf(requests, "request");
    return result({
      id: `segment ${classId} ${segment}`,
      group: "Segments",
      name,
      note: isHere ? count : `${className} · ${count}`,
      run: () =>
        workspace.go({
          view: "graph",
          selection: { on: "segment", segment },
          ...(isHere ? {} : { classId }),
        }),
    });
  });
}

function requestResults({ workspace, hits }: SearchSources): SearchResult[] {
  const { classes } = workspace.whole.report;
  const present = workspace.present.value;
  return (hits?.requests ?? []).map(({ rank, id, classId, latencyNs }) =>
    result({
      id: `request ${rank}`,
      group: "Requests",
      name: id,
      note: `${classes.find((each) => each.id === classId)?.name ?? "no class"} · ${formatDuration(latencyNs)}`,
      run: () =>
        workspace.go({
          view: "requests",
          request: rank,
          ...(classId >= 0 && classId !== present?.id ? { classId } : {}),
        }),
    }),
  );
}

function classResults(text: string, workspace: Workspace): SearchResult[] {
  const { classes } = workspace.shown.value.report;
  const present = workspace.present.value;
  const words = text.toLowerCase().split(/\s+/);
  return classes
    .filter(({ id, name }) => id !== present?.id && words.every((word) => name.toLowerCase().includes(word)))
    .slice(0, MOST_COMMANDS)
    .map(({ id, name, requests }) =>
      result({
        id: `class ${id}`,
        group: "Classes of requests",
        name,
        note: formatCountOf(requests, "request"),
        run: () => workspace.go({ classId: id }),
      }),
    );
}

function filterResults({ workspace, hits }: SearchSources): SearchResult[] {
  const offer = (name: string, note: string, term: Extract<FilterTerm, { readonly has: boolean }>): SearchResult => ({
    ...result({ id: `filter ${note} ${name}`, group: "Keep requests with", name, note }),
    run: () => workspace.addTerm(term),
    runOther: () => workspace.addTerm({ ...term, has: false }),
  });
  return [
    ...(hits?.hosts ?? []).map((host) => offer(host, "host", { on: "host", has: true, values: [host] })),
    ...(hits?.values ?? []).map(({ column, value }) =>
      offer(value, column, { on: "attribute", has: true, name: column, values: [value] }),
    ),
  ];
}

function sqlResult(text: string, workspace: Workspace): SearchResult {
  return result({
    id: "sql",
    group: "SQL",
    name: text === "" ? "Type a statement" : text,
    note: text === "" ? "" : "opens in the SQL view",
    isEnabled: text !== "",
    run: () => workspace.go({ view: "sql", options: { ...workspace.view.value.options, [SQL_TEXT]: text } }),
  });
}

/** The option that holds the text of the SQL view. */
const SQL_TEXT = "sql.text";

function result(part: Pick<SearchResult, "id" | "group" | "name"> & Partial<SearchResult>): SearchResult {
  return { note: "", keyName: null, isEnabled: true, runOther: null, run: () => {}, ...part };
}
